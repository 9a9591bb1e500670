/** The word that was probably meant: the nearest by single changes, if at most a third of it differs. */
export function closestTo(word: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((each) => ({
      each,
      changes: each.startsWith(word) && word.length > 2 ? 0 : countChanges(word, each),
    }))
    .sort((a, b) => a.changes - b.changes)
  const [best] = ranked
  return best !== undefined && best.changes <= Math.max(1, Math.floor(best.each.length / 3))
    ? best.each
    : undefined
}

/** Insertions, deletions, replacements and swaps of neighbours between two short words. */
function countChanges(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (isSame ? 0 : 1))
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? least) + 1)
      next.push(least)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
