import type { Catalog } from './entry.js'

/** Codes of reading manifests: text, documents, shapes. */
export type ManifestIssueCode =
  | 'yaml-syntax'
  | 'trailing-content'
  | 'duplicate-key'
  | 'limit-exceeded'
  | 'wrong-type'
  | 'invalid-quantity'
  | 'invalid-time'
  | 'not-a-manifest'
  | 'missing-kind'
  | 'unsupported-version'

export const manifestCatalog: Catalog<ManifestIssueCode> = {
  'yaml-syntax': { summary: 'The text is not YAML.', example: 'spec: [a, b' },
  'trailing-content': {
    summary: 'Text stands behind a document without a line --- before it; the API server does not read it.',
    example: '{kind: Pod} {kind: Secret}',
  },
  'duplicate-key': { summary: 'A mapping has the same key twice.', example: 'name: a\nname: b' },
  'limit-exceeded': {
    summary: 'The input is larger, nested deeper or expands further than the limits allow.',
    example: 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b] # and so on',
  },
  'wrong-type': {
    summary: 'A value has the wrong JSON type for its field.',
    example: 'spec:\n  containers: nginx',
  },
  'invalid-quantity': {
    summary: 'A resource amount cannot be read.',
    example: 'resources:\n  limits:\n    cpu: 1 core',
  },
  'invalid-time': {
    summary: 'A time is not RFC 3339.',
    example: 'metadata:\n  creationTimestamp: yesterday',
  },
  'not-a-manifest': { summary: 'A document is not a mapping with a kind.', example: '- just\n- a list' },
  'missing-kind': { summary: 'A manifest lacks apiVersion or kind.', example: 'metadata:\n  name: logs' },
  'unsupported-version': {
    summary: 'The kind is known, but not in this apiVersion.',
    example: 'apiVersion: apps.kruise.io/v2\nkind: SidecarSet',
  },
}
