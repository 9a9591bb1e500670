import type { Catalog } from './entry.js'

export type SelectorIssueCode = never

export const selectorCatalog: Catalog<SelectorIssueCode> = {}
