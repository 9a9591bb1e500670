// What is measured: the request of the walkthrough, and variants of it.
import { readFileSync } from 'node:fs'

/**
 * @import { AdmissionReview, Pod, SidecarSet, SidecarSetResourceBinding } from 'sidecarset'
 */

/** @param {string} name */
const readFixture = (name) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')

/** @type {{ pod: Pod, sidecarSets: SidecarSet[] }} */
const walkthrough = JSON.parse(readFixture('walkthrough/expected.json'))

export const now = '2026-01-01T00:00:00Z'

/** @returns {Pod} a copy of the walkthrough's Pod, changed as wanted */
export function echoServer(change = (/** @type {any} */ _pod) => {}) {
  const pod = structuredClone(walkthrough.pod)
  change(pod)
  return pod
}

/**
 * Pods as controllers of a cluster make them: each of another name, in several shapes.
 *
 * @param {Pod} pod what they are all made from
 * @returns {Pod[]}
 */
export function podsOfCluster(pod) {
  const token = { name: 'kube-api-access', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }
  /** @type {((pod: any) => void)[]} */
  const shapes = [
    () => undefined,
    ({ metadata }) => (metadata.annotations = { ...metadata.annotations, 'prometheus.io/scrape': 'true' }),
    ({ spec }) => {
      spec.volumes = [...(spec.volumes ?? []), { name: token.name, emptyDir: {} }]
      for (const container of spec.containers)
        container.volumeMounts = [...(container.volumeMounts ?? []), token]
    },
    ({ spec }) => (spec.imagePullSecrets = [{ name: 'registry' }]),
    ({ spec }) => (spec.initContainers = [{ name: 'migrate', image: 'migrate:1.0' }]),
  ]
  return Array.from({ length: 200 }, (_, i) => {
    const copy = structuredClone(/** @type {any} */ (pod))
    copy.metadata.name = `${pod.metadata?.name ?? 'pod'}-7d4b9c6f5d-${i.toString(36).padStart(5, 'x')}`
    shapes[i % shapes.length]?.(copy)
    return copy
  })
}

/** @returns {SidecarSet} a copy of the walkthrough's SidecarSet, changed as wanted */
export function filebeat(change = (/** @type {any} */ _set) => {}) {
  const set = structuredClone(/** @type {SidecarSet} */ (walkthrough.sidecarSets[0]))
  change(set)
  return set
}

/** @type {readonly SidecarSetResourceBinding[]} lets filebeat read its ConfigMap of another namespace */
export const resourceBindings = [
  {
    apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
    kind: 'SidecarSetResourceBinding',
    metadata: { name: 'filebeat-sidecarset-resourcebinding', namespace: 'kube-system' },
    spec: {
      subjects: [{ kind: 'SidecarSet', name: 'filebeat-sidecarset' }],
      resourceRefs: [{ kind: 'ConfigMap', name: 'filebeat-config' }],
    },
  },
]

/**
 * The text of the request as the API server sends it, when a ReplicaSet creates the Pod.
 *
 * @param {Pod} pod
 * @returns {string}
 */
export function reviewText(pod) {
  const podKind = { group: '', version: 'v1', kind: 'Pod' }
  const pods = { group: '', version: 'v1', resource: 'pods' }
  return JSON.stringify({
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid: '0df28fbd-5f5f-11ea-8d0f-525400b3a1d1',
      kind: podKind,
      resource: pods,
      requestKind: podKind,
      requestResource: pods,
      namespace: 'default',
      operation: 'CREATE',
      userInfo: {
        username: 'system:serviceaccount:kube-system:replicaset-controller',
        uid: 'a2d6bd04-3c1b-4c1e-9a50-7d0b0f6a6f6e',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
      },
      object: pod,
      oldObject: null,
      dryRun: false,
      options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
    },
  })
}

/** @param {string} text @returns {AdmissionReview} */
export const parseReview = (text) => JSON.parse(text)
