import {
  type FieldPath,
  type Issue,
  type IssueCollector,
  type ResourceId,
  createIssueCollector,
} from '../issue/index.js'
import { type JsonObject, isJsonObject, ownValue, setOwn } from '../read/index.js'
import { canonicalizeTime, parseTime } from '../kubernetes/time.js'
import { lazy } from '../lazy.js'
import { readWorkingMap } from '../inject/plan/injection-record.js'
import type { Pod } from '../manifest/api-types.js'
import { inplaceStateAnnotation, workingContainerAnnotation } from '../sidecarset/annotation-names.js'
import { type ReadInplaceStates, readInplaceStates } from './inplace-state.js'
import type { PodId } from './types.js'

/** A container of a Pod's spec, and its place there. */
export interface RunningContainer {
  readonly name: string
  readonly image: string
  readonly index: number
}

/** What the kubelet reports of a container. */
interface ContainerReport {
  readonly name: string
  readonly image: string
  readonly imageId: string
  readonly ready: boolean
  readonly restartCount: number
  /** Why it waits, such as `ImagePullBackOff`; empty where it does not. */
  readonly waitingReason: string
}

/** What updates read of a Pod: checked, with null and absent made alike. */
export interface RunningPod {
  readonly pod: Pod
  readonly name: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: ReadonlyMap<string, string>
  readonly nodeName: string
  readonly phase: string
  readonly isDeleted: boolean
  /** Milliseconds since 1970. */
  readonly createdAt: number | undefined
  /** The condition Ready; `since` is its last transition. */
  readonly readiness: { readonly isTrue: boolean; readonly since: number | undefined }
  readonly containers: readonly RunningContainer[]
  /** By name; the first of a name counts. */
  readonly containerOf: ReadonlyMap<string, RunningContainer>
  readonly reports: readonly ContainerReport[]
  /** By name; the last of a name counts. */
  readonly reportOf: ReadonlyMap<string, ContainerReport>
  /** Hot-upgraded sidecar to working container. */
  readonly working: () => ReadonlyMap<string, string>
  readonly inplaceStates: () => ReadInplaceStates
}

export type ReadRunningPod =
  | { readonly ok: true; readonly pod: RunningPod }
  | {
      readonly ok: false
      readonly name: string
      readonly namespace: string
      readonly issues: readonly Issue[]
    }

/**
 * Reads what updates need of a Pod. Other fields are neither read nor checked: the API server did that.
 * Wrong types become issues, and make the Pod unreadable.
 */
export function readRunningPod(pod: Pod): ReadRunningPod {
  const reader = createPodReader()
  const root: unknown = pod
  if (!isJsonObject(root)) {
    reader.issues.error('wrong-type', 'a Pod must be a mapping')
    return { ok: false, name: '', namespace: '', issues: reader.issues.list }
  }
  const metadata = reader.mapping(root, 'metadata', [])
  const name = reader.text(metadata, 'name', ['metadata'])
  const namespace = reader.text(metadata, 'namespace', ['metadata'])
  const read = readParts(reader, pod, root, metadata)
  if (reader.issues.list.length > 0) return { ok: false, name, namespace, issues: reader.issues.list }
  return { ok: true, pod: { ...read, name, namespace } }
}

type Parts = Omit<RunningPod, 'name' | 'namespace'>

function readParts(reader: PodReader, pod: Pod, root: JsonObject, metadata: JsonObject): Parts {
  const spec = reader.mapping(root, 'spec', [])
  const status = reader.mapping(root, 'status', [])
  const containers = readContainers(reader, spec)
  const reports = readReports(reader, status)
  const annotations = new Map(Object.entries(reader.texts(metadata, 'annotations', ['metadata'])))
  return {
    pod,
    labels: reader.texts(metadata, 'labels', ['metadata']),
    annotations,
    nodeName: reader.text(spec, 'nodeName', ['spec']),
    phase: reader.text(status, 'phase', ['status']),
    isDeleted: reader.time(metadata, 'deletionTimestamp', ['metadata']) !== undefined,
    createdAt: reader.time(metadata, 'creationTimestamp', ['metadata']),
    readiness: readReadiness(reader, status),
    containers,
    containerOf: new Map([...containers].reverse().map((container) => [container.name, container])),
    reports,
    reportOf: new Map(reports.map((report) => [report.name, report])),
    working: lazy(() => readWorkingMap(annotations.get(workingContainerAnnotation))),
    inplaceStates: lazy(() => readInplaceStates(annotations.get(inplaceStateAnnotation))),
  }
}

function readContainers(reader: PodReader, spec: JsonObject): RunningContainer[] {
  return reader.mappings(spec, 'containers', ['spec']).map((container, index) => {
    const path = ['spec', 'containers', index]
    return {
      name: reader.text(container, 'name', path),
      image: reader.text(container, 'image', path),
      index,
    }
  })
}

