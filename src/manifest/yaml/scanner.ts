import {
  COLON,
  DASH,
  DOT,
  DOUBLE_QUOTE,
  PERCENT,
  QUESTION,
  SINGLE_QUOTE,
  SPACE,
  TAB,
  isBlankOrEnd,
  isBreak,
} from './characters.js'
import { Cursor } from './cursor.js'
import { syntaxFailure } from './failure.js'
import { scanBlock } from './scan-block.js'
import { scanDirective } from './scan-directive.js'
import { scanPlain } from './scan-plain.js'
import { scanAnchor, scanTag } from './scan-properties.js'
import { scanQuoted } from './scan-quoted.js'
import { SimpleKeys } from './simple-keys.js'
import type { PunctuationType, ScalarStyle, Token } from './tokens.js'

/**
 * Turns text into tokens, one at a time and no further ahead than needed, so that what stands behind a document does
 * not spoil it.
 *
 * Two things make YAML's tokens depend on their surroundings: block collections begin and end with their indentation,
 * and whether a scalar is a key shows only at the `:` behind it, when its token exists already.
 *
 * The rules are those of YAML 1.1 as libyaml and its descendants have them; Go's parser, which Kubernetes uses, is one.
 */
export class Scanner {
  readonly #cursor: Cursor
  readonly #queue: Token[] = []
  /** How many tokens have left the queue. */
  #taken: number = 0
  readonly #keys: SimpleKeys
  #indent: number = -1
  readonly #outerIndents: number[] = []
  /** Whether a mapping key may begin here: at the start of a line, after `- `, `? `, `: `, and in flow collections. */
  #mayStartKey: boolean = true

  constructor(text: string) {
    this.#cursor = new Cursor(text)
    this.#keys = new SimpleKeys(this.#cursor)
  }

  /** The next token. */
  peek(): Token {
    // A token that may turn out to be a key cannot be handed out before that is known.
    while (this.#queue.length === 0 || this.#keys.isUndecided(this.#taken)) this.#fetch()
    return this.#queue[0] ?? { type: 'stream-end', offset: this.#cursor.offset }
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek()
    this.#queue.shift()
    this.#taken += 1
    return token
  }

  #fetch(): void {
    this.#skipToToken()
    this.#closeBlocks(this.#cursor.column)
    const code = this.#cursor.peek()
    if (code === 0) return this.#fetchStreamEnd()
    if (this.#cursor.column === 0 && code === PERCENT) return this.#fetchDirective()
    if (this.#cursor.isAtMarker(DASH)) return this.#fetchDocumentMarker('document-start')
    if (this.#cursor.isAtMarker(DOT)) return this.#fetchDocumentMarker('document-end')
    if (!this.#fetchIndicator(code) && !this.#fetchContent(code)) this.#fetchPlain(code)
  }

  /** Spaces, comments and line breaks. A tab counts as space only where no key may begin. */
  #skipToToken(): void {
    const cursor = this.#cursor
    for (;;) {
      const tabsCount = this.#keys.isInFlow || !this.#mayStartKey
      for (let code = cursor.peek(); code === SPACE || (tabsCount && code === TAB); code = cursor.peek())
        cursor.advance()
      cursor.skipComment()
      if (!isBreak(cursor.peek())) return
      cursor.takeBreak()
      if (!this.#keys.isInFlow) this.#mayStartKey = true
    }
  }

  /** Ends the block collections that are indented deeper than the column. */
  #closeBlocks(column: number): void {
    if (this.#keys.isInFlow) return
    while (this.#indent > column) {
      this.#push({ type: 'block-end', offset: this.#cursor.offset })
      this.#indent = this.#outerIndents.pop() ?? -1
    }
  }

  /** Begins a block collection at a column, if it stands deeper than the one around it. */
  #openBlock(type: 'block-sequence-start' | 'block-mapping-start', column: number, at?: TokenPlace): void {
    if (this.#keys.isInFlow || this.#indent >= column) return
    this.#outerIndents.push(this.#indent)
    this.#indent = column
    const token: Token = { type, offset: at?.offset ?? this.#cursor.offset }
    if (at === undefined) this.#push(token)
    else this.#insert(token, at)
  }

  #push(token: Token): void {
    this.#queue.push(token)
  }

  /** Puts a token before one that is in the queue already, or last if that one has left it. */
  #insert(token: Token, before: TokenPlace): void {
    const index = before.token - this.#taken
    this.#queue.splice(index < 0 ? this.#queue.length : index, 0, token)
  }

  /** Queues a token of one or more fixed characters and moves over them. */
  #punctuate(type: PunctuationType, length: number = 1): void {
    this.#push({ type, offset: this.#cursor.offset })
    this.#cursor.advance(length)
  }

  /** Notes that the token about to be queued may be a key. */
  #noteKey(): void {
    if (!this.#mayStartKey) return
    const isRequired = !this.#keys.isInFlow && this.#indent === this.#cursor.column
    this.#keys.note(this.#taken + this.#queue.length, isRequired)
  }

  #fetchStreamEnd(): void {
    this.#cursor.endLine()
    this.#closeBlocks(-1)
    this.#keys.drop()
    this.#mayStartKey = false
    this.#push({ type: 'stream-end', offset: this.#cursor.offset })
  }

  #fetchDirective(): void {
    this.#closeBlocks(-1)
    this.#keys.drop()
    this.#mayStartKey = false
    this.#push(scanDirective(this.#cursor))
  }

