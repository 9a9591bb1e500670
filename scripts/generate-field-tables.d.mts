export function generateFieldTables(): string
