import { isJsonObject, ownValue, type JsonObject } from '../kubernetes/own-entry.js'

/**
 * The number of the first Pod of a StatefulSet: `spec.ordinals.start`, 0 by default, and for OpenKruise's the first
 * from there that `spec.reserveOrdinals` does not keep free. That list holds numbers, and texts such as `3-5`.
 *
 * @example firstOrdinal({ spec: { reserveOrdinals: [0, '1-2'] } }) // 3
 */
export function firstOrdinal(workload: JsonObject): number {
  const spec = objectAt(workload, 'spec')
  const start = ownValue(objectAt(spec, 'ordinals'), 'start')
  const reserved = ownValue(spec, 'reserveOrdinals')
  const ranges = Array.isArray(reserved) ? reserved.flatMap(readRange) : []
  let ordinal = typeof start === 'number' && Number.isSafeInteger(start) && start > 0 ? start : 0
  // Sorted by their starts, each range need be looked at once: what is free before one is free for good.
  for (const { from, to } of ranges.sort((a, b) => a.from - b.from))
    if (from <= ordinal && ordinal <= to) ordinal = to + 1
  return ordinal
}

interface Range {
  readonly from: number
  readonly to: number
}

function readRange(value: unknown): Range[] {
  if (typeof value === 'number') return [{ from: value, to: value }]
  const [, from, to] = typeof value === 'string' ? (/^(\d{1,9})(?:-(\d{1,9}))?$/.exec(value) ?? []) : []
  return from === undefined ? [] : [{ from: Number(from), to: Number(to ?? from) }]
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = ownValue(parent, key)
  return isJsonObject(value) ? value : {}
}
