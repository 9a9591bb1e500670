import { formatIssue, type Issue } from '../issue/index.js'
import type { AdmissionResponse, AdmissionReview, AdmissionStatus } from './types.js'

/** The API server cuts warnings off; these are its limits, in characters. */
const warningLimits = { one: 256, all: 4096 }

/** A review that answers. Reviews of v1beta1, which has the same form, are answered as such. */
export function respond(review: unknown, response: AdmissionResponse): AdmissionReview {
  return { apiVersion: answerVersion(review), kind: 'AdmissionReview', response }
}

function answerVersion(review: unknown): string {
  const given =
    typeof review === 'object' && review !== null ? (review as AdmissionReview).apiVersion : undefined
  return given === 'admission.k8s.io/v1beta1' ? given : 'admission.k8s.io/v1'
}

/** A refusal with an HTTP status, and the errors as its message. */
export function refusal(
  uid: string,
  status: AdmissionStatus,
  warnings: readonly string[] = [],
): AdmissionResponse {
  return { uid, allowed: false, status, ...withWarnings(warnings) }
}

/** `warnings` as a part of a response; nothing where there are none. Shortened to what the API server passes on. */
export function withWarnings(warnings: readonly string[]): { readonly warnings?: readonly string[] } {
  const kept: string[] = []
  let total = 0
  for (const warning of warnings) {
    const short = shorten(warning, warningLimits.one)
    total += short.length
    if (total > warningLimits.all) break
    kept.push(short)
  }
  return kept.length === 0 ? {} : { warnings: kept }
}

/** The errors among issues, one a line. */
export function errorMessage(issues: readonly Issue[]): string {
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(formatIssue)
    .join('\n')
}

/** The warnings among issues, without the word: the API server's clients say that it is one. */
export function warningTexts(issues: readonly Issue[]): string[] {
  return issues
    .filter(({ severity }) => severity === 'warning')
    .map((issue) => formatIssue(issue).replace(/^warning /, ''))
}

function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text
  // Half of a character outside the basic plane is no text.
  return `${text.slice(0, limit - 3).replace(/[\ud800-\udbff]$/, '')}...`
}
