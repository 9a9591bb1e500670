export function generateSchemas(): Record<string, string>
export function writeSchemas(folder: URL): void
