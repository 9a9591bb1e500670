import { syntaxFailure } from './failure.js'
import { coreTag, type MappingEntry, type MappingNode, type Node } from './nodes.js'
import { scalarValue, type ScalarValue } from './scalar-value.js'

/**
 * The text of a mapping key, since JSON has no other keys: `on:` is "true", `010:` is "8", `1e3:` is "1000".
 *
 * @throws ReadFailure for null, lists, mappings and integers beyond 64 bits with sign
 */
export function mapKey(node: Node): string {
  const target = node.kind === 'alias' ? node.target : node
  if (target.kind !== 'scalar') throw syntaxFailure('a key must be text, not a list or mapping', node.offset)
  const key = keyText(scalarValue(target))
  if (key === undefined) throw syntaxFailure('a key must be text; put it in quotes', node.offset)
  return key
}

function keyText(value: ScalarValue): string | undefined {
  switch (value.type) {
    case 'string':
      return value.value
    case 'boolean':
      return String(value.value)
    case 'integer':
      return value.value < 2n ** 63n ? String(value.value) : undefined
    case 'float':
      return formatFloat32(value.value)
    case 'null':
      return undefined
  }
}

/** The shortest text of a 32-bit float, as Go formats it (`%g`): keys lose what does not fit 32 bits. */
function formatFloat32(value: number): string {
  const single = Math.fround(value)
  if (Number.isNaN(single)) return '.nan'
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf'
  if (single === 0) return Object.is(single, -0) ? '-0' : '0'
  const [digits = '', power = ''] = shortestExponential(single).split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 6) return String(Number(`${digits}e${power}`))
  const sign = exponent < 0 ? '-' : '+'
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function shortestExponential(single: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = single.toExponential(digits)
    if (Math.fround(Number(text)) === single) return text
  }
  return single.toExponential(9)
}

/** Whether a key is `<<`, which stands for the entries of other mappings. In quotes it is a key like any other. */
export function isMergeKey(key: Node): boolean {
  return key.kind === 'scalar' && key.text === '<<' && (key.isPlain || key.tag === `${coreTag}merge`)
}

/**
 * The entry that gave a mapping the value of each key, or that was merged in. Of mappings that have been read, so
 * nothing here can fail.
 *
 * @param known what has been indexed before; what is indexed now is added
 */
export function entriesByKey(
  mapping: MappingNode,
  known: Map<MappingNode, ReadonlyMap<string, MappingEntry>>,
): ReadonlyMap<string, MappingEntry> {
  const before = known.get(mapping)
  if (before !== undefined) return before
  const entries = new Map<string, MappingEntry>()
  for (const entry of mapping.entries) {
    if (!isMergeKey(entry.key)) entries.set(mapKey(entry.key), entry)
    else
      for (const source of mergeSources(entry.value))
        for (const [key, merged] of entriesByKey(source, known)) entries.set(key, merged)
  }
  known.set(mapping, entries)
  return entries
}

/** The mappings that `<<` names, those that override the others last. */
function mergeSources(node: Node): MappingNode[] {
  const target = node.kind === 'alias' ? node.target : node
  if (target.kind === 'mapping') return [target]
  return target.kind === 'sequence' ? [...target.items].reverse().flatMap(mergeSources) : []
}
