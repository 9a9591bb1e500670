import type { Catalog } from './entry.js'

/** Codes of label selectors, beside the general ones in which Kubernetes refuses them. */
export type SelectorIssueCode = 'unknown-operator' | 'malformed-selector' | 'selector-never-matches'

export const selectorCatalog: Catalog<SelectorIssueCode> = {
  'unknown-operator': {
    summary: 'A selector cannot be used, since one of its operators does not exist.',
    example: 'selector:\n  matchExpressions:\n  - {key: app, operator: Equals, values: [web]}',
  },
  'malformed-selector': {
    summary: 'A selector is matched as plain text although Kubernetes would refuse it.',
    example: 'selector:\n  matchLabels:\n    app: not valid!',
  },
  'selector-never-matches': {
    summary: 'No labels can fit a selector, since it contradicts itself.',
    example:
      'selector:\n  matchLabels: {app: web}\n  matchExpressions:\n  - {key: app, operator: DoesNotExist}',
  },
}
