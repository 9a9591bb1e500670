import { createIssueCollector, type FieldPath, type Issue } from '../../issue/index.js'
import { isJsonObject, type JsonObject } from '../../kubernetes/own-entry.js'
import type { Container, LocalObjectReference, Pod, Volume } from '../../manifest/api-types.js'
import { injectedEnvName } from '../../sidecarset/annotation-names.js'
import { readMapping, readNamedList, readText, readTextMap } from './pod-fields.js'
import type { ProfileBehaviour } from '../profile-behaviour.js'
import type { ExplainRequest } from '../types.js'

/** What deciding reads of a Pod: checked, with null and absent made alike. */
export interface PodHead {
  readonly pod: Pod
  readonly labels: Readonly<Record<string, string>>
  /** The namespace that matching and references go by; empty when nobody names one. */
  readonly namespace: string
  /** The namespace that a changed Pod gets, because its own is empty. */
  readonly namespaceToWrite: string | undefined
  /** Why the Pod is past injection: its phase, or that it is being deleted. */
  readonly inactive: string | undefined
}

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
  const inactive = whyInactive(metadata, readMapping(raw.status, places.status, issues))
  if (issues.list.length > 0) return { ok: false, issues: issues.list }
  const requested = request.namespace ?? ''
  return {
    ok: true,
    value: {
      pod,
      labels,
      namespace: ownNamespace || requested || (behaviour.assumesDefaultNamespace ? 'default' : ''),
      namespaceToWrite: ownNamespace === '' && requested !== '' ? requested : undefined,
      inactive,
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
    namespaceToWrite: head.namespaceToWrite,
    inactive: head.inactive,
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

function whyInactive(metadata: JsonObject, status: JsonObject): string | undefined {
  const { phase } = status
  if (phase === 'Succeeded' || phase === 'Failed') return `phase ${phase}`
  const deletion = metadata.deletionTimestamp
  return deletion === undefined || deletion === null ? undefined : 'it is being deleted'
}
