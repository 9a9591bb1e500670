import type { Catalog } from './entry.js'

/** Codes of reading the Pod template of a workload. */
export type WorkloadIssueCode = 'unknown-workload' | 'no-pod-template'

export const workloadCatalog: Catalog<WorkloadIssueCode> = {
  'unknown-workload': {
    summary: 'A manifest is of a kind whose Pod template nobody has said where to find.',
    example: 'apiVersion: example.com/v1\nkind: Fleet # and no entry in the option `kinds`',
  },
  'no-pod-template': {
    summary: 'A workload has no Pod template where its kind keeps one.',
    example: 'kind: Deployment\nspec: {replicas: 2} # and no template',
  },
}
