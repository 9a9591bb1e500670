import type { ReasonCatalog } from './reason.js'

/** Reasons that have to do with the request or the Pod, whatever the SidecarSet. */
export type RequestReason =
  'pod-inactive' | 'mirror-pod' | 'update-request' | 'pod-unreadable' | 'missing-now' | 'request-failed'

export const requestReasons: ReasonCatalog<RequestReason> = {
  'pod-inactive': {
    summary: 'The Pod has ended or is being deleted, and is left alone.',
    outcomes: ['skipped'],
    facts: ['name'],
    sentence: ({ name = 'finished' }) => `the Pod is no longer active (${name})`,
    advice: () => 'ask about the Pod that takes its place',
  },
  'mirror-pod': {
    summary: 'The Pod mirrors a static Pod of a node, and is left alone.',
    outcomes: ['skipped'],
    facts: ['name'],
    sentence: () => 'the Pod mirrors a static Pod, which the kubelet runs from a file of its own',
    advice: () => 'write the sidecar into the manifest of the static Pod',
  },
  'update-request': {
    summary: 'The request updates a Pod, and sidecars are injected only when a Pod is created.',
    outcomes: ['skipped'],
    facts: ['name'],
    sentence: () => 'sidecars are injected when a Pod is created, not when it is updated',
    advice: () =>
      'create the Pod anew to get sidecars injected; images of sidecars it has are upgraded by spec.updateStrategy',
  },
  'pod-unreadable': {
    summary: 'Something in the Pod has the wrong type, so that nothing can be decided or injected.',
    outcomes: ['unknown', 'failed'],
    facts: ['detail'],
    sentence: ({ detail = '' }) => `the Pod cannot be read: ${detail}`,
    advice: () => 'correct the Pod, or the template it is made from',
  },
  'missing-now': {
    summary: 'The time of injection is not given or no time, and has to be written into the Pod.',
    outcomes: ['failed'],
    facts: [],
    sentence: () => 'the time of injection (`now`) is not given or no time, and the hash annotations need it',
    advice: () => 'give `now` with the request, for example { now: new Date() }',
  },
  'request-failed': {
    summary: 'The Pod matches, and nothing was injected since something else made the request fail.',
    outcomes: ['skipped'],
    facts: ['detail'],
    sentence: ({ detail }) =>
      `the Pod matches, but nothing is injected, since the request failed${detail === undefined ? '' : ` (${detail})`}`,
    advice: () => 'mend what made the request fail; this SidecarSet has nothing to do with it',
  },
}
