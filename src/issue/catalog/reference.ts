import type { Catalog } from './entry.js'

/** Codes of references to ConfigMaps and Secrets of other namespaces. */
export type ReferenceIssueCode = 'invalid-reference' | 'unauthorized-reference'

export const referenceCatalog: Catalog<ReferenceIssueCode> = {
  'invalid-reference': {
    summary: 'A reference with a slash is not of the form namespace/name.',
    example: 'volumes:\n- name: config\n  configMap:\n    name: kube-system/filebeat/config',
  },
  'unauthorized-reference': {
    summary:
      'A SidecarSet refers to an object of another namespace, and no SidecarSetResourceBinding there grants it.',
    example: 'volumes:\n- name: config\n  secret:\n    secretName: payments/tls # and no binding in payments',
  },
}
