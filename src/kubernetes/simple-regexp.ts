// What stands in for `go-regexp` in pages: re2js makes a page 150 kB larger, for expressions that hardly anybody writes.
// package.json chooses between the two under `imports`.
import type { GoRegexp } from './go-regexp.js'

/** One character of an expression, with its mark. */
interface Item {
  readonly fits: (codePoint: number) => boolean
  readonly isOptional: boolean
  readonly repeats: boolean
}

/** Characters one after the other, bound to an end of the text or not. */
interface Sequence {
  readonly fromStart: boolean
  readonly toEnd: boolean
  readonly items: readonly Item[]
}

const longestExpression = 1024

/**
 * Compiles the regular expressions that people write about names, as Go reads them.
 *
 * 1. Letters and digits, `.`, escaped punctuation, `\d`, `\w`, `\s`, and lists of characters in brackets; each may have
 *    `?`, `*` or `+`.
 * 2. `^` at the beginning, `$` at the end, and alternatives: of the whole, or in one pair of parentheses.
 * 3. Everything else is refused as unsupported, valid or not. What is read matches as it does in Go.
 *
 * @example compileGoRegexp('^(web|app-.*)$').test('app-1') // true, once `ok` has been asked
 */
export function compileGoRegexp(text: string): GoRegexp {
  const sequences = text.length > longestExpression ? undefined : readExpression(text)
  if (sequences === undefined) {
    const message =
      'this build reads simple expressions only; build with the condition "sidecarset-regexp" for all that Go knows'
    return { ok: false, isUnsupported: true, message }
  }
  return { ok: true, test: (subject) => sequences.some((sequence) => matches(sequence, subject)) }
}

/** A group is written out: `a(b|c)d` as `abd|acd`. */
function readExpression(text: string): readonly Sequence[] | undefined {
  const [, before = '', inside = '', after = ''] =
    /^([^()|]*)(?<!\\)\(([^()]*)(?<!\\)\)([^()|]*)$/.exec(text) ?? []
  const choices = splitAlternatives(inside)
  const isGroup =
    inside !== '' && !/^[?*+{]/.test(after) && choices.every((choice) => !/^[?*+]|[\^$]/.test(choice))
  const alternatives = isGroup ? choices.map((choice) => before + choice + after) : splitAlternatives(text)
  const sequences = alternatives.map(readSequence)
  return sequences.every((sequence) => sequence !== undefined) ? sequences : undefined
}

function splitAlternatives(text: string): readonly string[] {
  const parts = ['']
  for (const [token] of text.matchAll(/\\[^]|[^]/gu)) {
    if (token === '|') parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts
}

/** One character: of a list, of a set, escaped, any, or itself. */
const element =
  /^(?:\[\^?(?:[\w .,:/@%=-]|\\[-.dw])+\]|\\[dws]|\\[-.^$*+?()[\]{}|/\\]|\.|[^\\.^$*+?()[\]{}|])/u

function readSequence(text: string): Sequence | undefined {
  const fromStart = text.startsWith('^')
  const toEnd = text.endsWith('$') && !text.endsWith('\\$')
  const body = text.slice(fromStart ? 1 : 0, toEnd ? -1 : undefined)
  const items: Item[] = []
  let at = 0
  while (at < body.length) {
    const token = element.exec(body.slice(at))?.[0]
    const fits = token === undefined ? undefined : readElement(token)
    if (token === undefined || fits === undefined) return undefined
    at += token.length
    const mark = /^[?*+]/.exec(body.slice(at, at + 1))?.[0] ?? ''
    at += mark.length
    // What Go refuses (`a**`) or reads as fewest (`a*?`) begins with a mark again, which is no element.
    items.push({ fits, isOptional: mark === '?' || mark === '*', repeats: mark === '*' || mark === '+' })
  }
  return { fromStart, toEnd, items }
}

const sets: Readonly<Record<string, RegExp>> = { d: /[0-9]/, w: /\w/, s: /[\t\n\f\r ]/ }

function readElement(token: string): Item['fits'] | undefined {
  if (token === '.') return (codePoint) => codePoint !== 10
  if (token.startsWith('[')) return readBrackets(token)
  const escaped = token.startsWith('\\') ? token.slice(1) : ''
  const set = sets[escaped]
  if (set !== undefined) return (codePoint) => set.test(String.fromCodePoint(codePoint))
  const wanted = (escaped === '' ? token : escaped).codePointAt(0)
  return (codePoint) => codePoint === wanted
}

/** JavaScript reads such a list as Go does. It refuses some that Go reads, such as one with a range from a set. */
function readBrackets(token: string): Item['fits'] | undefined {
  try {
    const set = new RegExp(token, 'u')
    return (codePoint) => set.test(String.fromCodePoint(codePoint))
  } catch {
    return undefined
  }
}

/** Keeps all places of the sequence at once that the text read so far may have led to. */
function matches({ items, fromStart, toEnd }: Sequence, text: string): boolean {
  let places = reach(items, new Set([0]))
  if (places.has(items.length) && !toEnd) return true
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    const next = new Set<number>(fromStart ? [] : [0])
    for (const place of places) {
      const item = items[place]
      if (item?.fits(codePoint) !== true) continue
      next.add(place + 1)
      if (item.repeats) next.add(place)
    }
    places = reach(items, next)
    if (places.has(items.length) && !toEnd) return true
  }
  return places.has(items.length)
}

/** The places, and those behind items that may be left out. In ascending order of discovery, so each is followed. */
function reach(items: readonly Item[], places: Set<number>): Set<number> {
  for (const place of places) if (items[place]?.isOptional === true) places.add(place + 1)
  return places
}
