import { isMapping, isSame } from './values.js'

/** How a list becomes another: which item stays, by its index before and after, in order. */
export interface KeptItem {
  readonly before: number
  readonly after: number
}

/**
 * The items of a list that are still there afterwards, maybe changed: a longest common subsequence, in which items are
 * the same if they are equal or have the same `name`. Where that leaves some over and the lists are of one length, each
 * item is the one at its index.
 */
export function matchItems(before: readonly unknown[], after: readonly unknown[]): readonly KeptItem[] {
  const kept = findCommon(before, after)
  // Items without names that all changed are still the same items.
  const isCounterpart = kept.length < before.length && before.length === after.length
  return isCounterpart ? before.map((_, index) => ({ before: index, after: index })) : kept
}

function findCommon(before: readonly unknown[], after: readonly unknown[]): readonly KeptItem[] {
  const start = countSame(before.length, after.length, (index) => isMatch(before[index], after[index]))
  const left = Math.min(before.length, after.length) - start
  const end = countSame(left, left, (index) => isMatch(before.at(-1 - index), after.at(-1 - index)))
  const middle = matchMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end))
  const pairUp = (length: number, a: number, b: number): KeptItem[] =>
    Array.from({ length }, (_, index) => ({ before: a + index, after: b + index }))
  return [
    ...pairUp(start, 0, 0),
    ...middle.map((kept) => ({ before: kept.before + start, after: kept.after + start })),
    ...pairUp(end, before.length - end, after.length - end),
  ]
}

function countSame(a: number, b: number, isSameAt: (index: number) => boolean): number {
  let count = 0
  while (count < Math.min(a, b) && isSameAt(count)) count += 1
  return count
}

function matchMiddle(before: readonly unknown[], after: readonly unknown[]): readonly KeptItem[] {
  const longest = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--) {
      const row = longest[i]
      if (row !== undefined)
        row[j] = isMatch(before[i], after[j]) ? 1 + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const kept: KeptItem[] = []
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (isMatch(before[i], after[j])) kept.push({ before: i++, after: j++ })
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return kept
}

function isMatch(a: unknown, b: unknown): boolean {
  const isNamesake = isMapping(a) && isMapping(b) && typeof a['name'] === 'string' && a['name'] === b['name']
  return isNamesake || isSame(a, b)
}