  #fetchDocumentMarker(type: 'document-start' | 'document-end'): void {
    this.#closeBlocks(-1)
    this.#keys.drop()
    this.#mayStartKey = false
    this.#punctuate(type, 3)
  }

  /** Fetches `[ ] { } ,` and `- ? :` where they are indicators. */
  #fetchIndicator(code: number): boolean {
    switch (code) {
      case 0x5b:
        return this.#fetchFlowStart('flow-sequence-start')
      case 0x7b:
        return this.#fetchFlowStart('flow-mapping-start')
      case 0x5d:
        return this.#fetchFlowEnd('flow-sequence-end')
      case 0x7d:
        return this.#fetchFlowEnd('flow-mapping-end')
      case 0x2c:
        return this.#fetchFlowEntry()
      case DASH:
        return this.#standsAlone() && this.#fetchBlockEntry()
      case QUESTION:
        return (this.#keys.isInFlow || this.#standsAlone()) && this.#fetchKey()
      case COLON:
        return (this.#keys.isInFlow || this.#standsAlone()) && this.#fetchValue()
      default:
        return false
    }
  }

  #standsAlone(): boolean {
    return isBlankOrEnd(this.#cursor.peek(1))
  }

  #fetchFlowStart(type: 'flow-sequence-start' | 'flow-mapping-start'): true {
    this.#noteKey()
    this.#keys.enterFlow(this.#taken + this.#queue.length)
    this.#mayStartKey = true
    this.#punctuate(type)
    return true
  }

  #fetchFlowEnd(type: 'flow-sequence-end' | 'flow-mapping-end'): true {
    this.#keys.drop()
    this.#keys.leaveFlow()
    this.#mayStartKey = false
    this.#punctuate(type)
    return true
  }

  #fetchFlowEntry(): true {
    this.#keys.drop()
    this.#mayStartKey = true
    this.#punctuate('flow-entry')
    return true
  }

  #fetchBlockEntry(): true {
    if (!this.#keys.isInFlow) {
      if (!this.#mayStartKey) throw this.#misplaced('a list item must begin its line')
      this.#openBlock('block-sequence-start', this.#cursor.column)
    }
    this.#keys.drop()
    this.#mayStartKey = true
    this.#punctuate('block-entry')
    return true
  }

  #fetchKey(): true {
    if (!this.#keys.isInFlow) {
      if (!this.#mayStartKey) throw this.#misplaced('a mapping key must begin its line')
      this.#openBlock('block-mapping-start', this.#cursor.column)
    }
    this.#keys.drop()
    this.#mayStartKey = !this.#keys.isInFlow
    this.#punctuate('key')
    return true
  }

  #fetchValue(): true {
    const key = this.#keys.takeValid()
    if (key !== undefined) {
      this.#insert({ type: 'key', offset: key.offset }, key)
      this.#openBlock('block-mapping-start', key.column, key)
      this.#mayStartKey = false
    } else {
      if (!this.#keys.isInFlow) {
        if (!this.#mayStartKey)
          throw this.#misplaced('a value is not allowed here; is a quote or a line break missing?')
        this.#openBlock('block-mapping-start', this.#cursor.column)
      }
      this.#mayStartKey = !this.#keys.isInFlow
    }
    this.#punctuate('value')
    return true
  }

  /** Fetches anchors, aliases, tags, quoted scalars and blocks. */
  #fetchContent(code: number): boolean {
    if (code === 0x26) return this.#fetchProperty(() => scanAnchor(this.#cursor, 'anchor'))
    if (code === 0x2a) return this.#fetchProperty(() => scanAnchor(this.#cursor, 'alias'))
    if (code === 0x21) return this.#fetchProperty(() => scanTag(this.#cursor))
    if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE)
      return this.#fetchProperty(() => this.#scalar('quoted', this.#cursor.offset, scanQuoted(this.#cursor)))
    if ((code !== 0x7c && code !== 0x3e) || this.#keys.isInFlow) return false
    this.#keys.drop()
    this.#mayStartKey = true
    const offset = this.#cursor.offset
    const text = scanBlock(this.#cursor, code === 0x7c ? 'literal' : 'folded', this.#indent)
    this.#push(this.#scalar('block', offset, text))
    return true
  }

  #fetchProperty(scan: () => Token): true {
    this.#noteKey()
    this.#mayStartKey = false
    this.#push(scan())
    return true
  }

  #fetchPlain(code: number): void {
    if (!canStartPlain(code))
      throw this.#misplaced(`${showCharacter(code)} cannot begin a value; put the value in quotes`)
    this.#noteKey()
    const offset = this.#cursor.offset
    const scalar = scanPlain(this.#cursor, { isFlow: this.#keys.isInFlow, indent: this.#indent + 1 })
    this.#mayStartKey = scalar.endsLine
    this.#push(this.#scalar('plain', offset, scalar.text))
  }

  #scalar(style: ScalarStyle, offset: number, text: string): Token {
    return { type: 'scalar', offset, text, style }
  }

  #misplaced(message: string): Error {
    return syntaxFailure(message, this.#cursor.offset)
  }
}

/** Where in the queue a token belongs, and where in the text. */
interface TokenPlace {
  readonly token: number
  readonly offset: number
}

/** `-`, `?` and `:` get here only where the character behind makes them part of a word. */
function canStartPlain(code: number): boolean {
  return code !== TAB && !',[]{}#&*!|>\'"%@`'.includes(String.fromCharCode(code))
}

function showCharacter(code: number): string {
  return code === TAB ? 'a tab' : String.fromCharCode(code)
}
