/** What the order of a merged list is decided by. Keys are compared by identity; of equal ones the first counts. */
export interface ListOrder {
  /** Keys in the order that the patch gives. */
  readonly wanted: readonly unknown[]
  /** Keys in the order of the original. */
  readonly original: readonly unknown[]
  readonly keyOf: (element: unknown) => unknown
}

/**
 * Puts a merged list in order.
 *
 * 1. Elements that the patch lists keep the patch's order, the rest keeps the original's.
 * 2. The two rows are merged from their fronts: if both next elements were in the original and that of the rest stood
 *    first there, it is taken; else that of the patch. When one row is used up, the other follows.
 *
 * So what is new goes in front, unless an element that precedes it in the patch holds it back.
 *
 * @example arrange([a, b, c, x], { wanted: [x, b], original: [a, b, c], keyOf }) // [x, a, b, c]
 */
export function arrange(merged: readonly unknown[], { wanted, original, keyOf }: ListOrder): unknown[] {
  const inWanted = firstPositions(wanted)
  const inOriginal = firstPositions(original)
  const listed = merged.filter((element) => inWanted.has(keyOf(element)))
  const rest = merged.filter((element) => !inWanted.has(keyOf(element)))
  const positionIn = (positions: ReadonlyMap<unknown, number>) => (element: unknown) =>
    positions.get(keyOf(element))
  return interleave(
    sortByPosition(rest, positionIn(inOriginal)),
    sortByPosition(listed, positionIn(inWanted)),
    positionIn(inOriginal),
  )
}

type PositionOf = (element: unknown) => number | undefined

function interleave(rest: readonly unknown[], listed: readonly unknown[], positionOf: PositionOf): unknown[] {
  const result: unknown[] = []
  let taken = 0
  for (const element of listed) {
    while (taken < rest.length && standsBefore(positionOf(rest[taken]), positionOf(element))) {
      result.push(rest[taken])
      taken += 1
    }
    result.push(element)
  }
  return [...result, ...rest.slice(taken)]
}

function standsBefore(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && a < b
}

/** Stable; what has no position goes behind what has one. */
function sortByPosition(elements: readonly unknown[], positionOf: PositionOf): unknown[] {
  const rank = (element: unknown): number => positionOf(element) ?? Number.MAX_SAFE_INTEGER
  return [...elements].sort((a, b) => rank(a) - rank(b))
}

function firstPositions(keys: readonly unknown[]): ReadonlyMap<unknown, number> {
  const positions = new Map<unknown, number>()
  keys.forEach((key, index) => {
    if (!positions.has(key)) positions.set(key, index)
  })
  return positions
}
