import type * as Yaml from 'yaml'
import type { Node } from 'yaml'
import { formatYaml, parseYaml } from '../../index.js'
import { applyEdits } from './document-text.js'
import { type Editing, findEdits } from './find-edits.js'
import { isSame } from './values.js'

/** A document with another value. */
export interface EditedText {
  readonly text: string
  /** Whether the document had to be printed anew, which loses its comments. */
  readonly isPrintedAnew: boolean
}

/**
 * The text of a document, changed so that it says `after` instead of `before`. Only what changes is written; the rest
 * stays byte for byte.
 *
 * What comes out is read again, and compared with `after`. Where they differ, the document is printed anew.
 *
 * @param text one document, as a manifest file has it, with its `---`
 */
export async function editText(text: string, before: unknown, after: unknown): Promise<EditedText> {
  if (isSame(before, after)) return { text, isPrintedAnew: false }
  const edited = tryEdit(await import('yaml'), text, before, after)
  if (edited !== undefined && says(edited, after)) return { text: edited, isPrintedAnew: false }
  const start = /^---(?=\s)/.test(text) ? '---\n' : ''
  return { text: `${start}${formatYaml(after)}`, isPrintedAnew: true }
}

/** Aliases of what changes are written out, which may be a change of what another anchor stands for. */
function tryEdit(yaml: typeof Yaml, text: string, before: unknown, after: unknown): string | undefined {
  const document = yaml.parseDocument(isJson(text) ? text.replace(/[\t\r\n]/g, ' ') : text, {
    keepSourceTokens: true,
    uniqueKeys: false,
    merge: true,
  })
  const root = document.contents
  if (document.errors.length > 0 || root === null) return undefined
  let changedAnchors: ReadonlySet<string> = new Set()
  for (;;) {
    const editing: Editing = { yaml, text, changedAnchors, edits: [] }
    findEdits(editing, root as Node, before, after)
    const changed = findChangedAnchors(editing, document)
    if (changed.size === changedAnchors.size) return applyEdits(text, editing.edits)
    changedAnchors = changed
  }
}

/** The anchors of nodes that are edited or written anew, and those that were found before. */
function findChangedAnchors(
  { yaml, edits, changedAnchors }: Editing,
  document: Yaml.Document,
): ReadonlySet<string> {
  const changed = new Set(changedAnchors)
  yaml.visit(document, {
    Node: (_key, node) => {
      const { anchor, range } = node as { readonly anchor?: string; readonly range?: Yaml.Range | null }
      if (
        anchor !== undefined &&
        range &&
        edits.some(({ start, end }) => start <= range[1] && end >= range[0])
      )
        changed.add(anchor)
    },
  })
  return changed
}

function says(text: string, value: unknown): boolean {
  try {
    const documents = parseYaml(text)
    return documents.length === 1 && isSame(documents[0], value)
  } catch {
    return false
  }
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
