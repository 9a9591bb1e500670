// A webhook with sidecarset, the JSON baseline of any webhook, and a webhook as most people write it.
import { createHash } from 'node:crypto'
import fastJsonPatch from 'fast-json-patch'
import { createInjector, reviewPod } from 'sidecarset'
import { now, parseReview, podsOfCluster, resourceBindings, reviewText } from './inputs.mjs'

/** @import { AdmissionReview, InjectorConfig, Pod, SidecarSet } from 'sidecarset' */

/**
 * A webhook, text in and text out, and the JSON baseline of its requests: reading their text and writing the answer's.
 *
 * Requests come as a cluster sends them: each is about another Pod, of one of several shapes, in another second.
 *
 * @param {readonly SidecarSet[]} sidecarSets
 * @param {{ pod: Pod, config?: Partial<InjectorConfig> }} request
 */
export function webhook(sidecarSets, { pod, config = {} }) {
  const injector = createInjector({ sidecarSets, resourceBindings, ...config })
  const texts = podsOfCluster(pod).map(reviewText)
  let clock = Date.parse(now)
  const answer = (/** @type {string} */ text) =>
    reviewPod(parseReview(text), injector, { now: new Date((clock += 1000)) })
  const answers = texts.map(answer)
  const [nextRequest, nextPair] = [
    inTurn(texts),
    inTurn(texts.map((text, i) => ({ text, answer: answers[i] }))),
  ]
  return {
    answer: answers[0],
    injector,
    respond: () => JSON.stringify(answer(nextRequest())),
    baseline: () => baselineOf(nextPair()),
  }
}

/**
 * @template T
 * @param {readonly T[]} list
 * @returns {() => T}
 */
function inTurn(list) {
  let next = 0
  return () => /** @type {T} */ (list[next++ % list.length])
}

/** @param {{ text: string, answer: AdmissionReview | undefined }} pair */
function baselineOf({ text, answer }) {
  parseReview(text)
  return JSON.stringify(answer)
}

/**
 * The webhook that most people write: look at each SidecarSet, change a deep copy of the Pod, and let a library find the
 * patch. It does less than sidecarset: no defaults, references, revisions, policies, or checks.
 *
 * @param {readonly SidecarSet[]} sidecarSets
 * @param {Pod} pod
 */
export function naiveWebhook(sidecarSets, pod) {
  const text = reviewText(pod)
  return {
    respond: () => {
      const { request } = /** @type {any} */ (parseReview(text))
      const changed = injectNaively(request.object, sidecarSets)
      const patch = fastJsonPatch.compare(request.object, changed)
      const encoded = Buffer.from(JSON.stringify(patch)).toString('base64')
      const response = { uid: request.uid, allowed: true, patchType: 'JSONPatch', patch: encoded }
      return JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response })
    },
  }
}

/**
 * @param {any} pod
 * @param {readonly any[]} sidecarSets
 */
function injectNaively(pod, sidecarSets) {
  const result = structuredClone(pod)
  /** @type {Record<string, object>} */
  const hashes = {}
  for (const { metadata, spec } of sidecarSets) {
    if (spec.namespace !== undefined && spec.namespace !== pod.metadata.namespace) continue
    if (!matchesNaively(spec.selector, pod.metadata.labels ?? {})) continue
    const containers = structuredClone(spec.containers ?? [])
    for (const container of containers) (container.env ??= []).push({ name: 'IS_INJECTED', value: 'true' })
    result.spec.containers.unshift(...containers)
    result.spec.volumes = [...(result.spec.volumes ?? []), ...structuredClone(spec.volumes ?? [])]
    const hash = createHash('sha256').update(JSON.stringify(spec.containers)).digest('hex')
    hashes[metadata.name] = { updateTimestamp: now, hash, sidecarSetName: metadata.name }
  }
  if (Object.keys(hashes).length > 0)
    result.metadata.annotations = {
      ...result.metadata.annotations,
      'kruise.io/sidecarset-hash': JSON.stringify(hashes),
      'kruise.io/sidecarset-injected-list': Object.keys(hashes).join(','),
    }
  return result
}

/**
 * @param {any} selector
 * @param {Record<string, string>} labels
 */
function matchesNaively({ matchLabels = {}, matchExpressions = [] }, labels) {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every((/** @type {any} */ { key, operator, values = [] }) => {
      const value = labels[key]
      if (operator === 'Exists') return value !== undefined
      if (operator === 'DoesNotExist') return value === undefined
      return (value !== undefined && values.includes(value)) === (operator === 'In')
    })
  )
}
