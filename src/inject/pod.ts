import type { ProfileBehaviour } from '../profile/types.js'
import {
  createIssueCollector,
  type FieldPath,
  type Issue,
  type ResourceId,
  toFieldPath,
} from '../issue/index.js'
import { isJsonObject, type JsonObject, ownValue, nonEmptyTextAt } from '../read/index.js'
import type { Container, LocalObjectReference, Pod, Volume } from '../manifest/api-types.js'
import { injectedEnvName } from '../sidecarset/annotation-names.js'
import { readMapping, readNamedList, readText, readTextMap } from './pod-fields.js'
import type { ExplainRequest } from './types.js'

/** What deciding reads of a Pod: checked, with null and absent made alike. */
export interface PodHead {
  readonly pod: Pod
  readonly labels: Readonly<Record<string, string>>
  /** The namespace that matching goes by; some versions assume one. Empty when there is none. */
  readonly namespace: string
  /** The namespace that the Pod or the request names: only this one authorises. Empty when neither does. */
  readonly givenNamespace: string
  /** The namespace that a changed Pod gets, because its own is empty. */
  readonly namespaceToWrite: string | undefined
  /** Why the Pod is not injected, whichever SidecarSets match. */
  readonly passedOver: PassedOver | undefined
  /** Whether it is the image of a static Pod. */
  readonly isMirror: boolean
}

/** Why a Pod is not injected, whichever SidecarSets match. */
export type PassedOver =
  | { readonly reason: 'pod-inactive'; readonly name: string; readonly path: FieldPath }
  | { readonly reason: 'mirror-pod'; readonly name: string; readonly path: FieldPath }

/** What planning reads besides. */
export interface PodSubject extends PodHead {
  /** For messages; a Pod that is being created may have only a generateName. */
  readonly name: string
  readonly annotations: Readonly<Record<string, string>>
  readonly containers: readonly Container[]
  readonly initContainers: readonly Container[]
  readonly volumes: readonly Volume[]
  readonly imagePullSecrets: readonly LocalObjectReference[]
}

/** The kubelet's mark on the image that it makes of a static Pod. */
export const mirrorAnnotation = 'kubernetes.io/config.mirror'

/** Something read of a Pod, or what is wrong with the Pod. */
export type PodReading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Reads what deciding needs of a Pod. Most Pods are for no SidecarSet, and nothing else of them is ever read. Wrong
 * types become issues; fields that injection has nothing to do with are not checked: the API server did that.
 */
export function readPodHead(
  pod: Pod,
  request: ExplainRequest,
  behaviour: ProfileBehaviour,
): PodReading<PodHead> {
  const raw: unknown = pod
  const issues = createIssueCollector()
  if (!isJsonObject(raw)) {
    issues.error('wrong-type', 'a Pod must be a mapping')
    return { ok: false, issues: issues.list }
  }
  const metadata = readMapping(raw.metadata, places.metadata, issues)
  const ownNamespace = readText(metadata.namespace, places.namespace, issues)
  const labels = readTextMap(metadata.labels, places.labels, issues)
  const requested = request.namespace ?? ''
  if (ownNamespace !== '' && requested !== '' && ownNamespace !== requested)
    issues.at('metadata', 'namespace').error('namespace-mismatch', describeMismatch(ownNamespace, requested))
  const annotations = metadata.annotations
  const isMirror = isJsonObject(annotations) && Object.hasOwn(annotations, mirrorAnnotation)
  const inactive = whyInactive(metadata, readMapping(raw.status, places.status, issues))
  if (issues.list.length > 0) return { ok: false, issues: issues.list }
  const givenNamespace = ownNamespace || requested
  return {
    ok: true,
    value: {
      pod,
      labels,
      namespace: givenNamespace || (behaviour.assumesDefaultNamespace ? 'default' : ''),
      givenNamespace,
      namespaceToWrite: ownNamespace === '' && requested !== '' ? requested : undefined,
      passedOver: whyPassedOver(inactive, isMirror, request),
      isMirror,
    },
  }
}

