import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyPatch,
  createInjector,
  reviewPod,
  type AdmissionReview,
  type JsonPatchOperation,
  type Pod,
  type ReviewPodOptions,
} from 'sidecarset'
import { agentSet, now, podOf, setOf } from '../inject/subjects.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { injectorOf, scenarios } from '../laws/generators.js'

const injector = createInjector({ sidecarSets: [agentSet()] })

function reviewOf(object: unknown, request: object = {}): AdmissionReview {
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: 'u-1',
      kind: { group: '', version: 'v1', kind: 'Pod' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      operation: 'CREATE',
      namespace: 'default',
      object,
      ...request,
    },
  }
}

const ask = (review: unknown, options: ReviewPodOptions = { now }): AdmissionReview =>
  reviewPod(review as AdmissionReview, injector, options)

/** The patch of an answer, decoded by Node. */
function patchOf({ response }: AdmissionReview): JsonPatchOperation[] {
  const text = Buffer.from(response?.patch ?? '', 'base64').toString('utf8')
  return text === '' ? [] : (JSON.parse(text) as JsonPatchOperation[])
}

describe('a Pod that is injected', () => {
  const answer = ask(deepFreeze(reviewOf(podOf())))

  test('is allowed, with the uid of the request', () => {
    expect(answer).toMatchObject({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: { uid: 'u-1', allowed: true, patchType: 'JSONPatch' },
    })
  })

  test('gets a patch in base64 that leads to what the injector computes', () => {
    expect(applyPatch(podOf(), patchOf(answer))).toEqual(injector.inject(podOf(), { now }).pod)
  })

  test('the answer holds nothing of the request', () => {
    expect(Object.keys(answer)).toEqual(['apiVersion', 'kind', 'response'])
  })

  test('gets the namespace of the request where it has none', () => {
    const pod = podOf({}, { namespace: '' })
    const patched = applyPatch(pod, patchOf(ask(reviewOf(pod, { namespace: 'web' }))))
    expect(patched.metadata?.namespace).toBe('web')
  })

  test('a v1beta1 review is answered as such', () => {
    const review = { ...reviewOf(podOf()), apiVersion: 'admission.k8s.io/v1beta1' }
    expect(ask(review).apiVersion).toBe('admission.k8s.io/v1beta1')
  })
})

describe('allowed untouched', () => {
  const pods = { group: '', version: 'v1', resource: 'pods' }
  test.each<[string, AdmissionReview]>([
    ['a Pod that nothing matches', reviewOf(podOf({}, { labels: {} }))],
    ['UPDATE', reviewOf(podOf(), { operation: 'UPDATE' })],
    ['DELETE', reviewOf(null, { operation: 'DELETE' })],
    ['CONNECT', reviewOf(podOf(), { operation: 'CONNECT' })],
    ['no operation', reviewOf(podOf(), { operation: undefined })],
    ['a subresource', reviewOf(podOf(), { subResource: 'ephemeralcontainers' })],
    ['another resource', reviewOf(podOf(), { resource: { ...pods, resource: 'services' } })],
    ['another group', reviewOf(podOf(), { resource: { ...pods, group: 'metrics.k8s.io' } })],
    [
      'another kind, where no resource is named',
      reviewOf(podOf(), { resource: undefined, kind: { group: '', version: 'v1', kind: 'Service' } }),
    ],
    ['neither resource nor kind', reviewOf(podOf(), { resource: undefined, kind: undefined })],
  ])('%s', (_, review) => {
    expect(ask(review).response).toEqual({ uid: 'u-1', allowed: true })
  })

  test('a kind is enough where no resource is named', () => {
    expect(ask(reviewOf(podOf(), { resource: undefined })).response).toHaveProperty('patch')
  })

  test('an empty subresource is none', () => {
    expect(ask(reviewOf(podOf(), { subResource: '' })).response).toHaveProperty('patch')
  })
})

