import { COLON, HASH, QUESTION, TAB, isBlank, isBlankOrEnd, isBreak, isFlowIndicator } from './characters.js'
import type { Cursor } from './cursor.js'
import { syntaxFailure } from './failure.js'
import { LineFold } from './line-fold.js'

/** Where a plain scalar stands, which decides where it ends. */
export interface PlainContext {
  /** Inside `[ ]` or `{ }`. */
  readonly isFlow: boolean
  /** Lines that begin left of this column do not belong to the scalar; flow collections have no such column. */
  readonly indent: number
}

export interface PlainScalar {
  readonly text: string
  /** Whether the scalar was ended by a line break, after which a mapping key may stand. */
  readonly endsLine: boolean
}

/**
 * Scans a scalar without quotes, which may go on over several lines.
 *
 * It ends before `: `, before ` #`, at a document marker, at a line that is indented too little, and inside a flow
 * collection also before `, ? [ ] { }`.
 */
export function scanPlain(cursor: Cursor, context: PlainContext): PlainScalar {
  const start = cursor.offset
  let text = ''
  const fold = new LineFold()
  while (!cursor.isAtDocumentMarker() && cursor.peek() !== HASH) {
    const word = takeWord(cursor, context.isFlow)
    if (word !== '') text += fold.take() + word
    if (!isBlankOrBreak(cursor.peek())) break
    takeBlanks(cursor, context, fold, start)
    if (!context.isFlow && cursor.column < context.indent) break
  }
  return { text, endsLine: fold.hasBreak }
}

function isBlankOrBreak(code: number): boolean {
  return isBlank(code) || isBreak(code)
}

/** Characters up to the next blank, line break or indicator. */
function takeWord(cursor: Cursor, isFlow: boolean): string {
  const start = cursor.offset
  for (let code = cursor.peek(); !isBlankOrEnd(code); code = cursor.peek()) {
    if (code === COLON && isBlankOrEnd(cursor.peek(1))) break
    if (isFlow && (code === QUESTION || isFlowIndicator(code))) break
    cursor.advance()
  }
  return cursor.text.slice(start, cursor.offset)
}

/** Blanks and line breaks between two words, remembered in `fold` until a further word shows that they count. */
function takeBlanks(cursor: Cursor, context: PlainContext, fold: LineFold, start: number): void {
  for (let code = cursor.peek(); isBlankOrBreak(code); code = cursor.peek()) {
    if (isBreak(code)) {
      fold.addBreak(cursor.takeBreak())
      continue
    }
    // Go's parser holds even lines inside a flow collection to this.
    if (code === TAB && fold.hasBreak && cursor.column < context.indent)
      throw syntaxFailure('a tab must not stand where a line is indented', start)
    if (!fold.hasBreak) fold.addBlank(String.fromCharCode(code))
    cursor.advance()
  }
}
