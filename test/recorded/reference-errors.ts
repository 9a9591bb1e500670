import { toFieldPath, type Issue, type IssueCode } from '../../src/issue/index.js'

/** An error as the reference reports it. */
export interface ReferenceError {
  readonly type: string
  readonly field: string
  readonly detail?: string
}

/** The verdict of the reference about one SidecarSet. */
export interface ReferenceVerdict {
  readonly name: string
  readonly errors?: readonly ReferenceError[]
  readonly decodeError?: string
  readonly validationPanic?: boolean
}

/** The code that the reference's type of error has here, unless a row below says otherwise. */
const codeOfType: Readonly<Record<string, IssueCode>> = {
  FieldValueRequired: 'required',
  FieldValueInvalid: 'invalid',
  FieldValueNotSupported: 'not-supported',
  FieldValueForbidden: 'forbidden',
  FieldValueDuplicate: 'duplicate',
  FieldValueNotFound: 'not-found',
  FieldValueTooLong: 'too-long',
}

/** A place that the reference names oddly, or a finding that has a more telling code here. */
interface Row {
  /** The reference's field. */
  readonly field: RegExp
  /** The detail, where one field means several things. */
  readonly detail?: RegExp
  /** The true path: every text that this matches. Absent: the reference's own path. */
  readonly path?: RegExp
  readonly codes?: readonly IssueCode[]
}

const container = 'spec\\.(containers|initContainers)\\[\\d+\\]'

