/** What a code means to people, and a manifest (or an excerpt of one) that draws it. Both stand in the documentation. */
export interface CatalogEntry {
  /** One sentence, without values. */
  readonly summary: string
  /** A short excerpt that has the mistake. */
  readonly example: string
}

/** An entry for each code of a closed set. */
export type Catalog<Code extends string> = Readonly<Record<Code, CatalogEntry>>

/** The entries, frozen as a whole: nobody can change what a code means. */
export function catalogOf<Code extends string>(entries: Catalog<Code>): Catalog<Code> {
  for (const entry of Object.values<CatalogEntry>(entries)) Object.freeze(entry)
  return Object.freeze(entries)
}
