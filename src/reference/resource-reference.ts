import { SidecarSetError, type Issue } from '../issue/index.js'
import { isDnsLabel, isObjectName } from '../kubernetes/names/index.js'
import { quote } from '../text/visible.js'

/** A ConfigMap or Secret as a volume names it. Without a namespace it is one of the Pod's own. */
export interface ResourceReference {
  readonly namespace?: string
  readonly name: string
}

/** What `safeParseResourceReference` found. */
export type ParsedReference =
  | { readonly ok: true; readonly reference: ResourceReference }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Reads `name` or `namespace/name`.
 *
 * 1. At most one slash.
 * 2. The name is a DNS subdomain, as the names of Kubernetes' objects are; the namespace is a DNS label.
 * 3. Nothing is trimmed or put into lower case: what Kubernetes would not take as a name is an error.
 *
 * @param defaultNamespace namespace of a text without slash, taken as it is. @default none
 * @throws SidecarSetError with one issue `invalid-reference`
 * @example parseResourceReference('kube-system/filebeat-config') // { namespace: 'kube-system', name: 'filebeat-config' }
 * @example parseResourceReference('filebeat-config')             // { name: 'filebeat-config' }
 * @example parseResourceReference('filebeat-config', 'web')      // { namespace: 'web', name: 'filebeat-config' }
 */
export function parseResourceReference(text: string, defaultNamespace?: string): ResourceReference {
  const parsed = safeParseResourceReference(text, defaultNamespace)
  if (!parsed.ok) throw new SidecarSetError('reference', parsed.issues)
  return parsed.reference
}

/** Like `parseResourceReference`, with the mistake as a value. */
export function safeParseResourceReference(text: string, defaultNamespace?: string): ParsedReference {
  const mistake = findMistake(text)
  if (mistake !== undefined) {
    return {
      ok: false,
      issues: [{ code: 'invalid-reference', severity: 'error', message: mistake, path: [] }],
    }
  }
  const slash = text.indexOf('/')
  const name = text.slice(slash + 1)
  const namespace = slash === -1 ? defaultNamespace : text.slice(0, slash)
  return { ok: true, reference: namespace === undefined || namespace === '' ? { name } : { namespace, name } }
}

/**
 * A reference as text: the inverse of `parseResourceReference`.
 *
 * @example formatResourceReference({ namespace: 'kube-system', name: 'filebeat-config' }) // 'kube-system/filebeat-config'
 * @example formatResourceReference({ name: 'filebeat-config' })                          // 'filebeat-config'
 */
export function formatResourceReference({ namespace, name }: ResourceReference): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`
}

/** Whether a text names a namespace, well or badly. Texts without a slash are plain names, which any cluster knows. */
export function isQualifiedReference(text: string): boolean {
  return text.includes('/')
}

function findMistake(text: unknown): string | undefined {
  if (typeof text !== 'string') return 'a reference is a text of the form name or namespace/name'
  const sides = text.split('/', 3)
  const [namespace, name] = sides.length === 1 ? [undefined, text] : [sides[0] ?? '', sides[1] ?? '']
  const quoted = quote(text)
  if (sides.length > 2) return `${quoted} has more than one slash; the form is namespace/name`
  if (namespace === '') return `${quoted} has no namespace before the slash`
  if (name === '')
    return namespace === undefined ? 'the reference is empty' : `${quoted} has no name after the slash`
  if (namespace !== undefined && !isDnsLabel(namespace)) {
    return `${quote(namespace)} in ${quoted} is no namespace: at most 63 lower-case letters, digits and '-', starting and ending with a letter or digit`
  }
  if (!isObjectName(name)) {
    return `${quote(name)} in ${quoted} is no object name: at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit`
  }
  return undefined
}