/** Every place that the reference names oddly, with its true path; and every telling code. */
const rows: readonly Row[] = [
  { field: /^spec$/, detail: /no initContainer/, path: /^spec\.containers$/ },
  {
    field: /^spec\.updateStrategy$/,
    detail: /in-place upgrade/,
    path: /^spec\.updateStrategy\.type$/,
  },
  { field: /^spec\.container\.podInjectPolicy$/, path: /^spec\.containers\[\d+\]\.podInjectPolicy$/ },
  {
    field: /^spec\.container\.shareVolumePolicy$/,
    path: /^spec\.containers\[\d+\]\.shareVolumePolicy\.type$/,
  },
  {
    field: /^spec\[\d+\]\.transferEnv\.fieldRef(\.fieldPath)?$/,
    path: /^spec\.containers\[\d+\]\.transferEnv\[\d+\]\.sourceContainerNameFrom\.fieldRef\.fieldPath$/,
  },
  { field: /^revision$/, detail: /cannot be empty/, path: /^spec\.injectionStrategy\.revision$/ },
  {
    field: /^revision$/,
    path: /^spec\.injectionStrategy\.revision$/,
    codes: ['revision-not-found', 'revision-invalid'],
  },
  { field: /^revision\.policy$/, path: /^spec\.injectionStrategy\.revision\.policy$/ },
  { field: /^updateStrategy$/, path: /^spec\.updateStrategy\.partition$/ },
  { field: /^spec\.updateStrategy\.scatterStrategy$/, codes: ['required', 'duplicate'] },
  {
    field: /^spec\.patchPodMetadata$/,
    detail: /no annotations|already exist/,
    path: /^spec\.patchPodMetadata\[\d+\]\.annotations$/,
    codes: ['required', 'duplicate'],
  },
  {
    field: /^spec\.patchPodMetadata$/,
    detail: /in conflict with/,
    path: /^spec\.patchPodMetadata\[\d+\]\.annotations/,
    codes: ['conflict'],
  },
  { field: /^spec\.patchPodMetadata$/, codes: ['annotation-not-allowed'] },
  { field: /^patchPodMetadata\.annotations$/, path: /^spec\.patchPodMetadata\[\d+\]\.annotations$/ },
  { field: /^spec\.containers\.name$/, path: /^spec\.containers\[\d+\]\.name$/, codes: ['immutable-field'] },
  {
    field: /^spec\.containers\.upgradeStrategy\.upgradeType$/,
    path: /^spec\.containers\[\d+\]\.upgradeStrategy\.upgradeType$/,
    codes: ['immutable-field'],
  },
  {
    field: /^spec\.containers$/,
    detail: /already exist/,
    path: /^spec\.(containers|initContainers)\[\d+\]\.name$/,
    codes: ['conflict'],
  },
  { field: /^spec\.volumes$/, detail: /in conflict/, path: /^spec\.volumes\[\d+\]$/, codes: ['conflict'] },
  {
    field: /^spec\[\d+\]\.resourcesPolicy/,
    path: new RegExp(`^${container}\\.resourcesPolicy`),
  },
  { field: /^(spec\.\w+\[\d+\])\.envFrom$/, path: new RegExp(`^${container}\\.envFrom\\[\\d+\\]$`) },
  { field: /\.valueFrom\.fieldRef$/, path: /\.valueFrom\.fieldRef\.fieldPath$/ },
  { field: /\.volumeMounts\.(subPath|subPathExpr)$/, path: /\.volumeMounts\[\d+\]\.(subPath|subPathExpr)$/ },
  { field: /\.volumeMounts\.mountPropagation$/, path: /\.volumeMounts\[\d+\]\.mountPropagation$/ },
  { field: /\.volumeMounts\.recursiveReadOnly$/, path: /\.volumeMounts\[\d+\]\.recursiveReadOnly$/ },
  { field: /\.resources\.requests$/, path: /\.resources\.requests\[?\.?[^.]/ },
  { field: /\.httpGet\.httpHeaders$/, path: /\.httpGet\.httpHeaders\[\d+\]\.name$/ },
  { field: /\.(postStart|preStop)\.sleep$/, path: /\.sleep(\.seconds)?$/ },
  { field: /^spec\.hostNetwork$/, path: /\.windowsOptions\.hostProcess$/ },
  { field: /^spec$/, path: /\.windowsOptions\.hostProcess$/ },
  { field: /^spec\.initContainers\[0\]\.ports\[\d+\]\.hostPort$/, path: /\.ports\[\d+\]\.hostPort$/ },
  { field: /^spec\.volumes\[\d+\]\.projected$/, path: /^spec\.volumes\[\d+\]\.projected\.sources\[/ },
  { field: /\.projected\.path$/, path: /\.serviceAccountToken\.path$/ },
  { field: /\.persistentDisk\./, path: /\.gcePersistentDisk\./ },
  { field: /\.iscsi\.initiatorname$/, path: /\.iscsi\.initiatorName$/ },
  { field: /\.cephFS$/, path: /\.cephfs$/ },
  { field: /\.downwarAPI$/, path: /\.downwardAPI$/ },
  { field: /\.csi\.(nodePublishSecretRef ?\.name|name)$/, path: /\.csi\.nodePublishSecretRef\.name$/ },
  { field: /\.downwardAPI(\.(path|mode))?$/, path: /\.downwardAPI\.items\[\d+\]/ },
  {
    field: /\.downwardAPI\.(fieldRef|resourceFieldRef)/,
    path: /\.downwardAPI\.items\[\d+\]\.(fieldRef|resourceFieldRef)/,
  },
  {
    field: /\.volumeClaimTemplate\.spec\.resources\[storage\]$/,
    path: /\.resources\.requests(\.|\[)storage/,
  },
  { field: /\.volumeClaimTemplate\.metadata\.uID$/, path: /\.metadata\.uid$/ },
  { field: /^metadata\.ownerReferences/, path: /^metadata\.ownerReferences\[\d+\]/ },
]

/**
 * The sign that a selector of a SidecarSet is malformed; its path is none. The fault itself is reported where it is,
 * in matchLabels, in the key, operator or values of an expression.
 */
const selectorSign = /^(spec\.(?:selector|namespaceSelector|updateStrategy\.selector))\.selector$/

/** A namespace of v1alpha1 is judged as a namespaceSelector by v1.9.0. */
const convertedNamespace = /^spec\.namespaceSelector(\.|$)/

/** Whether the reference's path leads to a place of the manifest as it is. */
export function isTruePath(error: ReferenceError): boolean {
  const row = findRow(error)
  return row?.path === undefined && !selectorSign.test(error.field) && !convertedNamespace.test(error.field)
}

/** Whether an issue is what the reference reports. */
export function isSame(error: ReferenceError, { code, path }: Issue): boolean {
  const text = toFieldPath(path).replace(/\.([A-Za-z0-9-]+)$/, '.$1')
  const sign = selectorSign.exec(error.field)
  if (sign !== null) return text.startsWith(`${sign[1]}.`) || text === 'spec.namespace'
  const row = findRow(error)
  const codes = row?.codes ?? [codeOfType[error.type]]
  if (!codes.includes(code)) return false
  if (row?.path !== undefined) return row.path.test(text)
  if (convertedNamespace.test(error.field) && text === 'spec.namespace') return true
  return samePath(text, error.field)
}

/** Keys of maps stand in brackets there, and behind a dot here where they are plain names. */
function samePath(a: string, b: string): boolean {
  const plain = (text: string): string => text.replace(/\[([^\]]*)\]/g, '.$1')
  return plain(a) === plain(b)
}

function findRow({ field, detail = '' }: ReferenceError): Row | undefined {
  return rows.find((row) => row.field.test(field) && (row.detail === undefined || row.detail.test(detail)))
}
