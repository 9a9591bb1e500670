import { createIssueCollector, type IssueCollector, type Issue } from '../issue/index.js'
import { isJsonObject, ownValue, setOwn, type JsonObject } from '../kubernetes/own-entry.js'
import type { Container, LocalObjectReference, Pod, Volume } from '../manifest/api-types.js'
import { injectedEnvName } from '../sidecarset/annotation-names.js'
import type { ProfileBehaviour } from './profile-behaviour.js'
import type { InjectionRequest } from './types.js'

/** What injection reads of a Pod: checked, with null and absent made alike. */
export interface PodSubject {
  readonly pod: Pod
  /** For messages; a Pod that is being created may have only a generateName. */
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** The namespace that matching and references go by; empty when nobody names one. */
  readonly namespace: string
  /** The namespace that a changed Pod gets, because its own is empty. */
  readonly namespaceToWrite?: string
  /** Why the Pod is past injection: its phase, or that it is being deleted. */
  readonly inactive?: string
  readonly containers: readonly Container[]
  readonly initContainers: readonly Container[]
  readonly volumes: readonly Volume[]
  readonly imagePullSecrets: readonly LocalObjectReference[]
}

export type ReadPod =
  | { readonly ok: true; readonly subject: PodSubject }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Reads what injection needs of a Pod. Other fields are neither read nor checked: the API server did that.
 * Wrong types become issues.
 */
export function readPod(pod: Pod, request: InjectionRequest, behaviour: ProfileBehaviour): ReadPod {
  const raw: unknown = pod
  const issues = createIssueCollector()
  if (!isJsonObject(raw)) {
    issues.error('wrong-type', 'a Pod must be a mapping')
    return { ok: false, issues: issues.list }
  }
  const metadata = readMapping(raw, 'metadata', issues)
  const spec = readMapping(raw, 'spec', issues)
  const status = readMapping(raw, 'status', issues)
  const at = { metadata: issues.at('metadata'), spec: issues.at('spec') }
  const ownNamespace = readText(metadata, 'namespace', at.metadata)
  const requested = request.namespace ?? ''
  const inactive = whyInactive(metadata, status)
  const subject: PodSubject = {
    pod,
    name: readText(metadata, 'name', at.metadata) || readText(metadata, 'generateName', at.metadata),
    labels: readTextMap(metadata, 'labels', at.metadata),
    annotations: readTextMap(metadata, 'annotations', at.metadata),
    namespace: ownNamespace || requested || (behaviour.assumesDefaultNamespace ? 'default' : ''),
    ...(ownNamespace === '' && requested !== '' ? { namespaceToWrite: requested } : {}),
    ...(inactive === undefined ? {} : { inactive }),
    containers: readNamedList(spec, 'containers', at.spec),
    initContainers: readNamedList(spec, 'initContainers', at.spec),
    volumes: readNamedList(spec, 'volumes', at.spec),
    imagePullSecrets: readNamedList(spec, 'imagePullSecrets', at.spec),
  }
  return issues.list.length > 0 ? { ok: false, issues: issues.list } : { ok: true, subject }
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

function readText(parent: JsonObject, key: string, issues: IssueCollector): string {
  const value = ownValue(parent, key)
  if (typeof value === 'string') return value
  if (value !== undefined && value !== null) issues.at(key).error('wrong-type', 'must be a string')
  return ''
}

function readTextMap(
  parent: JsonObject,
  key: string,
  issues: IssueCollector,
): Readonly<Record<string, string>> {
  const map = readMapping(parent, key, issues)
  let hasNull = false
  for (const name of Object.keys(map)) {
    if (map[name] === null) hasNull = true
    else if (typeof map[name] !== 'string')
      issues.at(key, name).error('wrong-type', 'must be a string: put the value in quotes')
  }
  return (hasNull ? nullsAsEmpty(map) : map) as Readonly<Record<string, string>>
}

/** A null in a map of texts is the empty text to Go. */
function nullsAsEmpty(map: JsonObject): JsonObject {
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(map)) setOwn(result, key, map[key] ?? '')
  return result
}

/** A list of objects with a name, as `containers`, `volumes` and `imagePullSecrets` are. */
function readNamedList<T>(parent: JsonObject, key: string, issues: IssueCollector): readonly T[] {
  const list = ownValue(parent, key)
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) {
    issues.at(key).error('wrong-type', 'must be a list')
    return []
  }
  list.forEach((element: unknown, index) => checkNamed(element, issues, key, index))
  return list as readonly T[]
}

function checkNamed(element: unknown, issues: IssueCollector, key: string, index: number): void {
  if (!isJsonObject(element)) {
    issues.at(key, index).error('wrong-type', 'must be a mapping')
    return
  }
  const name = ownValue(element, 'name')
  if (name !== undefined && name !== null && typeof name !== 'string')
    issues.at(key, index, 'name').error('wrong-type', 'must be a string')
  for (const list of ['env', 'volumeMounts', 'volumeDevices']) {
    const value = ownValue(element, list)
    if (value === undefined || value === null) continue
    if (!Array.isArray(value)) issues.at(key, index, list).error('wrong-type', 'must be a list')
    else if (!value.every(isJsonObject))
      issues.at(key, index, list).error('wrong-type', 'must be a list of mappings')
  }
}
