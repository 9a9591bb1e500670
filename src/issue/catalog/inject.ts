import type { Catalog } from './entry.js'

/** Codes of injection: what fails a request, and what happens silently in a cluster. */
export type InjectIssueCode =
  | 'revision-not-found'
  | 'revision-invalid'
  | 'revision-undecided'
  | 'namespace-unknown'
  | 'annotation-unreadable'
  | 'annotation-not-mergeable'
  | 'missing-volume'
  | 'missing-now'
  | 'resources-policy-failed'
  | 'container-replaced'
  | 'container-name-clash'
  | 'volume-shadowed'
  | 'mount-dropped'
  | 'transfer-env-missing'
  | 'stale-hash'
  | 'feature-beyond-profile'

export const injectCatalog: Catalog<InjectIssueCode> = {
  'revision-not-found': {
    summary: 'The ControllerRevision that injectionStrategy.revision asks for does not exist.',
    example: 'injectionStrategy:\n  revision:\n    revisionName: logs-5d4f # deleted',
  },
  'revision-invalid': {
    summary: 'The ControllerRevision does not hold a patch that can be applied to the SidecarSet.',
    example: 'kind: ControllerRevision\ndata: {spec: {containers: nginx}}',
  },
  'revision-undecided': {
    summary: 'A partial revision needs a random number, and none was given.',
    example: 'injectionStrategy:\n  revision: {customVersion: v1, policy: Partial}',
  },
  'namespace-unknown': {
    summary:
      "A namespaceSelector cannot be evaluated, since the labels of the Pod's Namespace are not given.",
    example: 'namespaceSelector:\n  matchLabels: {team: web} # and no such Namespace among those given',
  },
  'annotation-unreadable': {
    summary: 'An annotation of an earlier injection is not in a form that can be continued.',
    example: 'metadata:\n  annotations:\n    kruise.io/sidecarset-hash: not json',
  },
  'annotation-not-mergeable': {
    summary:
      'patchPodMetadata with MergePatchJson met a value, or has a patch, that is not JSON of the right kind.',
    example: 'patchPodMetadata:\n- patchPolicy: MergePatchJson\n  annotations: {conf: "{"}',
  },
  'missing-volume': {
    summary: 'A sidecar mounts a volume that its SidecarSet does not declare.',
    example: 'volumeMounts:\n- {name: logs, mountPath: /logs} # and no volume logs',
  },
  'missing-now': {
    summary: 'A timestamp has to be written and `now` is not given, or is no time.',
    example: 'injector.inject(pod) // without { now }',
  },
  'resources-policy-failed': {
    summary: 'A resourcesPolicy cannot be computed for this Pod.',
    example: 'resourcesPolicy:\n  targetContainersNameRegex: "^nothing-has-this-name$"',
  },
  'container-replaced': {
    summary: 'A container of the Pod is replaced by a sidecar of the same name.',
    example: 'containers:\n- name: app # the Pod has a container app too',
  },
  'container-name-clash': {
    summary: 'Two sidecars of one Pod have the same name.',
    example: 'containers:\n- name: agent # another SidecarSet injects a container agent too',
  },
  'volume-shadowed': {
    summary:
      'A volume of the SidecarSet is left out, since one of the same name with other content is there already.',
    example: 'volumes:\n- {name: data, emptyDir: {}} # the Pod has a volume data of another kind',
  },
  'mount-dropped': {
    summary: 'A shared mount is left out, since the sidecar has something mounted at its path.',
    example: 'shareVolumePolicy: {type: enabled} # and the app mounts /logs as the sidecar does',
  },
  'transfer-env-missing': {
    summary: 'transferEnv names a container or a variable that the Pod does not have.',
    example: 'transferEnv:\n- {sourceContainerName: app, envName: NO_SUCH}',
  },
  'stale-hash': {
    summary:
      'The hash annotation that a SidecarSet carries does not fit its containers; it is used all the same.',
    example: 'metadata:\n  annotations:\n    kruise.io/sidecarset-hash: of-an-older-state',
  },
  'feature-beyond-profile': {
    summary:
      'A SidecarSet uses a field that the chosen OpenKruise version does not know, so it has no effect there.',
    example: 'namespaceSelector: {matchLabels: {team: web}} # v1.3.0 ignores it and matches every namespace',
  },
}
