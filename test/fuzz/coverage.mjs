/**
 * Remembers which counters an input has moved, by order of magnitude: going through a loop a hundred times is news where
 * ten times was known.
 */
export function createCoverageMap(counters) {
  const seen = counters.map((table) => new Map(Object.keys(table).map((key) => [key, 0])))
  return {
    reset() {
      for (const table of counters) for (const key in table) table[key] = 0
    },
    /** How many counters went further than ever before. */
    takeNews() {
      let news = 0
      counters.forEach((table, index) => {
        for (const key in table) {
          const bucket = 32 - Math.clz32(table[key])
          if (bucket <= seen[index].get(key)) continue
          seen[index].set(key, bucket)
          news += 1
        }
      })
      return news
    },
    covered() {
      return seen.reduce((sum, table) => sum + [...table.values()].filter((bucket) => bucket > 0).length, 0)
    },
  }
}
