import type { Cursor } from './cursor.js'
import { syntaxFailure } from './failure.js'

/** A token that is a mapping key if a `:` follows in time. */
export interface SimpleKey {
  /** Number of the token, counted from the beginning of the text. */
  readonly token: number
  readonly offset: number
  readonly line: number
  readonly column: number
  /** Whether it must be a key, since nothing else can stand at its column. */
  readonly isRequired: boolean
}

/** A key must be followed by its `:` in the same line and within this many characters. */
const longestKey = 1024

/** A level of flow collections; the first one is the block around them all. */
interface Level {
  readonly key: SimpleKey | undefined
  /** The bracket that began the level, as long as nothing inside has been noted as a possible key. */
  readonly bracket: number | undefined
}

/** The tokens that may still turn out to be keys: at most one for each level of flow collections. */
export class SimpleKeys {
  readonly #cursor: Cursor
  readonly #levels: Level[] = [{ key: undefined, bracket: undefined }]
  readonly #byToken: Map<number, SimpleKey> = new Map()

  constructor(cursor: Cursor) {
    this.#cursor = cursor
  }

  /** Whether the scanner is inside `[ ]` or `{ }`. */
  get isInFlow(): boolean {
    return this.#levels.length > 1
  }

  /** Notes that the token about to be scanned may be a key. */
  note(token: number, isRequired: boolean): void {
    this.drop()
    const { offset, line, column } = this.#cursor
    const key = { token, offset, line, column, isRequired }
    this.#levels[this.#levels.length - 1] = { key, bracket: undefined }
    this.#byToken.set(token, key)
  }

  /** Gives up the possible key of this level. @throws ReadFailure if it had to be one */
  drop(): void {
    const key = this.#levels.at(-1)?.key
    if (key === undefined) return
    if (key.isRequired) throw missingColon(key)
    this.#forget(key)
  }

  /** Takes the key that a `:` here completes. */
  takeValid(): SimpleKey | undefined {
    const key = this.#levels.at(-1)?.key
    if (key === undefined) return undefined
    const isValid = this.#isInReach(key)
    this.#forget(key)
    return isValid ? key : undefined
  }

  /** Whether a `:` may still make a key of that token. */
  isUndecided(token: number): boolean {
    const key = this.#byToken.get(token)
    if (key === undefined) return false
    if (this.#isInReach(key)) return true
    this.#byToken.delete(token)
    return false
  }

  /** Enters the collection that the bracket about to be scanned begins. */
  enterFlow(bracket: number): void {
    this.#levels.push({ key: undefined, bracket })
  }

  /** Leaves a collection. Go's parser then no longer takes an empty one for a key, as in `{}: x`. */
  leaveFlow(): void {
    if (!this.isInFlow) return
    const bracket = this.#levels.pop()?.bracket
    if (bracket !== undefined) this.#byToken.delete(bracket)
  }

  #forget(key: SimpleKey): void {
    this.#byToken.delete(key.token)
    this.#levels[this.#levels.length - 1] = { key: undefined, bracket: undefined }
  }

  #isInReach(key: SimpleKey): boolean {
    const isInReach = key.line === this.#cursor.line && this.#distance(key) <= longestKey
    if (!isInReach && key.isRequired) throw missingColon(key)
    return isInReach
  }

  /** Characters since the key began; one of two UTF-16 units counts once. */
  #distance(key: SimpleKey): number {
    const units = this.#cursor.offset - key.offset
    if (units <= longestKey || units > 2 * longestKey) return units
    return [...this.#cursor.text.slice(key.offset, this.#cursor.offset)].length
  }
}

function missingColon(key: SimpleKey): Error {
  return syntaxFailure("a ':' is missing behind this key, or its line is indented wrongly", key.offset)
}
