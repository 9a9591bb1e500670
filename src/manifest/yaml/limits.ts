import { readOptions, type OptionTable } from '../../options/index.js'
import type { ManifestIssueCode } from '../../issue/catalog.js'

/**
 * How much input is read before reading gives up with `limit-exceeded`. Each limit can be set on its own; the defaults
 * are far above what a cluster's SidecarSets need and keep the work within about a second.
 */
export interface ManifestLimits {
  /**
   * Characters of text, of all texts together; the characters that aliases repeat count again.
   * @default 10_000_000
   */
  readonly maxCharacters?: number | undefined
  /**
   * Documents in all texts together, the empty ones included, and objects given as objects.
   * @default 10_000
   */
  readonly maxDocuments?: number | undefined
  /**
   * How deep mappings and lists may nest. Reading is recursive: where a host's stack bears less, that is the limit.
   * @default 500
   */
  readonly maxDepth?: number | undefined
  /**
   * Mappings, lists, keys and scalars of the whole input; what aliases and shared objects repeat counts each time.
   * @default 1_000_000
   */
  readonly maxNodes?: number | undefined
}

const defaults: Limits = {
  maxCharacters: 10_000_000,
  maxDocuments: 10_000,
  maxDepth: 500,
  maxNodes: 1_000_000,
}

/** Limits with every default filled in. */
export interface Limits {
  readonly maxCharacters: number
  readonly maxDocuments: number
  readonly maxDepth: number
  readonly maxNodes: number
}

/** What `parseYaml`, `parseManifests` and `safeParseManifests` take. */
export const manifestLimits: OptionTable<ManifestLimits> = {
  maxCharacters: { kind: 'integer', least: 0 },
  maxDocuments: { kind: 'integer', least: 0 },
  maxDepth: { kind: 'integer', least: 0 },
  maxNodes: { kind: 'integer', least: 0 },
}

/** Fills in the defaults. */
export function resolveLimits(call: string, given: ManifestLimits = {}): Limits {
  const limits = readOptions(call, manifestLimits, given)
  return {
    maxCharacters: limits.maxCharacters ?? defaults.maxCharacters,
    maxDocuments: limits.maxDocuments ?? defaults.maxDocuments,
    maxDepth: limits.maxDepth ?? defaults.maxDepth,
    maxNodes: limits.maxNodes ?? defaults.maxNodes,
  }
}

/**
 * Ends the reading of one document at a place of its text. Thrown inside this folder only; `readDocument` turns it
 * into an issue, and reading goes on with the next document.
 */
export class ReadFailure extends Error {
  readonly code: ManifestIssueCode
  /** Index into the text being read. */
  readonly offset: number

  constructor(code: ManifestIssueCode, message: string, offset: number) {
    super(message)
    this.name = 'ReadFailure'
    this.code = code
    this.offset = offset
  }
}

/** The text is not YAML, for the reason given. */
export function syntaxFailure(message: string, offset: number): ReadFailure {
  return new ReadFailure('yaml-syntax', message, offset)
}

/** Below this many values nearly all of a document may come from aliases. */
const smallDocument = 400_000
/** From this many on only a tenth may. */
const largeDocument = 4_000_000

/**
 * Tells an honest use of aliases from a bomb by their share in the values of one document, as Go's parser does: 99
 * percent for small documents, falling to 10 percent for large ones. Text that aliases repeat is bounded on its own.
 */
export class AliasBudget {
  #values: number = 0
  #aliased: number = 0
  #charactersLeft: number

  constructor(maxCharacters: number) {
    this.#charactersLeft = maxCharacters
  }

  /** Counts one value that comes into being. False where that is one too many. */
  spend(isAliased: boolean, characters: number): boolean {
    this.#values += 1
    if (!isAliased) return true
    this.#aliased += 1
    this.#charactersLeft -= characters
    const isBomb =
      this.#aliased > 100 && this.#values > 1000 && this.#aliased > this.#values * this.#allowedShare()
    return !isBomb && this.#charactersLeft >= 0
  }

  #allowedShare(): number {
    if (this.#values <= smallDocument) return 0.99
    if (this.#values >= largeDocument) return 0.1
    return 0.99 - (0.89 * (this.#values - smallDocument)) / (largeDocument - smallDocument)
  }
}
