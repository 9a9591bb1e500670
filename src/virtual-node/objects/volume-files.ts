import { listAt, mappingAt, textAt, valueAt } from '../read-path.js'
import { entryNames, type ObjectIndex } from './object-index.js'
import type { VolumeSource } from './volume-sources.js'

/**
 * The files that a volume shows, as paths below its mount; undefined where nobody can tell, since an object is not given
 * or the volume is of another kind.
 */
export function filesOf(
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
    textAt(mappingAt(source, 'serviceAccountToken'), 'path'),
    textAt(mappingAt(source, 'clusterTrustBundle'), 'path'),
  ]
  return paths.filter((path) => path !== undefined).map(cleanPath)
}

/** Whether a subPath leads to one of the files or to a directory on the way. */
export function leadsToFile(subPath: string, files: ReadonlySet<string>): boolean {
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
export function hasExpression(mount: unknown): boolean {
  const expression = valueAt(mount, 'subPathExpr')
  return typeof expression === 'string' && expression !== ''
}
