import { listAt, objectAt, textAt } from '../read/index.js'
import type { Check, CheckSubject, CheckedContainer } from './check-subject.js'
import { indexObjects, readVolumeSources } from './objects.js'

/**
 * The CSI driver that shows what containers print, as files.
 *
 * @experimental
 */
export const standardOutputDriver = 'stdlogplugin.csi.alibabacloud.com'

/**
 * The file of a container's standard output, below the mount of the volume.
 *
 * @example standardOutputFile('/var/log/std', 'app') // '/var/log/std/app/0.log'
 * @experimental
 */
export function standardOutputFile(mountPath: string, container: string): string {
  return `${withoutSlash(mountPath)}/${container}/0.log`
}

/**
 * Whether a path with wildcards can match a file: `*` and `?` within a part, `**` any number of parts. Other signs that
 * mean something to some tool (`[`, `{`, `$`) are taken to match whatever they should, so that nothing is said of them.
 *
 * @example globMatches('/var/log/std/*.log', '/var/log/std/app/0.log')   // false
 * @example globMatches('/var/log/std/*' + '/*.log', '/var/log/std/app/0.log') // true
 */
export function globMatches(glob: string, file: string): boolean {
  if (/[[{$%<(]/.test(glob)) return true
  return matchesAll(glob.split('/'), file.split('/'), matchesPart, (part) => part === '**')
}

/** Whether one part of a path fits one part of a glob. */
function matchesPart(glob: string, text: string): boolean {
  const fits = (sign: string, char: string): boolean => sign === '?' || sign === char
  return matchesAll([...glob], [...text], fits, (sign) => sign === '*')
}

/**
 * Whether a sequence fits a pattern in which some elements stand for any number of others. It remembers only the last
 * such element, so it takes no more than the product of both lengths.
 */
function matchesAll<P, T>(
  pattern: readonly P[],
  sequence: readonly T[],
  fits: (element: P, item: T) => boolean,
  isAny: (element: P) => boolean,
): boolean {
  let [at, position] = [0, 0]
  let resume: { readonly at: number; position: number } | undefined
  while (position < sequence.length) {
    const element = pattern[at]
    if (at < pattern.length && isAny(element as P)) {
      resume = { at: ++at, position }
    } else if (at < pattern.length && fits(element as P, sequence[position] as T)) {
      at++
      position++
    } else if (resume !== undefined) {
      at = resume.at
      position = ++resume.position
    } else return false
  }
  while (at < pattern.length && isAny(pattern[at] as P)) at++
  return at === pattern.length
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? withoutSlash(path.slice(0, -1)) : path
}

/** Longer texts are no configuration that anybody writes, and would take long to search. */
const longestText = 1_000_000

/**
 * A container that reads the standard output of others by a path that none of the files has. Looked for in the ConfigMaps
 * that the container mounts, where they are given; Secrets are never searched.
 */
export const checkStandardOutputPaths: Check = (subject, issues) => {
  const outputs = standardOutputVolumes(subject)
  if (outputs.size === 0) return
  const configurations = configurationTexts(subject)
  for (const container of subject.containers) {
    for (const [index, mount] of listAt(container.value, 'volumeMounts').entries()) {
      const mountPath = textAt(mount, 'mountPath') ?? ''
      const isPart = (textAt(mount, 'subPath') ?? '') !== '' || (textAt(mount, 'subPathExpr') ?? '') !== ''
      if (!outputs.has(textAt(mount, 'name') ?? '') || isPart || mountPath === '') continue
      const files = subject.containers.map(({ name }) => standardOutputFile(mountPath, name))
      for (const { object, key, text } of textsOf(container, configurations)) {
        for (const glob of pathsBelow(text, mountPath)) {
          if (files.some((file) => globMatches(glob, file))) continue
          const message = `${object} (${key}) reads ${JSON.stringify(glob)}, which matches no file: they are ${standardOutputFile(mountPath, '<container>')}`
          issues
            .at(...container.path, 'volumeMounts', index, 'mountPath')
            .warning('stdlog-path-never-matches', message)
        }
      }
    }
  }
}

function standardOutputVolumes({ volumes }: CheckSubject): ReadonlySet<string> {
  const found = volumes.filter(({ value }) => textAt(value, 'csi', 'driver') === standardOutputDriver)
  return new Set(found.map(({ name }) => name))
}

interface Configuration {
  readonly object: string
  readonly key: string
  readonly text: string
}

/** The texts of the ConfigMaps that are given, by the volume that shows them. */
function configurationTexts({
  pod,
  podNamespace,
  context,
}: CheckSubject): ReadonlyMap<string, Configuration[]> {
  const index = indexObjects({ configMaps: context.configMaps })
  const found = new Map<string, Configuration[]>()
  for (const { reference, object } of readVolumeSources(listAt(pod, 'spec', 'volumes'), podNamespace)) {
    if (object?.kind !== 'ConfigMap') continue
    const texts = Object.entries(objectAt(index.find(object), 'data')).flatMap(
      ([key, text]): Configuration[] =>
        typeof text === 'string' && text.length <= longestText
          ? [{ object: `ConfigMap ${object.namespace}/${object.name}`, key, text }]
          : [],
    )
    found.set(reference.volume, [...(found.get(reference.volume) ?? []), ...texts])
  }
  return found
}

function textsOf(
  { value }: CheckedContainer,
  configurations: ReadonlyMap<string, Configuration[]>,
): readonly Configuration[] {
  const mounted = new Set(listAt(value, 'volumeMounts').map((mount) => textAt(mount, 'name') ?? ''))
  return [...mounted].flatMap((name) => configurations.get(name) ?? [])
}

/** What stands between the paths of a configuration, whatever its syntax. */
const separators = /[\s"'`,;=:|<>]+/

/**
 * The paths of log files below a mount that a configuration names: with a wildcard, or ending in `.log`. Lines that are
 * comments do not count.
 */
function pathsBelow(text: string, mountPath: string): readonly string[] {
  const prefix = mountPath.endsWith('/') ? mountPath : `${mountPath}/`
  const found = new Set<string>()
  for (const line of text.split('\n')) {
    if (!line.includes(prefix) || line.trimStart().startsWith('#')) continue
    for (const word of line.split(separators)) {
      const path = withoutBrackets(word)
      if (path.startsWith(prefix) && (/[*?]/.test(path) || path.endsWith('.log'))) found.add(path)
    }
  }
  return [...found]
}

/** Without the brackets around a list, and without the dash before an element of one. */
function withoutBrackets(word: string): string {
  const start = word.indexOf('/')
  if (start > 0 && !['-', '[', '('].includes(word[start - 1] ?? '')) return word
  const path = word.slice(Math.max(start, 0))
  // Brackets that open inside are part of the path.
  if (/[[({]/.test(path)) return path
  let end = path.length
  while (end > 0 && [']', ')', '}'].includes(path[end - 1] ?? '')) end--
  return path.slice(0, end)
}
