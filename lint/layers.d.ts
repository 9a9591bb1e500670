export const layers: readonly (readonly string[])[]
export function zonesOf(order: readonly (readonly string[])[]): readonly object[]
export const publicEntries: readonly string[]
export const commandZone: object
