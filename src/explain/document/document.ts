/**
 * What a stretch of text is, so that every rendering can show it in its own way.
 *
 * - `name`: something written in a manifest: a name, a label, a path.
 * - `good`, `bad`, `unsure`: an outcome.
 * - `muted`: what most readers pass over.
 */
export type Tone = 'name' | 'good' | 'bad' | 'unsure' | 'muted'

/** A stretch of text. Strings are prose, and may hold values of any origin: renderings make them harmless. */
export type Inline = string | { readonly text: string; readonly tone: Tone }

/** A line before it is wrapped. */
export type Line = readonly Inline[]

/** A point of a list, with what belongs to it. */
export interface Item {
  /** How plain text marks the point. @default '-' */
  readonly marker?: string
  readonly line: Line
  readonly children?: readonly Block[]
}

/** A part of a document. */
export type Block =
  | { readonly block: 'title' | 'heading' | 'paragraph'; readonly line: Line }
  | { readonly block: 'list'; readonly items: readonly Item[] }
  | { readonly block: 'code'; readonly language: string; readonly text: string }

/** A document that knows nothing of how it will be shown. */
export type Document = readonly Block[]

/** Something that is written in a manifest. Empty text is made visible. */
export function name(text: string): Inline {
  return { text: text === '' ? '""' : text, tone: 'name' }
}

/** A list of points; no block at all where there is none. */
export function listOfItems(items: readonly Item[]): readonly Block[] {
  return items.length === 0 ? [] : [{ block: 'list', items }]
}

/** Names one after the other, with commas between. */
export function nameList(names: readonly string[]): Line {
  return names.flatMap((one, index): Inline[] => (index === 0 ? [name(one)] : [', ', name(one)]))
}
