import { createIssueCollector, type IssueCollector, type Issue } from '../issue/index.js'
import { isJsonObject, ownValue, setOwn, type JsonObject } from '../kubernetes/own-entry.js'
import type { Container, LocalObjectReference, Pod, Volume } from '../manifest/api-types.js'
import { injectedEnvName } from '../sidecarset/annotation-names.js'
import type { ProfileBehaviour } from './profile-behaviour.js'
import type { InjectionRequest } from './types.js'

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
  request: InjectionRequest,
  behaviour: ProfileBehaviour,
): PodReading<PodHead> {
  const raw: unknown = pod
  const issues = createIssueCollector()
  if (!isJsonObject(raw)) {
    issues.error('wrong-type', 'a Pod must be a mapping')
    return { ok: false, issues: issues.list }
  }
  const metadata = readMapping(raw, 'metadata', issues)
  const ownNamespace = readText(metadata, 'namespace', issues, 'metadata')
  const labels = readTextMap(metadata, 'labels', issues)
  const inactive = whyInactive(metadata, readMapping(raw, 'status', issues))
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
  const metadata = readMapping(raw, 'metadata', issues)
  const spec = readMapping(raw, 'spec', issues)
  const value: PodSubject = {
    pod: head.pod,
    labels: head.labels,
    namespace: head.namespace,
    namespaceToWrite: head.namespaceToWrite,
    inactive: head.inactive,
    name:
      readText(metadata, 'name', issues, 'metadata') ||
      readText(metadata, 'generateName', issues, 'metadata'),
    annotations: readTextMap(metadata, 'annotations', issues),
    containers: readNamedList(spec, 'containers', issues),
    initContainers: readNamedList(spec, 'initContainers', issues),
    volumes: readNamedList(spec, 'volumes', issues),
    imagePullSecrets: readNamedList(spec, 'imagePullSecrets', issues),
  }
  return issues.list.length > 0 ? { ok: false, issues: issues.list } : { ok: true, value }
}

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
  const phase = ownValue(status, 'phase')
  if (phase === 'Succeeded' || phase === 'Failed') return `phase ${phase}`
  const deletion = ownValue(metadata, 'deletionTimestamp')
  return deletion === undefined || deletion === null ? undefined : 'it is being deleted'
}

const nothing: JsonObject = Object.freeze({})

function readMapping(parent: JsonObject, key: string, issues: IssueCollector): JsonObject {
  const value = ownValue(parent, key)
  if (value === undefined || value === null) return nothing
  if (isJsonObject(value)) return value
  issues.at(key).error('wrong-type', 'must be a mapping')
  return nothing
}

function readText(parent: JsonObject, key: string, issues: IssueCollector, place: string): string {
  const value = ownValue(parent, key)
  if (typeof value === 'string') return value
  if (value !== undefined && value !== null) issues.at(place, key).error('wrong-type', 'must be a string')
  return ''
}

/** A map of texts below `metadata`, such as labels. */
function readTextMap(
  metadata: JsonObject,
  key: string,
  issues: IssueCollector,
): Readonly<Record<string, string>> {
  const value = ownValue(metadata, key)
  if (value === undefined || value === null) return nothing as Readonly<Record<string, string>>
  if (!isJsonObject(value)) {
    issues.at('metadata', key).error('wrong-type', 'must be a mapping')
    return nothing as Readonly<Record<string, string>>
  }
  let hasNull = false
  for (const name of Object.keys(value)) {
    if (typeof value[name] === 'string') continue
    if (value[name] === null) hasNull = true
    else issues.at('metadata', key, name).error('wrong-type', 'must be a string: put the value in quotes')
  }
  return (hasNull ? nullsAsEmpty(value) : value) as Readonly<Record<string, string>>
}

/** A null in a map of texts is the empty text to Go. */
function nullsAsEmpty(map: JsonObject): JsonObject {
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(map)) setOwn(result, key, map[key] ?? '')
  return result
}

const emptyList: readonly never[] = Object.freeze([])

/** A list below `spec` of objects with a name, as `containers`, `volumes` and `imagePullSecrets` are. */
function readNamedList<T>(spec: JsonObject, key: string, issues: IssueCollector): readonly T[] {
  const list = ownValue(spec, key)
  if (list === undefined || list === null) return emptyList
  if (!Array.isArray(list)) {
    issues.at('spec', key).error('wrong-type', 'must be a list')
    return emptyList
  }
  for (let index = 0; index < list.length; index++) checkNamed(list[index], issues, key, index)
  return list as readonly T[]
}

const listsOfContainers = ['env', 'volumeMounts', 'volumeDevices'] as const

function checkNamed(element: unknown, issues: IssueCollector, key: string, index: number): void {
  if (!isJsonObject(element)) {
    issues.at('spec', key, index).error('wrong-type', 'must be a mapping')
    return
  }
  const name = ownValue(element, 'name')
  if (typeof name !== 'string' && name !== undefined && name !== null)
    issues.at('spec', key, index, 'name').error('wrong-type', 'must be a string')
  for (const list of listsOfContainers) {
    const value = ownValue(element, list)
    if (value === undefined || value === null) continue
    if (!Array.isArray(value)) issues.at('spec', key, index, list).error('wrong-type', 'must be a list')
    else if (!value.every(isJsonObject))
      issues.at('spec', key, index, list).error('wrong-type', 'must be a list of mappings')
  }
}
