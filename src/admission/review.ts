import { isJsonObject } from '../read/index.js'

/** What the API server asks a webhook, as far as it is read here. Other fields may be there. */
export interface AdmissionRequest {
  readonly uid?: string | undefined
  readonly kind?: GroupVersionKind | undefined
  readonly resource?: GroupVersionResource | undefined
  readonly subResource?: string | undefined
  readonly name?: string | undefined
  readonly namespace?: string | undefined
  readonly operation?: string | undefined
  readonly object?: unknown
  readonly oldObject?: unknown
}

export interface GroupVersionKind {
  readonly group?: string | undefined
  readonly version?: string | undefined
  readonly kind?: string | undefined
}

export interface GroupVersionResource {
  readonly group?: string | undefined
  readonly version?: string | undefined
  readonly resource?: string | undefined
}

/** What a webhook answers. */
export interface AdmissionResponse {
  readonly uid: string
  readonly allowed: boolean
  /** Base64 of a JSON Patch. Only there together with `patchType`, and only when there is something to change. */
  readonly patch?: string
  readonly patchType?: 'JSONPatch'
  /** Shown to whoever sent the request. */
  readonly warnings?: readonly string[]
  /** For the audit log of the API server, which puts the webhook's name before each key. */
  readonly auditAnnotations?: Readonly<Record<string, string>>
  /** Why the request is refused. */
  readonly status?: AdmissionStatus
}

export interface AdmissionStatus {
  /** An HTTP status. */
  readonly code: number
  readonly reason: string
  readonly message: string
}

/** admission.k8s.io/v1 AdmissionReview: with a `request` on the way in, with a `response` on the way out. */
export interface AdmissionReview {
  readonly apiVersion?: string | undefined
  readonly kind?: string | undefined
  readonly request?: AdmissionRequest | undefined
  readonly response?: AdmissionResponse | undefined
}

export type ReadReview =
  | { readonly ok: true; readonly uid: string; readonly request: AdmissionRequest }
  | { readonly ok: false; readonly uid: string; readonly message: string }

/** Reads the request of an AdmissionReview. A body that is none is told from one that merely asks for something else. */
export function readReview(review: unknown): ReadReview {
  if (!isJsonObject(review))
    return { ok: false, uid: '', message: 'the body is no AdmissionReview: it is no JSON object' }
  const { kind, request } = review
  if (!isJsonObject(request)) return { ok: false, uid: '', message: 'the AdmissionReview has no request' }
  const { uid } = request
  if (typeof uid !== 'string' || uid === '')
    return { ok: false, uid: '', message: 'the request of the AdmissionReview has no uid' }
  if (kind !== undefined && kind !== null && kind !== 'AdmissionReview')
    return { ok: false, uid, message: 'the body is of another kind than AdmissionReview' }
  const { operation, namespace, subResource } = request
  if (!isTextOrAbsent(operation)) return notText(uid, 'operation')
  if (!isTextOrAbsent(namespace)) return notText(uid, 'namespace')
  if (!isTextOrAbsent(subResource)) return notText(uid, 'subResource')
  return { ok: true, uid, request: request as AdmissionRequest }
}

function notText(uid: string, field: string): ReadReview {
  return { ok: false, uid, message: `request.${field} must be a string` }
}

function isTextOrAbsent(value: unknown): boolean {
  return typeof value === 'string' || value === undefined || value === null
}

/** Whether a request is about objects of a resource themselves, not about a subresource such as `pods/status`. */
export function isAbout(request: AdmissionRequest, group: string, resource: string, kind: string): boolean {
  if ((request.subResource ?? '') !== '') return false
  const asked: unknown = request.resource
  if (isJsonObject(asked)) return asked.resource === resource && textOf(asked.group) === group
  const given: unknown = request.kind
  return isJsonObject(given) && given.kind === kind && textOf(given.group) === group
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
