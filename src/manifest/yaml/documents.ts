import type { ManifestIssueCode } from '../../issue/catalog.js'
import type { FieldPath } from '../../issue/index.js'
import { composeDocument, type ComposedDocument, type NodeBudget } from './compose.js'
import { constructDocument } from './construct.js'
import { ReadFailure, syntaxFailure, type Limits } from './limits.js'
import { splitJson, splitStream, type StreamPart } from './split.js'
import type { Node } from './nodes.js'
import { explainTemplate } from './mistakes.js'

/** One document of a text. */
export interface YamlDocument {
  readonly value: unknown
  /** The part of the text it comes from. */
  readonly part: StreamPart
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
    for (const document of splitJson(part) ?? [part]) {
      if (budget.documents-- <= 0)
        findings.push(tooMuch(`more than ${limits.maxDocuments} documents`, document.offset))
      else readDocument(document, limits, budget, documents, findings)
      if (findings.at(-1)?.code === 'limit-exceeded') return { documents, findings }
    }
  }
  return { documents, findings }
}

/** Reads one document, adding to the two lists. */
function readDocument(
  part: StreamPart,
  limits: Limits,
  budget: InputBudget,
  documents: YamlDocument[],
  findings: TextFinding[],
): void {
  const at = (offset: number): number => part.offset + offset
  try {
    const { root, trailing } = composePart(part, limits, budget)
    if (root !== undefined && !isEmpty(root)) {
      const { value, duplicates } = constructDocument(root, limits, budget)
      documents.push({ value, part })
      for (const { path, offset } of duplicates) findings.push(duplicateKey(path, at(offset), value))
    }
    if (trailing !== undefined) findings.push(trailingContent(at(trailing)))
  } catch (failure) {
    findings.push(failureFinding(failure, part))
  }
}

function failureFinding(failure: unknown, part: StreamPart): TextFinding {
  // Out of stack: the limit on depth is higher than what this host can bear where it was called.
  if (failure instanceof RangeError) return tooMuch('nested too deep for this host', part.offset)
  if (!(failure instanceof ReadFailure)) throw failure
  const { code, message, offset } = failure
  const template = code === 'yaml-syntax' ? explainTemplate(part.text, offset) : undefined
  const place = part.offset + (template?.offset ?? offset)
  return { code, severity: 'error', message: template?.message ?? message, path: [], offset: place }
}

/** Most texts have nothing of it, and that is found out ten times as fast. */
const unusual = /[^\t\n\r -~]/

/** Every character that YAML does not allow in its text. */
const forbidden = /[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** The tree of a part; no root for an empty one. */
export function composePart(part: StreamPart, limits: Limits, budget: NodeBudget): ComposedDocument {
  const place = part.isJson || !unusual.test(part.text) ? -1 : part.text.search(forbidden)
  if (place !== -1)
    throw syntaxFailure('control characters are not allowed; write an escape in quotes', place)
  return composeDocument(part.text, limits, budget)
}

/** A document with nothing in it. One that says `null` is not empty. */
function isEmpty(root: Node): boolean {
  return root.kind === 'scalar' && root.isMissing
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
