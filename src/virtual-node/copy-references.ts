import { createIssueCollector, type FieldPath, type IssueCollector } from '../issue/index.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import { isJsonObject, setOwn, listAt } from '../read/index.js'
import { readOptions } from '../options/index.js'
import { type JsonPatchOperation, toJsonPointer } from '../patch/index.js'
import type { BindingId, ReferenceDecision } from '../reference/index.js'
import {
  contentOf,
  type CopyContext,
  copyName,
  type CopyPlan,
  type CopySubject,
  entriesOf,
  type ObjectCopy,
} from './copies.js'
import {
  indexObjects,
  namespaceOf,
  type ObjectId,
  type ObjectIndex,
  podId,
  readVolumeSources,
  type VolumeSource,
} from './objects.js'
import { resolveContext } from './options.js'

/**
 * Plans how an injected Pod gets what it refers to on a cluster that knows no `namespace/name`: the objects are copied
 * into the Pod's namespace, and its volumes name the copies.
 *
 * 1. Only what a binding grants is copied: every SidecarSet whose volume shows the object must be allowed to read it.
 *    Otherwise the volume stays as it is, with an issue `copy-not-granted`.
 * 2. A reference into the Pod's own namespace needs no copy; it becomes a plain name.
 * 3. An object that is not given cannot be copied: `copy-source-missing`.
 * 4. A copy's name ends in a hash of its content: the same input gives the same plan, and changed content a new object.
 *
 * The plan holds no content, so it can be printed; `renderCopies` makes the objects. Mind that whoever may read the
 * objects of the Pod's namespace can read the copies, and that who sees a name can check a guess of the whole content.
 *
 * @param subject an InjectionResult, or its Pod and references
 * @example copyReferences(injector.inject(pod, { now }), { configMaps, secrets }).copies[0]?.target
 * // { namespace: 'web', name: 'filebeat-config-3f9a1c07be' }
 */
export function copyReferences(subject: CopySubject, given: CopyContext): CopyPlan {
  const context = readOptions('copyReferences', resolveContext, given)
  const { pod } = subject
  const podNamespace = namespaceOf(pod, context.podNamespace)
  const issues = createIssueCollector(podId(pod))
  const index = indexObjects(context)
  const planned: PlannedCopy[] = []
  const renames: JsonPatchOperation[] = []
  let rewritten = pod
  for (const source of readVolumeSources(listAt(pod, 'spec', 'volumes'), podNamespace)) {
    const { path, text } = source.reference
    if (!text.includes('/') || source.object === undefined) continue
    const copy =
      source.object.namespace === podNamespace ? undefined : planCopy(source, subject, index, issues)
    if (copy !== undefined) planned.push(copy)
    else if (source.object.namespace !== podNamespace) continue
    const name = copy?.name ?? source.object.name
    renames.push({ op: 'replace', path: toJsonPointer(path), value: name })
    rewritten = replaceAt(rewritten, path, name)
  }
  const copies = mergeCopies(planned, podNamespace)
  return copyPlain({ pod: rewritten, patch: renames, copies, issues: issues.list })
}

/** The copy that one volume needs. */
interface PlannedCopy {
  readonly object: ObjectId
  readonly name: string
  readonly volume: string
  readonly grants: readonly ReferenceDecision[]
  readonly entries: ObjectCopy['entries']
}

function planCopy(
  source: VolumeSource,
  subject: CopySubject,
  index: ObjectIndex,
  issues: IssueCollector,
): PlannedCopy | undefined {
  const { object, reference } = source
  if (object === undefined) return undefined
  const what = `${object.kind} ${object.namespace}/${object.name}`
  const at = issues.at(...reference.path)
  const grants = grantsOf(source, subject)
  if (grants === undefined) {
    at.warning(
      'copy-not-granted',
      `${what} is not copied: no binding grants it for volume ${reference.volume}`,
    )
    return undefined
  }
  const found = index.find(object)
  if (found === undefined) {
    at.warning('copy-source-missing', `${what} is not copied: it is not among the objects given`)
    return undefined
  }
  const content = contentOf(found, object)
  const entries = entriesOf(content, object)
  return { object, name: copyName(object, content), volume: reference.volume, grants, entries }
}

/** One copy for each object, whatever the number of volumes that show it. */
function mergeCopies(planned: readonly PlannedCopy[], podNamespace: string): ObjectCopy[] {
  const byTarget = new Map<string, PlannedCopy[]>()
  for (const copy of planned) {
    const key = `${copy.object.kind}/${copy.name}`
    const group = byTarget.get(key)
    if (group === undefined) byTarget.set(key, [copy])
    else group.push(copy)
  }
  return [...byTarget.values()].flatMap((group): ObjectCopy[] => {
    const [first] = group
    if (first === undefined) return []
    const { kind, namespace, name } = first.object
    const grants = group.flatMap((copy) => copy.grants)
    return [
      {
        kind,
        source: { namespace, name },
        target: { namespace: podNamespace, name: first.name },
        volumes: [...new Set(group.map(({ volume }) => volume))],
        sidecarSets: [...new Set(grants.map(({ sidecarSet }) => sidecarSet))],
        bindings: distinctBindings(grants),
        entries: first.entries,
      },
    ]
  })
}

function distinctBindings(grants: readonly ReferenceDecision[]): BindingId[] {
  const byId = new Map<string, BindingId>()
  for (const { binding } of grants)
    if (binding !== undefined) byId.set(`${binding.namespace}/${binding.name}`, binding)
  return [...byId.values()]
}

/**
 * The decisions that grant a reference of a Pod's volume; undefined where it is not granted.
 *
 * 1. Only decisions about this very text, kind and volume count: what the Pod's author wrote elsewhere was never decided.
 * 2. One of the SidecarSets brings the volume itself: a volume of the Pod's author is not copied, whoever mounts it.
 * 3. Those of SidecarSets that were not injected do not count.
 * 4. All others must be granted, by a binding of the object's own namespace: a volume is shared, so that one SidecarSet
 *    that may not read it is enough to refuse.
 */
function grantsOf(
  { reference, object }: VolumeSource,
  subject: CopySubject,
): readonly ReferenceDecision[] | undefined {
  const decided = subject.references.filter(
    ({ volume, kind, text, sidecarSet }) =>
      volume === reference.volume &&
      kind === reference.kind &&
      text === reference.text &&
      wasInjected(sidecarSet, subject),
  )
  const isGranted = decided.every(
    ({ verdict, binding }) => verdict === 'granted' && binding?.namespace === object?.namespace,
  )
  const isBrought = decided.some(({ via }) => via === undefined)
  return isGranted && isBrought ? decided : undefined
}

function wasInjected(sidecarSet: string, { decisions }: CopySubject): boolean {
  if (decisions === undefined) return true
  return decisions.some((decision) => decision.sidecarSet === sidecarSet && decision.outcome === 'injected')
}

/** A document with another value at a path that it has. Only what stands on the way is new, the rest is shared. */
function replaceAt<T>(document: T, path: FieldPath, value: unknown): T {
  return replaced(document, path, value) as T
}

function replaced(current: unknown, path: FieldPath, value: unknown): unknown {
  const [segment, ...rest] = path
  if (segment === undefined) return value
  if (Array.isArray(current)) {
    return current.map((element: unknown, index) =>
      index === segment ? replaced(element, rest, value) : element,
    )
  }
  if (!isJsonObject(current)) return current
  const copy: Record<string, unknown> = { ...current }
  const key = String(segment)
  setOwn(copy, key, replaced(Object.hasOwn(current, key) ? current[key] : undefined, rest, value))
  return copy
}
