// The one door to the library that counts edits.
import { distance } from 'fastest-levenshtein'

/** Longer texts are no misspelt words, and would take long to compare. */
const longestWord = 64
/** Nobody looks for one word among more. */
const mostWords = 300

/**
 * The word that somebody probably meant who wrote another one.
 *
 * 1. One that differs only in capitals, hyphens, underscores and spaces.
 * 2. Else the one with the fewest edits in between, if these are at most a third of the text.
 * 3. Else the shortest one that has the text in it, or is in the text, from four letters on.
 *
 * @example closestWord('volumeMount', ['volumeMounts', 'volumeDevices']) // 'volumeMounts'
 * @example closestWord('type', ['upgradeType', 'hotUpgradeEmptyImage'])  // 'upgradeType'
 * @example closestWord('foo', ['name', 'image'])                         // undefined
 */
export function closestWord(text: string, words: readonly string[]): string | undefined {
  if (text.length > longestWord || words.length > mostWords) return undefined
  const plain = plainForm(text)
  if (plain === '') return undefined
  return words.find((word) => plainForm(word) === plain) ?? nearest(plain, words) ?? containing(plain, words)
}

function nearest(plain: string, words: readonly string[]): string | undefined {
  const most = Math.floor(plain.length / 3)
  const ranked = words
    .map((word) => ({ word, edits: distance(plain, plainForm(word)) }))
    .filter(({ edits }) => edits <= most)
  return least(ranked.map(({ word, edits }) => [word, edits]))
}

function containing(plain: string, words: readonly string[]): string | undefined {
  const related = words.filter((word) => {
    const other = plainForm(word)
    const [short, long] = other.length < plain.length ? [other, plain] : [plain, other]
    return short.length >= 4 && long.includes(short)
  })
  return least(related.map((word) => [word, Math.abs(word.length - plain.length)]))
}

/** The first of those that rank lowest. */
function least(ranked: readonly (readonly [word: string, rank: number])[]): string | undefined {
  const lowest = Math.min(...ranked.map(([, rank]) => rank))
  return ranked.find(([, rank]) => rank === lowest)?.[0]
}

function plainForm(text: string): string {
  return text.toLowerCase().replace(/[-_\s]/g, '')
}
