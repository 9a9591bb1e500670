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
