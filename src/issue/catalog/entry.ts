/** What a code means to people, and a manifest (or an excerpt of one) that draws it. Both stand in the documentation. */
export interface CatalogEntry {
  /** One sentence, without values. */
  readonly summary: string
  /** A short excerpt that has the mistake. */
  readonly example: string
}

/** One part of the catalog: an entry for each code of a closed set. */
export type Catalog<Code extends string> = Readonly<Record<Code, CatalogEntry>>