/** Reads what planning needs of a Pod whose head is fine. */
export function readPodBody(head: PodHead): PodReading<PodSubject> {
  const raw = head.pod as JsonObject
  const issues = createIssueCollector()
  const metadata = readMapping(raw.metadata, places.metadata, issues)
  const spec = readMapping(raw.spec, places.spec, issues)
  const name = readText(metadata.name, places.name, issues)
  const generateName = readText(metadata.generateName, places.generateName, issues)
  const value: PodSubject = {
    pod: head.pod,
    labels: head.labels,
    namespace: head.namespace,
    givenNamespace: head.givenNamespace,
    namespaceToWrite: head.namespaceToWrite,
    passedOver: head.passedOver,
    isMirror: head.isMirror,
    name: name === '' ? generateName : name,
    annotations: readTextMap(metadata.annotations, places.annotations, issues),
    containers: readNamedList(spec.containers, places.containers, issues),
    initContainers: readNamedList(spec.initContainers, places.initContainers, issues),
    volumes: readNamedList(spec.volumes, places.volumes, issues),
    imagePullSecrets: readNamedList(spec.imagePullSecrets, places.imagePullSecrets, issues),
  }
  return issues.list.length > 0 ? { ok: false, issues: issues.list } : { ok: true, value }
}

/** Where the fields stand. Made once: a request has no use for them unless something is wrong. */
const places = {
  metadata: ['metadata'],
  name: ['metadata', 'name'],
  generateName: ['metadata', 'generateName'],
  namespace: ['metadata', 'namespace'],
  labels: ['metadata', 'labels'],
  annotations: ['metadata', 'annotations'],
  status: ['status'],
  phase: ['status', 'phase'],
  deletion: ['metadata', 'deletionTimestamp'],
  mirror: ['metadata', 'annotations', mirrorAnnotation],
  spec: ['spec'],
  containers: ['spec', 'containers'],
  initContainers: ['spec', 'initContainers'],
  volumes: ['spec', 'volumes'],
  imagePullSecrets: ['spec', 'imagePullSecrets'],
} as const satisfies Record<string, FieldPath>

/** Whether a container was injected: its first env var named IS_INJECTED says so. */
export function isInjected(container: Container): boolean {
  const mark = listOf(container.env).find((variable) => variable?.name === injectedEnvName)
  return mark?.value === 'true'
}

/** A list field of untrusted data as a list: null, absent and what is no list count as empty. */
export function listOf<T>(list: readonly T[] | null | undefined): readonly T[] {
  return Array.isArray(list) ? (list as readonly T[]) : []
}

/** The API server refuses such a request, so it does not come from one. */
function describeMismatch(own: string, requested: string): string {
  return `is ${own}, and the namespace of the request is ${requested}`
}

function whyInactive(metadata: JsonObject, status: JsonObject): PassedOver | undefined {
  const { phase } = status
  if (phase === 'Succeeded' || phase === 'Failed')
    return { reason: 'pod-inactive', name: `phase ${phase}`, path: places.phase }
  const deletion = metadata.deletionTimestamp
  if (deletion === undefined || deletion === null) return undefined
  return { reason: 'pod-inactive', name: 'it is being deleted', path: places.deletion }
}

function whyPassedOver(
  inactive: PassedOver | undefined,
  isMirror: boolean,
  { inactivePods, mirrorPods }: ExplainRequest,
): PassedOver | undefined {
  if (inactive !== undefined && inactivePods !== 'inject') return inactive
  if (isMirror && mirrorPods === 'skip')
    return { reason: 'mirror-pod', name: mirrorAnnotation, path: places.mirror }
  return undefined
}

/**
 * A Pod by its name; before it is created, by what its name will begin with.
 *
 * @param pod       possibly malformed
 * @param namespace of a Pod that names none
 */
export function identifyPod(pod: unknown, namespace?: string): ResourceId {
  const metadata = isJsonObject(pod) ? ownValue(pod, 'metadata') : undefined
  const name = nonEmptyTextAt(metadata, 'name') ?? nonEmptyTextAt(metadata, 'generateName') ?? ''
  const own = nonEmptyTextAt(metadata, 'namespace') ?? namespace ?? ''
  return own === '' ? { kind: 'Pod', name } : { kind: 'Pod', namespace: own, name }
}

/** What is wrong with a Pod that cannot be read, with the places. */
export function describeUnreadable(issues: readonly Issue[]): string {
  return issues.map(({ path, message }) => `${toFieldPath(path)} ${message}`.trim()).join('; ')
}
