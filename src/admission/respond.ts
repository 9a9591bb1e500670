import { countIssues, formatCount, formatIssue, type Issue, SidecarSetError } from '../issue/index.js'
import { byteLength } from '../kubernetes/utf8.js'
import { cut } from '../text/visible.js'
import type { AdmissionResponse, AdmissionReview, AdmissionStatus } from './review.js'

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

/** A refusal with an HTTP status that says the errors; the warnings among issues come along. */
export function refusal(
  uid: string,
  status: AdmissionStatus,
  issues: readonly Issue[] = [],
): AdmissionResponse {
  return { uid, allowed: false, status, ...withWarnings(issues) }
}

/**
 * The warnings among issues as a part of a response; nothing where there are none.
 *
 * 1. They lack the word: the API server's clients say that it is one.
 * 2. Each is made visible, since the API server drops a warning that holds a control character. Equal ones count once.
 * 3. What the API server would cut is cut here, with a last warning that counts the others. These are not looked at: a
 *    request may have thousands.
 */
export function withWarnings(issues: readonly Issue[]): { readonly warnings?: readonly string[] } {
  const found = issues.filter(({ severity }) => severity === 'warning')
  if (found.length === 0) return {}
  const distinct = new Set<string>()
  let runes = 0
  for (const issue of found) {
    const text = warningText(issue)
    if (distinct.has(text)) continue
    distinct.add(text)
    runes += runeCount(text)
    if (runes > warningLimits.all) return { warnings: cutWarnings(found) }
  }
  return { warnings: [...distinct] }
}

function cutWarnings(found: readonly Issue[]): readonly string[] {
  const distinct = new Set<string>()
  const kept: string[] = []
  let room = warningLimits.all - roomForCount
  for (const [index, issue] of found.entries()) {
    const text = warningText(issue)
    if (distinct.has(text)) continue
    distinct.add(text)
    const short = cut(text, warningLimits.one)
    room -= runeCount(short)
    if (room < 0) return [...kept, andMore(found.length - index, 'warning')]
    kept.push(short)
  }
  return kept
}

function warningText(issue: Issue): string {
  return formatIssue(issue).slice('warning '.length)
}

/** The errors among issues, one a line: as many as fit, and how many more there are. */
export function errorMessage(issues: readonly Issue[]): string {
  const errors = issues.filter(({ severity, omitted }) => severity === 'error' && omitted === undefined)
  const kept = takeWhileFits(errors, lineOf, messageLimit - roomForCount, (line) => byteLength(line) + 1)
  const missing = countIssues(issues, 'error') - kept.length
  return [...kept, ...(missing > 0 ? [andMore(missing, 'error')] : [])].join('\n')
}

function lineOf(error: Issue): string {
  return cut(formatIssue(error), messageLimit / 4)
}

function andMore(count: number, noun: string): string {
  return `and ${formatCount(count)} more ${noun}${count === 1 ? '' : 's'}`
}

/** The texts of the first things, as long as their sizes together stay within a limit. The others are not written. */
export function takeWhileFits<T>(
  things: readonly T[],
  write: (thing: T) => string,
  limit: number,
  sizeOf: (text: string) => number,
): string[] {
  const kept: string[] = []
  let room = limit
  for (const thing of things) {
    const text = write(thing)
    room -= sizeOf(text)
    if (room < 0) break
    kept.push(text)
  }
  return kept
}

/** The number of code points, which Go calls runes. */
function runeCount(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/**
 * The outermost step of every review: whatever is thrown on the way becomes a refusal with code 500.
 *
 * 1. An option that the function does not take: the message says which, so that the host's log shows the mistake.
 * 2. Anything else, such as a getter or Proxy in the body that throws: the error's own text is not shown. It may come
 *    from the body, and bodies hold secrets.
 */
export function answerSafely(review: unknown, answer: () => AdmissionReview): AdmissionReview {
  try {
    return answer()
  } catch (error) {
    const message =
      error instanceof SidecarSetError && error.stage === 'options' ? error.message : 'the review failed'
    return respond(undefined, refusal(uidOf(review), { code: 500, reason: 'InternalError', message }))
  }
}

/** The request's uid, without which the API server does not take the answer for one. */
function uidOf(review: unknown): string {
  try {
    const { uid } = (review as { readonly request: { readonly uid: unknown } }).request
    return typeof uid === 'string' ? uid : ''
  } catch {
    return ''
  }
}
