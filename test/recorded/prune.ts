/** Fields whose empty object Go writes and a person would not. See the rules of comparison of the recorded cases. */
const droppedWhenEmpty = new Set([
  'resources',
  'status',
  'upgradeStrategy',
  'shareVolumePolicy',
  'shareVolumeDevicePolicy',
  'injectionStrategy',
  'updateStrategy',
  'strategy',
])

/** A value without nulls and without the empty objects above: what recorded and computed values are compared by. */
export function prune(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prune)
  if (typeof value !== 'object' || value === null) return value
  const result: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    if (member === null || member === undefined) continue
    const pruned = prune(member)
    if (droppedWhenEmpty.has(key) && isEmptyObject(pruned)) continue
    Object.defineProperty(result, key, {
      value: pruned,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return result
}

function isEmptyObject(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  )
}
