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

/**
 * What stands in front of a point in plain text. Each sign has one meaning in all that this library prints.
 *
 * - `!` a problem: refused, an error, a warning; `?` cannot be decided
 * - `+` gets it, `-` does not get it or loses it, `~` gets another one
 * - `*` no outcome: a detail or a note
 */
export type Marker = '!' | '?' | '+' | '-' | '~' | '*'

/** A point of a list, with what belongs to it. */
export interface Item {
  /** @default '*' */
  readonly marker?: Marker
  readonly line: Line
  readonly children?: readonly Block[]
}

/** A part of a document. */
export type Block =
  | { readonly block: 'title' | 'heading' | 'paragraph'; readonly line: Line }
  | { readonly block: 'list'; readonly items: readonly Item[] }
  | { readonly block: 'table'; readonly head: readonly Line[]; readonly rows: readonly (readonly Line[])[] }
  | { readonly block: 'code'; readonly language: string; readonly text: string }
  | { readonly block: 'rows'; readonly rows: readonly Row[] }
  | { readonly block: 'frame'; readonly lines: readonly Line[] }

/** A row of cells, one under the other in all rows of a block but the last cell, which is wrapped. */
export interface Row {
  readonly cells: readonly Line[]
  readonly children?: readonly Block[]
}

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

/** A heading with a list below it; nothing where the list is empty. */
export function section(heading: string, items: readonly Item[]): readonly Block[] {
  return items.length === 0 ? [] : [{ block: 'heading', line: [heading] }, ...listOfItems(items)]
}

/** Names one after the other, with commas between. */
export function nameList(names: readonly string[]): Line {
  return names.flatMap((one, index): Inline[] => (index === 0 ? [name(one)] : [', ', name(one)]))
}

/** The first points of a list, and one that counts the others: `and 190 further SidecarSets`. */
export function limitItems(items: readonly Item[], limit: number, noun: string): readonly Item[] {
  const rest = items.length - limit
  if (rest <= 0) return items
  return [...items.slice(0, limit), { line: [{ text: `and ${rest} further ${noun}`, tone: 'muted' }] }]
}
