import { injectSidecars } from '../../src/index.js'
import type {
  ContainerStatus,
  Pod,
  ProfileName,
  SidecarContainer,
  SidecarSet,
  SidecarSetSpec,
} from '../../src/index.js'
import type { InspectOptions, PodId } from '../../src/update.js'
import { orderCandidates } from '../../src/update/choose-pods.js'
import { factsOf, surveyPod } from '../../src/update/examine-pod.js'
import { compileUpdateTarget } from '../../src/update/update-target.js'

/** Names of all candidates in the order in which rounds take them, however many at a time. */
export function orderNames(
  set: SidecarSet,
  pods: readonly Pod[],
  options: InspectOptions = {},
): readonly string[] {
  const target = compileUpdateTarget(set, options)
  const matched = pods.flatMap((pod) => factsOf(surveyPod(target, pod)) ?? [])
  return orderCandidates(target, matched).map(({ pod }) => pod.name)
}

/** The names of Pods. */
export const namesOf = (pods: readonly PodId[]): readonly string[] => pods.map(({ name }) => name)

export const now = '2026-01-01T00:00:00Z'

/** Annotations that updates read and write. */
export const annotation = {
  hash: 'kruise.io/sidecarset-hash',
  hashWithoutImage: 'kruise.io/sidecarset-hash-without-image',
  list: 'kruise.io/sidecarset-injected-list',
  working: 'kruise.io/sidecarset-working-hotupgrade-container',
  state: 'kruise.io/sidecarset-inplace-update-state',
} as const

export const cold = (name: string, image: string): SidecarContainer => ({ name, image })

export const hot = (name: string, image: string): SidecarContainer => ({
  name,
  image,
  upgradeStrategy: { upgradeType: 'HotUpgrade', hotUpgradeEmptyImage: 'empty:1' },
})

/** A SidecarSet `logs` for Pods with `app: web`. */
export function setWith(
  containers: readonly SidecarContainer[],
  updateStrategy: SidecarSetSpec['updateStrategy'] = {},
  spec: SidecarSetSpec = {},
): SidecarSet {
  return {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name: 'logs', resourceVersion: '100' },
    spec: { selector: { matchLabels: { app: 'web' } }, containers, updateStrategy, ...spec },
    status: { latestRevision: 'logs-1' },
  }
}

/** A Pod as the author wrote it. */
export function appPod(name: string, pod: Pod = {}): Pod {
  return {
    ...pod,
    metadata: {
      namespace: 'default',
      creationTimestamp: '2025-01-01T00:00:00Z',
      ...pod.metadata,
      name,
      labels: { app: 'web', ...pod.metadata?.labels },
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'app:1' }], ...pod.spec },
  }
}

/** The Pod with a SidecarSet injected, running and ready. */
export function injected(set: SidecarSet, pod: Pod, profile: ProfileName = 'v1.3.0'): Pod {
  const result = injectSidecars(pod, { sidecarSets: [set], profile }, { now: '2025-06-01T00:00:00Z' })
  return settled(result.pod)
}

/** A Pod `name` with a SidecarSet injected, running and ready. */
export function runningPod(set: SidecarSet, name: string, pod: Pod = {}): Pod {
  return injected(set, appPod(name, pod))
}

/** The Pod when its kubelet has done everything that the spec says, and all is ready. */
export function settled(pod: Pod): Pod {
  const containerStatuses = pod.spec?.containers?.map(({ name, image }): ContainerStatus => ({
    name: name ?? '',
    image: image ?? '',
    imageID: `docker-pullable://${withDigest(image ?? '')}`,
    ready: true,
    restartCount: 0,
  }))
  return {
    ...pod,
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2025-01-02T00:00:00Z' }],
      ...pod.status,
      containerStatuses,
    },
  }
}

/** A digest of 64 characters made of a text. */
export function digestOf(text: string): string {
  const code = [...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 0xffffffff, 7)
  return `sha256:${code.toString(16).padStart(64, '0')}`
}

function withDigest(image: string): string {
  return image.includes('@') ? image : `${image.split(':')[0]}@${digestOf(image)}`
}

/** The Pod with another status, fields merged. */
export function withStatus(pod: Pod, status: Pod['status']): Pod {
  return { ...pod, status: { ...pod.status, ...status } }
}

/** The Pod with the status of one container changed. */
export function withReport(pod: Pod, name: string, report: ContainerStatus): Pod {
  return withStatus(pod, {
    containerStatuses: pod.status?.containerStatuses?.map((each) =>
      each.name === name ? { ...each, ...report } : each,
    ),
  })
}

/** The Pod with annotations added, changed, or (undefined) removed. */
export function withAnnotations(pod: Pod, changes: Readonly<Record<string, string | undefined>>): Pod {
  const annotations = Object.fromEntries(
    Object.entries({ ...pod.metadata?.annotations, ...changes }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  )
  return { ...pod, metadata: { ...pod.metadata, annotations } }
}

/** Container name to image. */
export function imagesOf(pod: Pod | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(pod?.spec?.containers?.map(({ name, image }) => [name ?? '', image ?? '']) ?? [])
}