function readReports(reader: PodReader, status: JsonObject): ContainerReport[] {
  return reader.mappings(status, 'containerStatuses', ['status']).map((report, index) => {
    const path = ['status', 'containerStatuses', index]
    return {
      name: reader.text(report, 'name', path),
      image: reader.text(report, 'image', path),
      imageId: reader.text(report, 'imageID', path),
      ready: reader.flag(report, 'ready', path),
      restartCount: reader.count(report, 'restartCount', path),
      waitingReason: readWaitingReason(report),
    }
  })
}

/** Only explanations use it: what cannot be read is left out instead of making the Pod unreadable. */
function readWaitingReason(report: JsonObject): string {
  const state = ownValue(report, 'state')
  const waiting = isJsonObject(state) ? ownValue(state, 'waiting') : undefined
  const reason = isJsonObject(waiting) ? ownValue(waiting, 'reason') : undefined
  return typeof reason === 'string' ? reason : ''
}

/** The first condition of type Ready counts. */
function readReadiness(reader: PodReader, status: JsonObject): RunningPod['readiness'] {
  const conditions = reader.mappings(status, 'conditions', ['status']).map((condition, index) => {
    const path = ['status', 'conditions', index]
    return {
      type: reader.text(condition, 'type', path),
      isTrue: reader.text(condition, 'status', path) === 'True',
      since: reader.time(condition, 'lastTransitionTime', path),
    }
  })
  const ready = conditions.find(({ type }) => type === 'Ready')
  return { isTrue: ready?.isTrue ?? false, since: ready?.since }
}

/** Names the Pod in answers. */
export function podIdOf(pod: { readonly namespace: string; readonly name: string }): PodId {
  return { ...(pod.namespace === '' ? {} : { namespace: pod.namespace }), name: pod.name }
}

/** Names the Pod in issues. */
export function podResource(pod: { readonly namespace: string; readonly name: string }): ResourceId {
  return { kind: 'Pod', ...podIdOf(pod) }
}

/**
 * Reads fields of untrusted objects by type. null and absent are the zero value, as in Go; any other type is an issue
 * at `path` and reads as the zero value too.
 */
interface PodReader {
  readonly issues: IssueCollector
  mapping(parent: JsonObject, key: string, path: FieldPath): JsonObject
  /** A list of mappings. */
  mappings(parent: JsonObject, key: string, path: FieldPath): readonly JsonObject[]
  text(parent: JsonObject, key: string, path: FieldPath): string
  /** A mapping of texts. */
  texts(parent: JsonObject, key: string, path: FieldPath): Readonly<Record<string, string>>
  flag(parent: JsonObject, key: string, path: FieldPath): boolean
  count(parent: JsonObject, key: string, path: FieldPath): number
  /** Milliseconds since 1970; undefined where there is no time. */
  time(parent: JsonObject, key: string, path: FieldPath): number | undefined
}

const nothing: JsonObject = Object.freeze({})

/** A reader with a collector of its own. */
function createPodReader(): PodReader {
  const issues = createIssueCollector()

  const wrong = (path: FieldPath, wanted: string): void =>
    issues.at(...path).error('wrong-type', `must be ${wanted}`)

  const mapping: PodReader['mapping'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? nothing
    if (isJsonObject(value)) return value
    wrong([...path, key], 'a mapping')
    return nothing
  }

  const text: PodReader['text'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? ''
    if (typeof value === 'string') return value
    wrong([...path, key], 'a string')
    return ''
  }

  const flag: PodReader['flag'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? false
    if (typeof value !== 'boolean') wrong([...path, key], 'true or false')
    return value === true
  }

  const count: PodReader['count'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? 0
    if (typeof value === 'number' && Number.isInteger(value)) return value
    wrong([...path, key], 'a whole number')
    return 0
  }

  const time: PodReader['time'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? undefined
    const canonical = canonicalizeTime(value)
    if (canonical !== undefined) return parseTime(canonical)
    if (value !== undefined) issues.at(...path, key).error('invalid-time', 'must be a time in RFC 3339')
    return undefined
  }

  const mappings: PodReader['mappings'] = (parent, key, path) => {
    const value = ownValue(parent, key) ?? []
    if (!Array.isArray(value)) {
      wrong([...path, key], 'a list')
      return []
    }
    return value.map((element: unknown, index) => {
      if (isJsonObject(element)) return element
      wrong([...path, key, index], 'a mapping')
      return nothing
    })
  }

  const texts: PodReader['texts'] = (parent, key, path) => {
    const source = mapping(parent, key, path)
    const result: Record<string, string> = {}
    for (const name of Object.keys(source)) setOwn(result, name, text(source, name, [...path, key]))
    return result
  }

  return { issues, mapping, mappings, text, texts, flag, count, time }
}