describe('refused', () => {
  const denying = createInjector({
    sidecarSets: [
      setOf({
        containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
        volumes: [{ name: 'v', secret: { secretName: 'kube-system/tls' } }],
      }),
    ],
  })

  test.each<[string, AdmissionReview, code: number, reason: string]>([
    [
      '403: a reference that is not authorised',
      reviewPod(reviewOf(podOf()), denying, { now }),
      403,
      'Forbidden',
    ],
    ['400: a Pod that cannot be read', ask(reviewOf(podOf({ containers: 'x' as never }))), 400, 'BadRequest'],
    ['400: no Pod at all', ask(reviewOf(null)), 400, 'BadRequest'],
    ['500: the host gives no time', ask(reviewOf(podOf()), {} as never), 500, 'InternalError'],
  ])('%s', (_, { response }, code, reason) => {
    expect(response).toMatchObject({ uid: 'u-1', allowed: false, status: { code, reason } })
    expect(response?.status?.message).not.toBe('')
    expect(response).not.toHaveProperty('patch')
  })

  test('the message names every error; warnings go beside it', () => {
    const pod = podOf({}, { annotations: { a: 1, b: 2 } as never })
    const { response } = ask(reviewOf(pod))
    expect(response?.status?.message.split('\n')).toHaveLength(2)
    expect(response?.status?.message).toContain('wrong-type')
  })

  test('failurePolicy Ignore lets the Pod through untouched, and its errors become warnings', () => {
    const { response } = reviewPod(reviewOf(podOf()), denying, { now, failurePolicy: 'Ignore' })
    expect(response).toEqual({
      uid: 'u-1',
      allowed: true,
      auditAnnotations: {
        sidecarsets: 'set=failed/unauthorized-reference',
        reason: 'unauthorized-reference',
      },
      warnings: [expect.stringContaining('unauthorized-reference')],
    })
  })

  test('failurePolicy Fail is the default', () => {
    const answers = [{ now }, { now, failurePolicy: 'Fail' as const }].map((options) =>
      reviewPod(reviewOf(podOf()), denying, options),
    )
    expect(answers[1]).toEqual(answers[0])
  })
})

describe('a malformed body is refused, and the answer well-formed', () => {
  const hostile = JSON.parse('{"toString":1,"valueOf":1,"__proto__":{"allowed":true}}') as unknown
  test.each<[string, unknown, uid: string]>([
    ['undefined', undefined, ''],
    ['null', null, ''],
    ['a text', 'review', ''],
    ['a list', [], ''],
    ['no request', { kind: 'AdmissionReview' }, ''],
    ['a request that is a list', { request: [] }, ''],
    ['no uid', reviewOf(podOf(), { uid: undefined }), ''],
    ['a uid that is a number', reviewOf(podOf(), { uid: 7 }), ''],
    ['another kind', { ...reviewOf(podOf()), kind: 'Pod' }, 'u-1'],
    ['a kind that cannot be written as text', { ...reviewOf(podOf()), kind: hostile }, 'u-1'],
    ['an operation that is none', reviewOf(podOf(), { operation: hostile }), 'u-1'],
    ['a namespace that is a number', reviewOf(podOf(), { namespace: 7 }), 'u-1'],
    ['a subresource that is a list', reviewOf(podOf(), { subResource: [] }), 'u-1'],
  ])('%s', (_, review, uid) => {
    expect(ask(review)).toMatchObject({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: { uid, allowed: false, status: { code: 400, reason: 'BadRequest' } },
    })
  })

  test('failurePolicy Ignore is for Pods, not for bodies', () => {
    expect(ask(null, { now, failurePolicy: 'Ignore' }).response?.allowed).toBe(false)
  })
})

