import type { FieldPath, Issue } from '../../issue/index.js'
import type { YamlDocument } from '../yaml/documents.js'
import type { Position, TextPositions } from '../yaml/positions.js'

/** One value of the input: a document of a text, or an object that was given as one. */
export interface InputDocument {
  readonly value: unknown
  /** Whether its text has a mistake, though it could be read, such as a key that comes twice. */
  readonly isFaulty: boolean
  /** The place of a field; undefined for objects, which have no lines. */
  locate(path: FieldPath): Position | undefined
}

/** What one element of the source came to. Issues are about text that is no document, or documents not fit to use. */
export interface ReadSource {
  readonly documents: readonly InputDocument[]
  readonly issues: readonly Issue[]
}

/** A document that came as an object. */
export function objectDocument(value: unknown): InputDocument {
  return { value, isFaulty: false, locate: () => undefined }
}

/** A document of a text. All documents of a text share what finds its lines. */
export class TextDocument implements InputDocument {
  readonly value: unknown
  readonly isFaulty: boolean
  readonly #document: YamlDocument
  readonly #positions: TextPositions

  constructor(document: YamlDocument, positions: TextPositions, isFaulty: boolean) {
    this.isFaulty = isFaulty
    this.value = document.value
    this.#document = document
    this.#positions = positions
  }

  locate(path: FieldPath): Position {
    return this.#positions.of(this.#document, path)
  }
}
