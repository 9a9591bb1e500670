export function generateApiTypes(): string
