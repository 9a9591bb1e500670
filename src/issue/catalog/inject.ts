import type { Catalog } from './entry.js'

export type InjectIssueCode = never

export const injectCatalog: Catalog<InjectIssueCode> = {}
