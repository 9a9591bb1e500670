import { encodeGoJson } from '../../kubernetes/go-json.js'
import { byteLength } from '../../kubernetes/names/index.js'
import { setOwn } from '../../kubernetes/own-entry.js'
import { sha256Hex } from '../../kubernetes/sha256.js'
import type { ConfigMap, Secret } from '../../manifest/manifest-types.js'
import type { ObjectId } from '../objects/object-index.js'
import { mappingAt, textAt } from '../read-path.js'
import type { CopiedEntry } from './types.js'

type Texts = Readonly<Record<string, string>>

/** What an object holds: everything that its copy has to have. */
export interface ObjectContent {
  readonly type?: string
  readonly data?: Texts
  readonly binaryData?: Texts
  readonly stringData?: Texts
}

/**
 * Types of Secrets that Kubernetes ties to something else, a service account or a bootstrap token. A volume shows them
 * as any other, so their copies are ordinary Secrets.
 */
const tiedTypes = ['kubernetes.io/service-account-token', 'bootstrap.kubernetes.io/token']

/** Reads the content of an object; values that are no text are left out. */
export function contentOf(object: ConfigMap | Secret, { kind }: ObjectId): ObjectContent {
  const type = textAt(object, 'type')
  return {
    ...(kind === 'Secret' && type !== undefined ? { type: tiedTypes.includes(type) ? 'Opaque' : type } : {}),
    ...textsOf(object, 'data'),
    ...textsOf(object, kind === 'Secret' ? 'stringData' : 'binaryData'),
  }
}

function textsOf(object: ConfigMap | Secret, field: 'data' | 'binaryData' | 'stringData'): ObjectContent {
  const texts: Record<string, string> = {}
  for (const [key, text] of Object.entries(mappingAt(object, field))) {
    if (typeof text === 'string') setOwn(texts, key, text)
  }
  return Object.keys(texts).length === 0 ? {} : { [field]: texts }
}

const longestName = 253
const hashLength = 10

/**
 * The name of a copy: the source's, shortened where need be, and ten digits of a hash over where the object comes from
 * and what it holds. The same content has the same name every time, and other content another.
 *
 * @example copyName({ kind: 'ConfigMap', namespace: 'kube-system', name: 'conf' }, content) // 'conf-3f9a1c07be'
 */
export function copyName({ kind, namespace, name }: ObjectId, content: ObjectContent): string {
  const hash = sha256Hex(encodeGoJson([kind, namespace, name, content])).slice(0, hashLength)
  let end = Math.min(name.length, longestName - hashLength - 1)
  // What stands before the dash has to end in a letter or digit.
  while (name[end - 1] === '.' || name[end - 1] === '-') end--
  return `${name.slice(0, end)}-${hash}`
}

/** Names and sizes of an object's entries, in the order of the object. */
export function entriesOf(content: ObjectContent, { kind }: ObjectId): CopiedEntry[] {
  const inBase64 = (texts: Texts | undefined): CopiedEntry[] =>
    Object.entries(texts ?? {}).map(([key, text]) => ({ key, bytes: decodedLength(text) }))
  const asText = (texts: Texts | undefined): CopiedEntry[] =>
    Object.entries(texts ?? {}).map(([key, text]) => ({ key, bytes: byteLength(text) }))
  return kind === 'Secret'
    ? [...inBase64(content.data), ...asText(content.stringData)]
    : [...asText(content.data), ...inBase64(content.binaryData)]
}

/** How many bytes a base64 text stands for: three for each four characters, without padding and line ends. */
function decodedLength(text: string): number {
  const digits = text.replace(/[=\s]/g, '').length
  return Math.floor((digits * 3) / 4)
}
