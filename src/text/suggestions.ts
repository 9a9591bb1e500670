import { distance } from 'fastest-levenshtein'

// The one door to the library that counts edits.

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

/**
 * A DNS label close to a text that is none; `undefined` when little of it can stay.
 *
 * @example suggestDnsLabel('Log_Agent')  // 'log-agent'
 * @example suggestDnsLabel('presets.v2') // 'presets-v2'
 */
export function suggestDnsLabel(text: string): string | undefined {
  return usable(trimmed(replaceOthers(text, /[^a-z0-9]/g).slice(0, 63)), text)
}

/**
 * An object's name close to a text that is none; `undefined` when little of it can stay.
 *
 * @example suggestObjectName('Filebeat_Config.v1') // 'filebeat-config.v1'
 */
export function suggestObjectName(text: string): string | undefined {
  const parts = replaceOthers(text, /[^a-z0-9.]/g)
    .slice(0, 253)
    .split('.')
  const name = parts.map(trimmed).filter((part) => part !== '')
  return usable(name.join('.'), text)
}

/** A name of which little is left is no suggestion. */
function usable(name: string, text: string): string | undefined {
  const isShort = name.length * 2 < Math.min(text.length, 63)
  return name === '' || isShort ? undefined : name
}

function replaceOthers(text: string, others: RegExp): string {
  return text.slice(0, 1000).toLowerCase().replace(others, '-')
}

function trimmed(text: string): string {
  let [start, end] = [0, text.length]
  while (text[start] === '-') start++
  while (end > start && text[end - 1] === '-') end--
  return text.slice(start, end)
}
