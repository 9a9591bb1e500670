import type { Issue } from '../../issue/index.js'
import { isJsonObject, nonEmptyTextAt, textAt } from '../../read/index.js'
import { toIssue } from '../parse-yaml.js'
import { resourceIdOf } from '../resource-id.js'
import { readDocuments, type InputBudget, type TextFinding } from '../yaml/documents.js'
import type { Limits } from '../yaml/limits.js'
import { TextPositions } from '../yaml/positions.js'
import { TextDocument, objectDocument, type ReadSource } from './input-document.js'
import { findExcess } from './object-bounds.js'

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