describe('warnings', () => {
  const warn = (...names: string[]): readonly string[] => {
    const transferEnv = names.map((envName) => ({ sourceContainerName: 'app', envName }))
    const warning = createInjector({ sidecarSets: [agentSet({ transferEnv })] })
    return reviewPod(reviewOf(podOf()), warning, { now }).response?.warnings ?? []
  }

  test('one a finding, without the word itself', () => {
    expect(warn('A', 'B')).toEqual([expect.stringMatching(/^SidecarSet\/set /), expect.stringContaining('B')])
  })

  test('none where nothing is found', () => {
    expect(ask(reviewOf(podOf())).response).not.toHaveProperty('warnings')
  })

  const runes = (texts: readonly string[]): number => [...texts.join('')].length

  test('whole, however long, while the API server passes on all of them', () => {
    const [text = ''] = warn('x'.repeat(900))
    expect(text).toContain('x'.repeat(900))
    const three = warn('a'.repeat(900), 'b'.repeat(900), 'c'.repeat(900))
    expect(three).toHaveLength(3)
    expect(runes(three)).toBeLessThanOrEqual(4096)
  })

  test('beyond that, each at most 256 characters long and cut between characters, and the rest counted', () => {
    for (const padding of ['', 'x']) {
      const names = Array.from({ length: 40 }, (_, index) => `${padding}${index}${'\u{1f600}'.repeat(300)}`)
      const texts = warn(...names)
      expect(runes(texts)).toBeLessThanOrEqual(4096)
      expect(texts.at(-1)).toBe(`and ${40 - (texts.length - 1)} more warnings`)
      for (const text of texts.slice(0, -1)) {
        expect(text.length).toBeLessThanOrEqual(256)
        expect(text.endsWith('...')).toBe(true)
        expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/)
      }
    }
  })

  test('without control characters, with which the API server would drop them', () => {
    for (const text of warn('A\u001b[31m\nB')) expect(text).not.toMatch(/\p{Cc}/u)
  })
})

describe('laws', () => {
  test('reviewPod says what the injector says', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { pod, request } = scenario
        const { now, random } = request
        const used = injectorOf(scenario)
        const result = used.inject(pod, request)
        const answer = reviewPod(reviewOf(pod, request), used, { now, random })
        expect(answer.response?.allowed).toBe(result.allowed)
        expect(patchOf(answer)).toEqual(result.patch)
        expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer)
      }),
      { numRuns: 200 },
    )
  })

  test('a review is not written to', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const review = deepFreeze(
          reviewOf(structuredClone(scenario.pod), { ...scenario.request, random: undefined, now: undefined }),
        )
        const { now, random } = scenario.request
        reviewPod(review, injectorOf(scenario), { now, random })
      }),
      { numRuns: 50 },
    )
  })

  const isWellFormed = ({ apiVersion, kind, response }: AdmissionReview): boolean =>
    apiVersion === 'admission.k8s.io/v1' &&
    kind === 'AdmissionReview' &&
    typeof response?.uid === 'string' &&
    typeof response.allowed === 'boolean' &&
    response.allowed !== (response.status !== undefined)

  test('any JSON is answered, and never with an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => isWellFormed(ask(body))),
      { numRuns: 300 },
    )
  })

  test('so is any JSON in any place of a request', () => {
    const any = fc.jsonValue({ maxDepth: 2 })
    const request = fc.record(
      {
        uid: fc.oneof(fc.constant('u'), any),
        kind: any,
        resource: any,
        subResource: any,
        operation: any,
        namespace: any,
        object: any,
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.record({ kind: any, request }, { requiredKeys: [] }), (body) =>
        isWellFormed(ask(JSON.parse(JSON.stringify(body)))),
      ),
      { numRuns: 300 },
    )
  })

  test('a Pod nested deeper than any stack is answered too', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as never
    const sharing = createInjector({
      sidecarSets: [
        agentSet({
          shareVolumePolicy: { type: 'enabled' },
          transferEnv: [{ sourceContainerName: 'app', envName: 'A' }],
        }),
      ],
    })
    const pods: Pod[] = [
      podOf({ containers: [{ name: 'app', volumeMounts: [{ mountPath: '/x', more: deep } as object] }] }),
      podOf({ containers: [{ name: 'app', env: [{ name: 'A', valueFrom: deep }] }] }),
      podOf({ nonsense: deep } as object),
    ]
    const answers = pods.map((pod) => reviewPod(reviewOf(pod), sharing, { now }))
    expect(answers.map(({ response }) => response?.allowed)).toEqual([false, false, true])
    expect(answers.every(isWellFormed)).toBe(true)
  })
})
