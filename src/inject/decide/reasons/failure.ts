import type { ReasonCatalog } from './reason.js'

/** Reasons for which a SidecarSet that matches is not injected. */
export type FailureReason =
  | 'sidecar-set-unreadable'
  | 'revision-not-found'
  | 'revision-invalid'
  | 'revision-undecided'
  | 'unauthorized-reference'
  | 'exposed-reference'
  | 'annotation-unreadable'
  | 'annotation-not-mergeable'
  | 'missing-volume'
  | 'resources-policy-failed'

export const failureReasons: ReasonCatalog<FailureReason> = {
  'sidecar-set-unreadable': {
    summary:
      'The SidecarSet cannot be read, or another one has its name, so it is left out; what can be read of it does not rule the Pod out.',
    outcomes: ['unknown', 'failed'],
    facts: ['detail'],
    sentence: ({ detail = '' }) => `the SidecarSet may be for this Pod, but cannot be used: ${detail}`,
    advice: () => 'correct or rename the SidecarSet, or pass a profile that can read it',
  },
  'revision-not-found': {
    summary: 'The ControllerRevision that the SidecarSet asks for does not exist, and the request fails.',
    outcomes: ['failed'],
    facts: ['name'],
    sentence: ({ name = '' }) => `there is no ControllerRevision ${name} in namespace kruise-system`,
    advice: () =>
      'correct spec.injectionStrategy.revision; kubectl get controllerrevisions -n kruise-system lists what there is',
  },
  'revision-invalid': {
    summary: 'The revision that the SidecarSet asks for cannot be applied, and the request fails.',
    outcomes: ['failed'],
    facts: ['name', 'detail'],
    sentence: ({ name = '', detail = '' }) => `ControllerRevision ${name} cannot be used: ${detail}`,
    advice: () => 'ask for another revision in spec.injectionStrategy.revision, or for none',
  },
  'revision-undecided': {
    summary: 'A share of the Pods gets an older revision by chance, and no random number is given.',
    outcomes: ['unknown', 'failed'],
    facts: ['name'],
    sentence: ({ name = '' }) =>
      `revision ${name} goes to a share of the Pods (policy Partial), and no random number is given`,
    advice: () =>
      'give `random` with the request; () => 0 shows a Pod of that share, () => 0.999 one of the others',
  },
  'unauthorized-reference': {
    summary:
      'A container of the SidecarSet would see a ConfigMap or Secret of another namespace that no SidecarSetResourceBinding lets this SidecarSet read, or the reference cannot be read.',
    outcomes: ['failed', 'skipped'],
    facts: ['deniedReferences', 'missingBindings', 'detail'],
    sentence: ({ detail }) => detail ?? 'a reference to another namespace is not authorised',
    advice: ({ deniedReferences = [], missingBindings = [] }) =>
      deniedReferences.some(({ reason }) => reason === 'no-namespace')
        ? 'give the namespace of the Pod with the request'
        : missingBindings.length === 0
          ? 'write the reference as namespace/name, in a configMap, secret or projected volume'
          : `have whoever owns ${namespacesOf(missingBindings)} apply the binding shown, or refer to an object of the Pod's own namespace`,
  },
  'exposed-reference': {
    summary:
      'A container of the Pod itself would read an object of another namespace from a volume of the SidecarSet, and exposedReference is deny.',
    outcomes: ['failed'],
    facts: ['detail'],
    sentence: ({ detail }) => detail ?? 'a container of the Pod would read an object of another namespace',
    advice: () => "remove the mount from the Pod's own container, or give its volume another name",
  },
  'annotation-unreadable': {
    summary: 'The Pod carries an annotation of an earlier injection that cannot be continued.',
    outcomes: ['failed'],
    facts: ['name', 'detail'],
    sentence: ({ name = '', detail = '' }) => `the Pod's annotation ${name} cannot be read: ${detail}`,
    advice: ({ name = '' }) =>
      `remove annotation ${name} from the Pod or its template; it was written by hand or copied from another Pod`,
  },
  'annotation-not-mergeable': {
    summary: 'MergePatchJson met an annotation, or is a patch, that is not JSON of the right kind.',
    outcomes: ['failed'],
    facts: ['name', 'detail'],
    sentence: ({ name = '', detail = '' }) => `annotation ${name} cannot be merged: ${detail}`,
    advice: ({ name = '' }) =>
      `make annotation ${name} of the Pod and of the SidecarSet JSON objects, or use patchPolicy Overwrite`,
  },
  'missing-volume': {
    summary: 'A sidecar mounts a volume that the SidecarSet does not have; v1.3.0 crashes on it.',
    outcomes: ['failed'],
    facts: ['name', 'detail'],
    sentence: ({ detail }) => detail ?? 'a sidecar mounts a volume that the SidecarSet does not have',
    advice: ({ name = '' }) => `add volume ${name} to spec.volumes of the SidecarSet`,
  },
  'resources-policy-failed': {
    summary: 'The resources that a sidecar takes from the other containers cannot be computed.',
    outcomes: ['failed'],
    facts: ['detail'],
    sentence: ({ detail = '' }) => `resourcesPolicy cannot be computed: ${detail}`,
    advice: () => 'correct the resourcesPolicy of the sidecar',
  },
}

function namespacesOf(
  bindings: readonly { readonly metadata?: { readonly namespace?: string | undefined } | undefined }[],
): string {
  const names = bindings.map(({ metadata }) => metadata?.namespace ?? '')
  return `${names.length === 1 ? 'namespace' : 'namespaces'} ${names.join(' and ')}`
}
