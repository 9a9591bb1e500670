import { createIssueCollector, type Issue, type IssueCollector } from '../issue/index.js'
import type { Pod, Volume } from '../manifest/api-types.js'
import { readOptions } from '../options/index.js'
import { listAt, objectAt, textAt, valueAt } from '../read/index.js'
import { quote } from '../text/visible.js'
import {
  entryNames,
  type GivenObjects,
  indexObjects,
  namespaceOf,
  type ObjectId,
  type ObjectIndex,
  podId,
  readVolumeSources,
  type VolumeSource,
} from './objects.js'
import { resolveContext } from './options.js'

/** The objects to look in, and the namespace of plain names. */
export interface ResolveContext extends GivenObjects {
  /** @default the Pod's own, else `default` */
  readonly podNamespace?: string | undefined
}

/**
 * Looks up the ConfigMaps and Secrets that volumes name among the objects given, and reports what is not there. Nothing
 * is fetched, and no issue holds what an object contains.
 *
 * 1. A missing object is a `referenced-object-missing`. A kind of which no list is given is not looked at.
 * 2. A key of `items` that the object does not have is a `referenced-key-missing`.
 * 3. So is a `subPath` of a container's mount that leads to none of the files: the container would find an empty
 *    directory there. Of volumes alone, without a Pod, mounts are not known.
 * 4. What is `optional` may be missing, object and keys.
 *
 * Whether an object may be read is another question: see `authorizeReference`.
 *
 * @param subject a Pod, or the volumes of a Pod or SidecarSet
 * @example resolveReferences(pod, { configMaps: [] })
 * // [{ code: 'referenced-object-missing', severity: 'warning', path: ['spec', 'volumes', 0, 'configMap', 'name'], ... }]
 */
export function resolveReferences(subject: Pod | readonly Volume[], context: ResolveContext): Issue[] {
  return findMissing(subject, readOptions('resolveReferences', resolveContext, context))
}

/** `resolveReferences` for options that have been read. */
export function findMissing(subject: Pod | readonly Volume[], context: ResolveContext): Issue[] {
  const pod = isList(subject) ? undefined : subject
  const volumes = isList(subject) ? subject : listAt(subject, 'spec', 'volumes')
  const issues = createIssueCollector(pod && podId(pod))
  const index = indexObjects(context)
  const sources = readVolumeSources(volumes, namespaceOf(pod, context.podNamespace))
  for (const source of sources) checkSource(source, index, issues)
  if (pod !== undefined) checkMounts(pod, sources, index, issues)
  return [...issues.list]
}

function isList(subject: Pod | readonly Volume[]): subject is readonly Volume[] {
  return Array.isArray(subject)
}

function checkSource(source: VolumeSource, index: ObjectIndex, issues: IssueCollector): void {
  const { object, reference, path } = source
  if (object === undefined || source.optional || !index.knows(object.kind)) return
  const found = index.find(object)
  if (found === undefined) {
    const message = `${describe(object)} is not among those given; the Pod does not start without it`
    issues.at(...reference.path).warning('referenced-object-missing', message)
    return
  }
  const names = entryNames(found)
  for (const [position, item] of listAt(source.source, 'items').entries()) {
    const key = textAt(item, 'key') ?? ''
    if (names.has(key)) continue
    const message = `${describe(object)} has no key ${quote(key)}; the Pod does not start without it`
    issues.at(...path, 'items', position, 'key').warning('referenced-key-missing', message)
  }
}

function checkMounts(
  pod: Pod,
  sources: readonly VolumeSource[],
  index: ObjectIndex,
  issues: IssueCollector,
): void {
  const files = filesByVolume(pod, sources, index)
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const [position, container] of listAt(pod, 'spec', list).entries()) {
      for (const [mountIndex, mount] of listAt(container, 'volumeMounts').entries()) {
        const subPath = textAt(mount, 'subPath') ?? ''
        const shown = files.get(textAt(mount, 'name') ?? '')
        if (shown === undefined || hasExpression(mount) || leadsToFile(subPath, shown)) continue
        const message = `volume ${textAt(mount, 'name') ?? ''} has no file ${quote(subPath)}; the container would find an empty directory there`
        issues
          .at('spec', list, position, 'volumeMounts', mountIndex, 'subPath')
          .warning('referenced-key-missing', message)
      }
    }
  }
}

/** The files of each volume that is known and not optional; of two volumes of one name the first counts. */
function filesByVolume(
  pod: Pod,
  sources: readonly VolumeSource[],
  index: ObjectIndex,
): ReadonlyMap<string, ReadonlySet<string>> {
  const byPosition = new Map<unknown, VolumeSource[]>()
  for (const source of sources) {
    const group = byPosition.get(source.path[2])
    if (group === undefined) byPosition.set(source.path[2], [source])
    else group.push(source)
  }
  const files = new Map<string, ReadonlySet<string>>()
  for (const [position, volume] of listAt(pod, 'spec', 'volumes').entries()) {
    const own = byPosition.get(position) ?? []
    const shown = own.some(({ optional }) => optional) ? undefined : filesOf(volume, own, index)
    const name = textAt(volume, 'name') ?? ''
    if (shown !== undefined && !files.has(name)) files.set(name, shown)
  }
  return files
}

function describe({ kind, namespace, name }: ObjectId): string {
  return `${kind} ${namespace}/${name}`
}

/**
 * The files that a volume shows, as paths below its mount; undefined where nobody can tell, since an object is not given
 * or the volume is of another kind.
 */
function filesOf(
  volume: unknown,
  sources: readonly VolumeSource[],
  index: ObjectIndex,
): ReadonlySet<string> | undefined {
  if (sources.length === 0 && listAt(volume, 'projected', 'sources').length === 0) return undefined
  const files = new Set<string>()
  for (const source of sources) {
    const object = source.object && index.find(source.object)
    if (object === undefined) return undefined
    for (const file of shownFiles(source, entryNames(object))) files.add(file)
  }
  for (const source of listAt(volume, 'projected', 'sources')) {
    for (const file of otherFiles(source)) files.add(file)
  }
  return files
}

/** With `items` only these are shown, at their paths; otherwise every entry by its name. */
function shownFiles({ source }: VolumeSource, names: ReadonlySet<string>): readonly string[] {
  const items = listAt(source, 'items')
  if (items.length === 0) return [...names]
  return items.map((item) => cleanPath(textAt(item, 'path') ?? ''))
}

/** What projected volumes show besides: the downward API, tokens and certificates. */
function otherFiles(source: unknown): readonly string[] {
  const paths = [
    ...listAt(source, 'downwardAPI', 'items').map((item) => textAt(item, 'path')),
    textAt(objectAt(source, 'serviceAccountToken'), 'path'),
    textAt(objectAt(source, 'clusterTrustBundle'), 'path'),
  ]
  return paths.filter((path) => path !== undefined).map(cleanPath)
}

/** Whether a subPath leads to one of the files or to a directory on the way. */
function leadsToFile(subPath: string, files: ReadonlySet<string>): boolean {
  const wanted = cleanPath(subPath)
  return wanted === '' || [...files].some((file) => file === wanted || file.startsWith(`${wanted}/`))
}

/** `./a//b/` as `a/b`. */
function cleanPath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
}

/** Whether a mount's path inside the volume is only known once the container runs. */
function hasExpression(mount: unknown): boolean {
  const expression = valueAt(mount, 'subPathExpr')
  return typeof expression === 'string' && expression !== ''
}
