import type { Catalog } from './entry.js'

export type ReferenceIssueCode = never

export const referenceCatalog: Catalog<ReferenceIssueCode> = {}
