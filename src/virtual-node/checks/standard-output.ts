/** The CSI driver that shows what containers print, as files. */
export const standardOutputDriver = 'stdlogplugin.csi.alibabacloud.com'

/**
 * The file of a container's standard output, below the mount of the volume.
 *
 * @example standardOutputFile('/var/log/std', 'app') // '/var/log/std/app/0.log'
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
