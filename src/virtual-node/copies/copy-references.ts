import { copyPlain } from '../../kubernetes/copy-plain.js'
import { readOptions } from '../../options/index.js'
import { resolveContext } from '../options.js'
import { createIssueCollector, type IssueCollector } from '../../issue/index.js'
import { toJsonPointer, type JsonPatchOperation } from '../../patch/index.js'
import type { BindingId, ReferenceDecision } from '../../reference/index.js'
import { indexObjects, type ObjectId, type ObjectIndex } from '../objects/object-index.js'
import { readVolumeSources, type VolumeSource } from '../objects/volume-sources.js'
import { namespaceOf, podId } from '../pod-id.js'
import { listAt } from '../read-path.js'
import { contentOf, copyName, entriesOf } from './copy-content.js'
import { grantsOf } from './granted-copies.js'
import { replaceAt } from './replace-at.js'
import type { CopyContext, CopyPlan, CopySubject, ObjectCopy } from './types.js'

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
