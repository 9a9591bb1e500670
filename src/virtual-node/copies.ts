import type { Issue } from '../issue/index.js'
import { encodeGoJson } from '../kubernetes/go-json.js'
import { byteLength } from '../kubernetes/utf8.js'
import { setOwn, objectAt, textAt } from '../read/index.js'
import { sha256Hex } from '../kubernetes/sha256.js'
import type { Pod } from '../manifest/api-types.js'
import type { ConfigMap, Secret } from '../manifest/manifest-types.js'
import type { JsonPatchOperation } from '../patch/index.js'
import type { BindingId, ReferenceDecision, ResourceKind } from '../reference/index.js'
import type { GivenObjects, ObjectId } from './objects.js'

/** What of an InjectionResult is read. */
export interface CopySubject {
  /** The Pod after injection. */
  readonly pod: Pod
  readonly references: readonly ReferenceDecision[]
  /** SidecarSets that were not injected get no copies. @default all references count */
  readonly decisions?: readonly { readonly sidecarSet: string; readonly outcome: string }[] | undefined
}

/** The objects that may be copied. */
export interface CopyContext extends GivenObjects {
  /** @default the Pod's own, else `default` */
  readonly podNamespace?: string | undefined
}

/** Where an object is. */
export interface ObjectPlace {
  readonly namespace: string
  readonly name: string
}

/** One object to be copied. It says what is in it by name and size; what it holds is in no plan. */
export interface ObjectCopy {
  readonly kind: ResourceKind
  readonly source: ObjectPlace
  /** The name ends in a hash of the content, so that changed content is a new object. */
  readonly target: ObjectPlace
  /** The volumes of the Pod that show it. */
  readonly volumes: readonly string[]
  /** The SidecarSets that it is for, and the bindings that let them read it. */
  readonly sidecarSets: readonly string[]
  readonly bindings: readonly BindingId[]
  readonly entries: readonly CopiedEntry[]
}

export interface CopiedEntry {
  readonly key: string
  /** Size of the value, decoded. */
  readonly bytes: number
}

/** What has to be done for a Pod to run on an ordinary cluster. Plain data that can be printed: it holds no content. */
export interface CopyPlan {
  /** The Pod with plain names in place of namespace/name; the input itself where nothing is to be replaced. */
  readonly pod: Pod
  /** RFC 6902; applies to the Pod that was given, behind the patch of its injection. */
  readonly patch: readonly JsonPatchOperation[]
  /** To be made before the Pod is. */
  readonly copies: readonly ObjectCopy[]
  readonly issues: readonly Issue[]
}

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
  for (const [key, text] of Object.entries(objectAt(object, field))) {
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
