import { skipBlanks, type Node } from './nodes.js'

/** Where js-yaml gave up, and what it was about. */
export interface Breakdown {
  readonly text: string
  /** What js-yaml says. */
  readonly reason: string
  /** Index into the text. */
  readonly offset: number
  /** Where the innermost node begins that was being read. */
  readonly openedAt: number
  /** What had been read last inside it. */
  readonly last: Node | undefined
  /** What had been read before that. */
  readonly previous: Node | undefined
}

export interface Explanation {
  readonly message: string
  readonly offset: number
}

type Rule = (at: Breakdown) => Explanation | undefined

/**
 * Says what the person did who wrote the text, and where: js-yaml stops where it can go no further, which is often lines
 * behind the mistake. The first rule that fits explains it. No sentence quotes the text, which may hold secrets.
 */
export function explainMistake(at: Breakdown): Explanation {
  for (const rule of rules) {
    const explanation = rule(at)
    if (explanation !== undefined) return explanation
  }
  // js-yaml puts names from the text in quotes or behind a colon.
  const reason = at.reason.replace(/ ?(?:"[^"]*"|!<.*>)|: .*/g, '')
  return { message: `this is not YAML: ${reason}`, offset: at.offset }
}

/** Where a template stands in the line of an index, if one does. A template is the first thing to suspect. */
export function explainTemplate(text: string, offset: number): Explanation | undefined {
  const line = lineAt(text, offset)
  const column = line.text.search(/\{\{|\{%/)
  if (column === -1) return undefined
  return {
    message: 'this is a template, such as those of Helm; render it first and read what comes out',
    offset: line.start + column,
  }
}

const rules: readonly Rule[] = [
  ({ text, offset }) => explainTemplate(text, offset),
  ({ text, openedAt }) => explainTemplate(text, openedAt),
  tabInIndentation,
  ({ reason, text, openedAt }) =>
    when(
      /within a (?:double|single) quoted/.test(reason),
      'this quote is not closed',
      skipBlanks(text, openedAt),
    ),
  ({ reason, text, openedAt }) =>
    when(/stream within a flow/.test(reason), 'this bracket is not closed', skipBlanks(text, openedAt)),
  quoteOverLines,
  missingComma,
  ({ reason, offset }) =>
    when(reason.startsWith('expected the node content'), 'nothing stands before this comma', offset),
  ({ reason, text, offset }) =>
    when(
      reason.includes('alias'),
      'text that begins with * must be in quotes: without them it names an anchor, and there is none of that name above',
      text.lastIndexOf('*', offset),
    ),
  ({ reason, text, offset }) =>
    when(
      reason.startsWith('name of an anchor'),
      'text that begins with & must be in quotes',
      text.lastIndexOf('&', offset),
    ),
  ({ reason, offset }) =>
    when(
      /escape sequence|hexadecimal/.test(reason),
      'a backslash in double quotes begins an escape, and there is no such escape; double it, or use single quotes',
      offset - 1,
    ),
  ({ reason, offset }) =>
    when(
      reason === 'a line break is expected',
      'behind | or > the text begins in the next line; a value that begins with one of them must be in quotes',
      offset,
    ),
  reservedCharacter,
  textBehindQuoteOrBracket,
  itemInLine,
  missingColon,
  secondColon,
  indentedDocument,
  wrongIndentation,
]

function tabInIndentation({ text, offset }: Breakdown): Explanation | undefined {
  const here = lineAt(text, offset)
  const next = lineAt(text, here.end + 1)
  const line = [here, next].find((each) => /^ *\t\s*\S/.test(each.text))
  if (line === undefined) return undefined
  const message = 'a tab in the indentation; only blanks may stand there'
  return { message, offset: line.start + line.text.indexOf('\t') }
}

/** A quote that is not closed ends at the next one, lines further on; what follows there makes no sense. */
function quoteOverLines({ text, offset, last, previous }: Breakdown): Explanation | undefined {
  for (const [node, end] of [
    [last, offset],
    [previous, last?.offset ?? offset],
  ] as const) {
    if (node?.kind !== 'scalar' || node.isPlain) continue
    const opened = node.offset
    const quote = text.charAt(opened)
    const { text: line, start } = lineAt(text, opened)
    const isClosedHere = line.indexOf(quote, opened - start + 1) !== -1
    if ('"\''.includes(quote) && !isClosedHere && text.charAt(lastWritten(text, end)) === quote)
      return { message: 'this quote is not closed in its line', offset: opened }
  }
  return undefined
}

function missingComma({ reason, text, offset, openedAt }: Breakdown): Explanation | undefined {
  if (!reason.includes('missed comma')) return undefined
  const bracket = skipBlanks(text, openedAt)
  const line = lineAt(text, offset)
  if (bracket < line.start && line.indent <= lineAt(text, bracket).indent)
    return { message: 'this bracket is not closed in its line', offset: bracket }
  const message =
    'a comma or the closing bracket is missing before this; text that begins with a bracket must be in quotes'
  return { message, offset }
}

function reservedCharacter({ text, offset }: Breakdown): Explanation | undefined {
  const first = text.charAt(offset)
  if (first === '' || !'@`%'.includes(first)) return undefined
  return { message: `text that begins with ${first} must be in quotes`, offset }
}

function textBehindQuoteOrBracket({ text, offset, last }: Breakdown): Explanation | undefined {
  const line = lineAt(text, offset)
  const before = line.text.slice(0, offset - line.start)
  const [closing] = /["'\]}](?=[ \t]*$)/.exec(before) ?? []
  if (closing === undefined || last === undefined) return undefined
  const isQuote = closing === '"' || closing === "'"
  if (isQuote && last.kind === 'scalar' && last.isPlain) return undefined
  if (!isQuote && last.kind !== 'mapping' && last.kind !== 'sequence') return undefined
  const message = isQuote
    ? 'text stands behind the closing quote; put all of it in quotes, and write a quote inside twice'
    : 'text stands behind the closing bracket; a value that begins with a bracket must be in quotes'
  return { message, offset }
}

function itemInLine({ text, offset }: Breakdown): Explanation | undefined {
  const line = lineAt(text, offset)
  const isItem =
    /^-(?:\s|$)/.test(text.slice(offset, offset + 2)) &&
    /:[ \t]+$/.test(line.text.slice(0, offset - line.start))
  return when(isItem, 'a list begins in the line below its key, or stands in brackets', offset)
}

/** A line without a colon is read together with the next one as a text of two lines. */
function missingColon({ text, offset, reason, last }: Breakdown): Explanation | undefined {
  const isColon = text.charAt(offset) === ':'
  const isMissed = !isColon && /colon is missed|multiline key/.test(reason)
  let line = lineAt(text, isMissed ? lastWritten(text, offset) : offset)
  const lines = [line]
  const from = last?.kind === 'scalar' ? last.offset : offset
  for (; isColon && line.start > from; lines.unshift(line)) line = lineAt(text, line.start - 1)
  for (const each of lines) {
    const glued = /^\s*(?:- +)*[A-Za-z][\w./-]*:(?=[^\s:/]\S*\s*$)/.exec(each.text)
    if (glued !== null)
      return { message: 'a blank is missing behind the colon', offset: each.start + glued[0].length - 1 }
    const isBare = /^\s*(?:- +)*[A-Za-z][\w./-]*\s*$/.test(each.text)
    if (isBare && (isColon || isMissed))
      return { message: 'a colon is missing behind this key', offset: each.start + keyColumn(each) }
  }
  const message = 'a colon is missing in this line, or it is indented wrongly'
  return when(isMissed, message, line.start + line.indent)
}

/** Either `key: value: value`, or a line that is indented too far and so goes on with the value above. */
function secondColon({ text, offset }: Breakdown): Explanation | undefined {
  if (text.charAt(offset) !== ':') return undefined
  const line = lineAt(text, offset)
  const before = line.text.slice(0, offset - line.start)
  if (/:\s/.test(before))
    return { message: 'a value cannot hold a colon with a blank behind it; put it in quotes', offset }
  const above = lineAbove(text, line)
  const wanted = above === undefined ? 0 : keyColumn(above)
  if (above === undefined || line.indent <= wanted) return undefined
  return { message: tooMany(line.indent - wanted), offset: line.start + line.indent }
}

function indentedDocument({ text, offset, reason }: Breakdown): Explanation | undefined {
  if (!reason.startsWith('end of the stream')) return undefined
  const first = lineAt(text, skipBlanks(text, text.startsWith('---') ? 3 : 0))
  if (first.indent === 0 || lineAt(text, offset).indent >= first.indent) return undefined
  return {
    message:
      'the document is indented by this line, so that the lines below would not belong to it; take its blanks away',
    offset: first.start,
  }
}

function wrongIndentation({ text, offset, reason }: Breakdown): Explanation | undefined {
  if (!/indentation|end of the stream|multiline key/.test(reason)) return undefined
  const line = lineAt(text, offset)
  const place = line.start + line.indent
  const columns = columnsAbove(text, line)
  const smaller = Math.max(...columns.filter((column) => column < line.indent), -1)
  const larger = Math.min(...columns.filter((column) => column > line.indent), Infinity)
  if (columns.includes(line.indent)) {
    const message = line.text.trimStart().startsWith('-')
      ? 'a list item stands among keys; indent it below the key that it belongs to'
      : "a key stands among list items; begin it with '- ', or indent it to the item that it belongs to"
    return { message, offset: place }
  }
  if (larger - line.indent <= line.indent - smaller || smaller === -1)
    return { message: tooFew(larger - line.indent), offset: place }
  return { message: tooMany(line.indent - smaller), offset: place }
}

function tooMany(count: number): string {
  return `${blanks(count)} too many in the indentation of this line`
}

function tooFew(count: number): string {
  return Number.isFinite(count)
    ? `${blanks(count)} too few in the indentation of this line`
    : 'this line does not go on with what stands above it'
}

function blanks(count: number): string {
  return count === 1 ? 'one blank' : `${count} blanks`
}

function when(holds: boolean, message: string, offset: number): Explanation | undefined {
  return holds ? { message, offset } : undefined
}

/** Index of the last character before an index that is neither blank nor a line break. */
function lastWritten(text: string, before: number): number {
  let index = Math.min(before, text.length) - 1
  while (index > 0 && /\s/.test(text.charAt(index))) index -= 1
  return index
}

interface Line {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly indent: number
}

function lineAt(text: string, offset: number): Line {
  const place = Math.min(Math.max(offset, 0), text.length)
  const start = place === 0 ? 0 : text.lastIndexOf('\n', place - 1) + 1
  const next = text.indexOf('\n', place)
  const end = next === -1 ? text.length : next
  const line = text.slice(start, end).replace(/\r$/, '')
  return { text: line, start, end, indent: line.length - line.trimStart().length }
}

/** The next line above that is neither blank nor a comment. */
function lineAbove(text: string, line: Line): Line | undefined {
  let above = line
  while (above.start > 0) {
    above = lineAt(text, above.start - 1)
    if (!/^\s*(?:#.*)?$/.test(above.text)) return above
  }
  return undefined
}

/** The column of the key in a line: behind the dashes of list items. */
function keyColumn(line: Line): number {
  return /^[ \t]*(?:- +)*/.exec(line.text)?.[0].length ?? 0
}

/** How many lines are looked at above a mistake. */
const mostLines = 1000

/** The columns at which keys and items begin in the lines above that may still go on. */
function columnsAbove(text: string, line: Line): number[] {
  const columns: number[] = []
  let bound = Infinity
  let above = lineAbove(text, line)
  for (let count = 0; above !== undefined && count < mostLines && bound > 0; count++) {
    if (above.indent < bound) {
      columns.push(keyColumn(above), above.indent)
      bound = above.indent
    }
    above = lineAbove(text, above)
  }
  return columns
}
