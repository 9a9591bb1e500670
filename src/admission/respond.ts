import { countIssues, formatCount, formatIssue, type Issue } from '../issue/index.js'
import { byteLength } from '../kubernetes/names/byte-length.js'
import { cut, visible } from '../text/visible.js'
import type { AdmissionResponse, AdmissionReview, AdmissionStatus } from './types.js'

/**
 * The API server's limits, in characters (k8s.io/apiserver, filters/warning.go): while all warnings of a request have
 * 4,096 together, they are passed on whole; beyond, each is cut to 256, and those that do not fit are dropped.
 */
const warningLimits = { one: 256, all: 4096 }

/** Kept free for the sentence that counts what did not fit. */
const roomForCount = 40

/** A refusal is written to logs and events; it stays below 4 kB. */
const messageLimit = 4000

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

/**
 * `warnings` as a part of a response; nothing where there are none.
 *
 * 1. Each is made visible, since the API server drops a warning that holds a control character. Equal ones count once.
 * 2. What the API server would cut is cut here, with a last warning that says how many are missing.
 */
export function withWarnings(warnings: readonly string[]): { readonly warnings?: readonly string[] } {
  if (warnings.length === 0) return {}
  const distinct = [...new Set(warnings.map(visible))]
  const total = distinct.reduce((sum, text) => sum + runeCount(text), 0)
  return { warnings: total <= warningLimits.all ? distinct : cutWarnings(distinct) }
}

function cutWarnings(warnings: readonly string[]): readonly string[] {
  const short = warnings.map((text) => cut(text, warningLimits.one))
  const kept = takeWhileFits(short, warningLimits.all - roomForCount, runeCount)
  const missing = warnings.length - kept.length
  return missing === 0
    ? kept
    : [...kept, `and ${formatCount(missing)} more ${missing === 1 ? 'warning' : 'warnings'}`]
}

/** The errors among issues, one a line: as many as fit, and how many more there are. */
export function errorMessage(issues: readonly Issue[]): string {
  const lines = issues
    .filter(({ severity, omitted }) => severity === 'error' && omitted === undefined)
    .map((issue) => cut(formatIssue(issue), messageLimit / 4))
  const kept = takeWhileFits(lines, messageLimit - roomForCount, (line) => byteLength(line) + 1)
  const missing = countIssues(issues, 'error') - kept.length
  return [
    ...kept,
    ...(missing > 0 ? [`and ${formatCount(missing)} more ${missing === 1 ? 'error' : 'errors'}`] : []),
  ].join('\n')
}

/** The warnings among issues, without the word: the API server's clients say that it is one. */
export function warningTexts(issues: readonly Issue[]): string[] {
  return issues
    .filter(({ severity }) => severity === 'warning')
    .map((issue) => formatIssue(issue).replace(/^warning /, ''))
}

/** The first texts, as long as their sizes together stay within a limit. */
export function takeWhileFits(
  texts: readonly string[],
  limit: number,
  sizeOf: (text: string) => number,
): string[] {
  let room = limit
  const end = texts.findIndex((text) => (room -= sizeOf(text)) < 0)
  return texts.slice(0, end < 0 ? texts.length : end)
}

/** The number of code points, which Go calls runes. */
function runeCount(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
