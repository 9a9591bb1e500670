import type { Catalog } from './entry.js'

/** Codes of updates of running Pods: what keeps a Pod from being updated without anybody being told in a cluster. */
export type UpdateIssueCode =
  'pod-hash-unreadable' | 'update-state-unreadable' | 'working-container-unknown' | 'container-status-missing'

export const updateCatalog: Catalog<UpdateIssueCode> = {
  'pod-hash-unreadable': {
    summary:
      "A Pod's hash annotation cannot be read, so the Pod counts as old and the next update writes it anew.",
    example: 'metadata:\n  annotations:\n    kruise.io/sidecarset-hash: "[]"',
  },
  'update-state-unreadable': {
    summary:
      'A Pod never counts as settled, since its annotation about the last in-place update cannot be read.',
    example: 'metadata:\n  annotations:\n    kruise.io/sidecarset-inplace-update-state: ""',
  },
  'working-container-unknown': {
    summary:
      'A Pod is left out of every update, since its annotations do not say which container of a hot-upgrade pair works.',
    example:
      'metadata:\n  annotations:\n    kruise.io/sidecarset-working-hotupgrade-container: "{}"\nspec:\n  containers:\n  - name: mesh-1\n  - name: mesh-2',
  },
  'container-status-missing': {
    summary:
      "A Pod's status does not report as many containers as its spec has, so it never counts as settled and ready sidecars block its update.",
    example:
      'spec:\n  containers:\n  - name: app\n  - name: log\nstatus:\n  containerStatuses:\n  - name: app',
  },
}
