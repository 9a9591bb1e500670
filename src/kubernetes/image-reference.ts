import { profiles, type ProfileName } from '../profile.js'
import type { KubernetesRules } from '../profile/types.js'

/** The parts of an image's name, as written: `log` stays `log`, and no tag is made up. */
export interface ImageReference {
  /** Registry and path, without tag and digest. */
  readonly repository: string
  readonly tag?: string
  readonly digest?: string
}

const longestName = 255

/**
 * Reads an image's name into its parts, literally: nothing is filled in.
 *
 * 1. `repository[:tag][@digest]`; the tag is what follows the last `:` behind the last `/`.
 * 2. The repository is segments joined by `/`, at most 255 characters. The first may be a host, with a port.
 * 3. A digest is `sha256`, `sha384` or `sha512` and its lower-case hexadecimal digits, not one less.
 *
 * `undefined` when the text is no image name. Takes time in proportion to the text.
 *
 * @see github.com/distribution/reference, Parse
 * @example parseImageReference('reg.io:5000/log:1', 'v1.3.0') // { repository: 'reg.io:5000/log', tag: '1' }
 * @example parseImageReference('Log', 'v1.3.0')               // undefined
 */
export function parseImageReference(text: string, profile: ProfileName): ImageReference | undefined {
  const at = text.indexOf('@')
  const name = at === -1 ? text : text.slice(0, at)
  const digest = at === -1 ? undefined : text.slice(at + 1)
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  const repository = colon === -1 ? name : name.slice(0, colon)
  const tag = colon === -1 ? undefined : name.slice(colon + 1)
  if (tag !== undefined && !isTag(tag)) return undefined
  if (digest !== undefined && !isDigest(digest)) return undefined
  if (!isRepository(repository, profiles[profile].kubernetes)) return undefined
  return { repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) }
}

/**
 * Reads an image's name as a kubelet does, which fills in what Docker's names leave out.
 *
 * 1. A name without host is on `docker.io`; one without path there is in `library`. `index.docker.io` is `docker.io`.
 * 2. The first segment is a host when it is `localhost`, or has a `.` or `:` (`v1.9.0`: or a capital).
 * 3. 64 hexadecimal digits alone are an image's id, not its name.
 *
 * @see github.com/distribution/reference, ParseNormalizedNamed
 * @example normalizeImageReference('log:1', 'v1.3.0') // { repository: 'docker.io/library/log', tag: '1' }
 */
export function normalizeImageReference(text: string, profile: ProfileName): ImageReference | undefined {
  if (/^[a-f0-9]{64}$/.test(text)) return undefined
  const { host, rest } = splitHost(text, profiles[profile].kubernetes)
  const inLibrary = host === 'docker.io' && !rest.includes('/')
  return parseImageReference(`${host}/${inLibrary ? 'library/' : ''}${rest}`, profile)
}

/**
 * The pull policy that Kubernetes gives a container that names none: `Always` when the tag is `latest`, or when there is
 * neither tag nor digest; else, and when the image cannot be read, `IfNotPresent`.
 *
 * @example defaultImagePullPolicy('nginx', 'v1.3.0')      // 'Always'
 * @example defaultImagePullPolicy('nginx:1.25', 'v1.3.0') // 'IfNotPresent'
 */
export function defaultImagePullPolicy(image: string, profile: ProfileName): 'Always' | 'IfNotPresent' {
  const reference = normalizeImageReference(image, profile)
  if (reference === undefined) return 'IfNotPresent'
  const isUnpinned = reference.tag === undefined && reference.digest === undefined
  return isUnpinned || reference.tag === 'latest' ? 'Always' : 'IfNotPresent'
}

/** The text of an image's name, the inverse of `parseImageReference`. @example formatImageReference({ repository: 'a', tag: '1' }) // 'a:1' */
export function formatImageReference(reference: ImageReference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`
  return `${reference.repository}${tag}${digest}`
}

/**
 * Whether two names stand for one image: their repositories are the same text, and so are their digests if both have one,
 * else their tags. Compares as written: `log` is not `docker.io/library/log`.
 *
 * @example isSameImage({ repository: 'log', tag: '1', digest: d }, { repository: 'log', digest: d }) // true
 */
export function isSameImage(a: ImageReference, b: ImageReference): boolean {
  if (a.repository !== b.repository) return false
  if (a.digest !== undefined && b.digest !== undefined) return a.digest === b.digest
  return a.tag === b.tag
}

function splitHost(text: string, rules: KubernetesRules): { host: string; rest: string } {
  const slash = text.indexOf('/')
  const first = text.slice(0, Math.max(slash, 0))
  const isHost =
    first === 'localhost' || /[.:]/.test(first) || (rules.capitalMakesImageHost && /[A-Z]/.test(first))
  if (slash === -1 || !isHost) return { host: 'docker.io', rest: text }
  return { host: first === 'index.docker.io' ? 'docker.io' : first, rest: text.slice(slash + 1) }
}

function isRepository(repository: string, rules: KubernetesRules): boolean {
  const slash = repository.indexOf('/')
  const hasHost = slash !== -1 && isHost(repository.slice(0, slash), rules)
  const path = hasHost ? repository.slice(slash + 1) : repository
  // The length comes first: it bounds the work that the segments can cause.
  if ((rules.limitsImagePathOnly ? path : repository).length > longestName) return false
  return path.split('/').every(isPathSegment)
}

function isHost(segment: string, rules: KubernetesRules): boolean {
  const host = segment.replace(/:[0-9]+$/, '')
  if (host.startsWith('[')) return rules.imagesTakeIpv6Hosts && /^\[[a-fA-F0-9:]+\]$/.test(host)
  return host !== '' && !/[^-.a-zA-Z0-9]|^[-.]|[-.]$|[-.]\.|\.-/.test(host)
}

/** Letters and digits in groups, joined by one `.`, one or two `_`, or any number of `-`. */
function isPathSegment(segment: string): boolean {
  return /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/.test(segment)
}

function isTag(text: string): boolean {
  return /^\w[-.\w]{0,127}$/.test(text)
}

function isDigest(text: string): boolean {
  return /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/.test(text)
}
