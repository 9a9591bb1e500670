import type { ManifestIssueCode } from '../../issue/catalog.js'
import type { FieldPath } from '../../issue/index.js'
import { findForbiddenCharacter } from './characters.js'
import { composeDocument } from './compose-document.js'
import { constructDocument } from './construct.js'
import { ReadFailure } from './failure.js'
import { composeJson } from './json.js'
import type { Limits } from './limits.js'
import type { Node } from './nodes.js'
import { splitStream, type StreamPart } from './split.js'
import type { NodeBudget } from './token-stream.js'

/** One document of a text. */
export interface YamlDocument {
  readonly value: unknown
  /** The part of the text it comes from, and which of the part's values it is. */
  readonly part: StreamPart
  readonly index: number
}

/** Something about a place of the text. */
export interface TextFinding {
  readonly code: ManifestIssueCode
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly path: FieldPath
  /** Index into the text. */
  readonly offset: number
  /** The document's value where there is one in spite of the finding. */
  readonly document?: unknown
}

export interface YamlStream {
  readonly documents: readonly YamlDocument[]
  readonly findings: readonly TextFinding[]
}

/** What is left for the texts that are still to be read. */
export interface InputBudget extends NodeBudget {
  characters: number
  documents: number
}

export function createInputBudget(limits: Limits): InputBudget {
  return { left: limits.maxNodes, characters: limits.maxCharacters, documents: limits.maxDocuments }
}

/** Reads all documents of a text, and goes on with the next one after a mistake. */
export function readDocuments(text: string, limits: Limits, budget: InputBudget): YamlStream {
  const documents: YamlDocument[] = []
  const findings: TextFinding[] = []
  budget.characters -= text.length
  if (budget.characters < 0) {
    findings.push(tooMuch(`more than ${limits.maxCharacters} characters of text`, 0))
    return { documents, findings }
  }
  for (const part of splitStream(text)) {
    if (budget.documents-- <= 0) {
      findings.push(tooMuch(`more than ${limits.maxDocuments} documents`, part.offset))
      break
    }
    readPart(part, limits, budget, documents, findings)
    if (findings.at(-1)?.code === 'limit-exceeded') break
  }
  return { documents, findings }
}

/** Reads one part, adding to the two lists. */
function readPart(
  part: StreamPart,
  limits: Limits,
  budget: InputBudget,
  documents: YamlDocument[],
  findings: TextFinding[],
): void {
  const at = (offset: number): number => part.offset + offset
  try {
    const { roots, trailing } = composePart(part.text, limits, budget)
    for (const [index, root] of roots.entries()) {
      const { value, duplicates } = constructDocument(root, limits, budget)
      documents.push({ value, part, index })
      for (const { path, offset } of duplicates) findings.push(duplicateKey(path, at(offset), value))
    }
    if (trailing !== undefined) findings.push(trailingContent(at(trailing)))
  } catch (failure) {
    findings.push(failureFinding(failure, part.offset))
  }
}

function failureFinding(failure: unknown, partOffset: number): TextFinding {
  // Out of stack: the limit on depth is higher than what this host can bear where it was called.
  if (failure instanceof RangeError) return tooMuch('nested too deep for this host', partOffset)
  if (!(failure instanceof ReadFailure)) throw failure
  const { code, message, offset } = failure
  return { code, severity: 'error', message, path: [], offset: partOffset + offset }
}

interface ComposedPart {
  readonly roots: readonly Node[]
  readonly trailing?: number
}

/** The trees of a part: one, none for an empty part, or several for JSON objects one after the other. */
export function composePart(text: string, limits: Limits, budget: NodeBudget): ComposedPart {
  const json = composeJsonPart(text, limits, budget)
  if (json !== undefined) return { roots: json }
  const forbidden = findForbiddenCharacter(text)
  if (forbidden !== -1)
    throw new ReadFailure(
      'yaml-syntax',
      'control characters are not allowed; write an escape in quotes',
      forbidden,
    )
  const { root, trailing } = composeDocument(text, limits, budget)
  const roots = root === undefined || isEmpty(root) ? [] : [root]
  return trailing === undefined ? { roots } : { roots, trailing }
}

/** A document with nothing in it. One that says `null` is not empty. */
function isEmpty(root: Node): boolean {
  return root.kind === 'scalar' && root.isMissing
}

function composeJsonPart(text: string, limits: Limits, budget: NodeBudget): readonly Node[] | undefined {
  if (!/^[ \t\r\n]*["[{0-9tfn-]/.test(text)) return undefined
  const left = budget.left
  const roots: Node[] = []
  for (let offset = 0; offset < text.length;) {
    const document = composeJson(text, offset, limits, budget)
    // Only objects may follow one another: `1 2` and `[1] [2]` mean something else to YAML.
    const isStray = document === undefined || (roots.length > 0 && document.root.kind !== 'mapping')
    if (isStray || (document.end < text.length && document.root.kind !== 'mapping')) {
      budget.left = left
      return undefined
    }
    roots.push(document.root)
    offset = document.end
  }
  return roots
}

function tooMuch(message: string, offset: number): TextFinding {
  return { code: 'limit-exceeded', severity: 'error', message, path: [], offset }
}

function duplicateKey(path: FieldPath, offset: number, document: unknown): TextFinding {
  const message = `the key ${JSON.stringify(path.at(-1))} stands in this mapping already`
  return { code: 'duplicate-key', severity: 'error', message, path, offset, document }
}

function trailingContent(offset: number): TextFinding {
  return {
    code: 'trailing-content',
    severity: 'warning',
    message: "the API server does not read what stands behind a document without '---' before it",
    path: [],
    offset,
  }
}
