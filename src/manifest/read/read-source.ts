import type { Issue, FieldPath } from '../../issue/index.js'
import { isJsonObject, nonEmptyTextAt, textAt } from '../../read/index.js'
import { toIssue, TextPositions, type Position } from '../yaml/positions.js'
import { resourceIdOf } from '../kinds.js'
import { readDocuments, type InputBudget, type TextFinding, type YamlDocument } from '../yaml/documents.js'
import type { Limits } from '../yaml/limits.js'

/** A text and its name, such as that of its file. */
export interface NamedText {
  readonly name: string
  readonly text: string
}

/** Reads one element of the source. Never throws: what cannot be read is an issue. */
export function readSource(source: unknown, limits: Limits, budget: InputBudget): ReadSource {
  if (typeof source === 'string') return readText({ text: source }, limits, budget)
  return isNamedText(source) ? readText(source, limits, budget) : readObject(source, limits, budget)
}

function isNamedText(source: unknown): source is NamedText {
  return typeof textAt(source, 'name') === 'string' && typeof textAt(source, 'text') === 'string'
}

function readText(
  { name, text }: Partial<NamedText> & Pick<NamedText, 'text'>,
  limits: Limits,
  budget: InputBudget,
): ReadSource {
  const positions = new TextPositions(text, limits, name)
  const { documents, findings } = readDocuments(text, limits, budget)
  const faulty = new Set(findings.filter(isError).map((finding) => finding.document))
  return {
    // A document that says null is as empty as one that says nothing.
    documents: documents
      .filter((document) => document.value !== null)
      .map((document) => new TextDocument(document, positions, faulty.has(document.value))),
    issues: findings.map((finding) => withResource(toIssue(finding, positions), finding)),
  }
}

function isError(finding: TextFinding): boolean {
  return finding.severity === 'error'
}

/** Names the manifest where the finding did not keep it from being read. */
function withResource(issue: Issue, finding: TextFinding): Issue {
  const kind = nonEmptyTextAt(finding.document, 'kind')
  if (kind === undefined || !isJsonObject(finding.document)) return issue
  return { ...issue, resource: resourceIdOf(finding.document, kind) }
}

function readObject(value: unknown, limits: Limits, budget: InputBudget): ReadSource {
  if (typeof value !== 'object' || value === null) return { documents: [objectDocument(value)], issues: [] }
  const isOneTooMany = budget.documents-- <= 0
  const excess = isOneTooMany
    ? `more than ${limits.maxDocuments} documents`
    : findExcess(value, limits, budget)
  if (excess === undefined) return { documents: [objectDocument(value)], issues: [] }
  const issue: Issue = { code: 'limit-exceeded', severity: 'error', message: excess, path: [] }
  return { documents: [], issues: [issue] }
}

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
function objectDocument(value: unknown): InputDocument {
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

interface Pending {
  readonly value: object
  readonly depth: number
}

/**
 * What is wrong with the size of an object, if anything. Walks without recursion, and counts what is shared each time
 * it is met, so that cycles and bombs made of shared objects come to an end.
 */
export function findExcess(root: object, limits: Limits, budget: InputBudget): string | undefined {
  const pending: Pending[] = [{ value: root, depth: 1 }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next
    if (depth > limits.maxDepth) return `nested deeper than ${limits.maxDepth} levels, or contains itself`
    const children: unknown[] = Array.isArray(value) ? value : Object.values(value)
    budget.left -= 1 + children.length
    if (budget.left < 0) return `more than ${limits.maxNodes} values`
    for (const child of children)
      if (typeof child === 'object' && child !== null) pending.push({ value: child, depth: depth + 1 })
  }
  return undefined
}
