/** A stream of numbers that one seed decides, so that a cluster that breaks the law can be made again. */
export interface Random {
  /** Whole number, 0 to `below - 1`. */
  below(below: number): number
  /** True in this share of the calls. */
  chance(share: number): boolean
  pick<T>(values: readonly [T, ...T[]]): T
  /** `least` to `most` values, drawn one by one. */
  list<T>(least: number, most: number, draw: (index: number) => T): T[]
}

/** Mulberry32: small, fast, and good enough to spread test cases. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    chance: (share) => next() < share,
    pick: (values) => values[below(values.length)] ?? values[0],
    list: (least, most, draw) =>
      Array.from({ length: least + below(most - least + 1) }, (_, index) => draw(index)),
  }
}
