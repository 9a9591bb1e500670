import { isJsonObject, ownValue } from '../kubernetes/own-entry.js'
import type { AdmissionRequest } from './types.js'

export type ReadReview =
  | { readonly ok: true; readonly uid: string; readonly request: AdmissionRequest }
  | { readonly ok: false; readonly uid: string; readonly message: string }

/** Reads the request of an AdmissionReview. A body that is none is told from one that merely asks for something else. */
export function readReview(review: unknown): ReadReview {
  if (!isJsonObject(review))
    return { ok: false, uid: '', message: 'the body is no AdmissionReview: it is no JSON object' }
  const request = ownValue(review, 'request')
  if (!isJsonObject(request)) return { ok: false, uid: '', message: 'the AdmissionReview has no request' }
  const uid = ownValue(request, 'uid')
  if (typeof uid !== 'string' || uid === '')
    return { ok: false, uid: '', message: 'the request of the AdmissionReview has no uid' }
  const kind = ownValue(review, 'kind')
  if (kind !== undefined && kind !== 'AdmissionReview')
    return { ok: false, uid, message: `the body is a ${String(kind)}, not an AdmissionReview` }
  for (const field of ['operation', 'namespace', 'subResource'] as const) {
    const value = ownValue(request, field)
    if (value !== undefined && value !== null && typeof value !== 'string')
      return { ok: false, uid, message: `request.${field} must be a string` }
  }
  return { ok: true, uid, request: request as AdmissionRequest }
}

/** Whether a request is about objects of a resource themselves, not about a subresource such as `pods/status`. */
export function isAbout(request: AdmissionRequest, group: string, resource: string, kind: string): boolean {
  if ((request.subResource ?? '') !== '') return false
  const asked = mapping(request.resource)
  if (asked !== undefined) return text(asked, 'resource') === resource && text(asked, 'group') === group
  const given = mapping(request.kind)
  return given !== undefined && text(given, 'kind') === kind && text(given, 'group') === group
}

function mapping(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isJsonObject(value) ? value : undefined
}

function text(object: Readonly<Record<string, unknown>>, key: string): string {
  const value = ownValue(object, key)
  return typeof value === 'string' ? value : ''
}
