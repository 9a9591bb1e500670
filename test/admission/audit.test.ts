import { describe, expect, test } from 'vitest'
import { createInjector, reviewPod, type PodReviewResult, type ReviewPodOptions } from 'sidecarset'
import { agentSet, now, podOf, setOf } from '../inject/subjects.js'

const reviewOf = (object: unknown, request: object = {}): object => ({
  kind: 'AdmissionReview',
  request: {
    uid: 'u-1',
    operation: 'CREATE',
    namespace: 'shop',
    resource: { group: '', version: 'v1', resource: 'pods' },
    object,
    ...request,
  },
})

const injecting = createInjector({ sidecarSets: [agentSet()] })
const refusing = createInjector({
  sidecarSets: [
    setOf({
      containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
      volumes: [{ name: 'v', secret: { secretName: 'kube-system/tls' } }],
    }),
  ],
})
const pod = podOf({}, { namespace: '' })

type Annotations = Readonly<Record<string, string>> | undefined
const audit = (
  object: unknown,
  injector = injecting,
  options: Partial<ReviewPodOptions> = {},
  request: object = {},
): Annotations =>
  reviewPod(reviewOf(object, request), injector, { now, ...options }).response?.auditAnnotations

describe('audit annotations', () => {
  const mirror = podOf({}, { namespace: '', annotations: { 'kubernetes.io/config.mirror': 'x' } })
  test.each<[string, Annotations, Annotations]>([
    ['what was injected', audit(pod), { sidecarsets: 'set=injected/matched' }],
    [
      'why a Pod was refused',
      audit(pod, refusing),
      { sidecarsets: 'set=failed/unauthorized-reference', reason: 'unauthorized-reference' },
    ],
    [
      'why a Pod was let through without its sidecar',
      audit(pod, refusing, { failurePolicy: 'Ignore' }),
      { sidecarsets: 'set=failed/unauthorized-reference', reason: 'unauthorized-reference' },
    ],
    ['a mirror Pod', audit(mirror), { reason: 'mirror-pod' }],
    ['none where no SidecarSet matters', audit(podOf({}, { namespace: '', labels: {} })), undefined],
    ['none on UPDATE', audit(pod, injecting, {}, { operation: 'UPDATE' }), undefined],
  ])('%s', (_, annotations, expected) => expect(annotations).toEqual(expected))

  test('a SidecarSet whose name is hostile stays on its line', () => {
    const injector = createInjector({ sidecarSets: [agentSet({}, { name: 'a\nb\u202e' })] })
    expect(audit(pod, injector)?.['sidecarsets']).toBe('a\\nb\\u202e=injected/matched')
  })

  const many = Array.from({ length: 300 }, (_, i) =>
    agentSet({ name: `c${i}` }, { name: `sidecarset-${String(i).padStart(3, '0')}` }),
  )
  const long = audit(pod, createInjector({ sidecarSets: many }))?.['sidecarsets'] ?? ''

  test('a long list is cut between two entries, and counted', () => {
    const entries = long.split(',')
    const missing = /^and (\d+) more$/.exec(entries.at(-1) ?? '')?.[1]
    expect(entries.length - 1 + Number(missing)).toBe(many.length)
    expect(entries.slice(0, -1).every((entry) => /^sidecarset-\d{3}=injected\/matched$/.test(entry))).toBe(
      true,
    )
    expect(long.length).toBeLessThanOrEqual(4000)
  })

  test('every key is one that the API server takes behind the name of any webhook', () => {
    const throwing = (): void => {
      throw new Error('full')
    }
    const keys = [audit(pod, refusing, { onResult: throwing }), audit(mirror)].flatMap((each) =>
      Object.keys(each ?? {}),
    )
    expect(new Set(keys)).toEqual(new Set(['sidecarsets', 'reason', 'on-result']))
    expect(keys.filter((key) => !isAuditKey(`webhook.example.com/${key}`))).toEqual([])
  })
})

/** `checkKeyFormat` of k8s.io/apiserver: one slash, and a qualified name. */
function isAuditKey(key: string): boolean {
  const [prefix = '', name = '', ...rest] = key.split('/')
  const isSubdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(prefix)
  return (
    rest.length === 0 &&
    isSubdomain &&
    prefix.length <= 253 &&
    name.length <= 63 &&
    /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name)
  )
}

describe('onResult', () => {
  const resultsOf = (
    object: unknown,
    injector = injecting,
    options: Partial<ReviewPodOptions> = {},
    request: object = {},
  ): PodReviewResult[] => {
    const results: PodReviewResult[] = []
    audit(object, injector, { onResult: (result) => results.push(result), ...options }, request)
    return results
  }

  test('is told once what was decided, with the namespace of the request', () => {
    expect(resultsOf(pod)).toEqual([
      {
        uid: 'u-1',
        operation: 'CREATE',
        pod: { kind: 'Pod', namespace: 'shop', name: 'p' },
        allowed: true,
        changed: true,
        decisions: injecting.inject(pod, { now, namespace: 'shop' }).decisions,
        references: [],
        issues: [],
      },
    ])
  })

  test('is told why a Pod is refused, and with Ignore that it was let through', () => {
    const [refused] = resultsOf(pod, refusing)
    const [ignored] = resultsOf(pod, refusing, { failurePolicy: 'Ignore' })
    expect(refused).toMatchObject({ allowed: false, changed: false, references: [{ verdict: 'denied' }] })
    expect(ignored).toEqual({ ...refused, allowed: true })
    expect(refused?.issues.map(({ code }) => code)).toContain('unauthorized-reference')
  })

  test('is told by an injector that the host has wrapped', () => {
    expect(resultsOf(pod, { ...injecting })).toEqual(resultsOf(pod))
  })

  test.each<[string, object]>([
    ['what is no Pod', { resource: { group: '', version: 'v1', resource: 'services' } }],
    ['a deletion', { operation: 'DELETE' }],
  ])('is not called for %s', (_, request) => expect(resultsOf(pod, injecting, {}, request)).toEqual([]))

  test('gets what is its own: changing it changes no later answer', () => {
    const before = JSON.stringify(resultsOf(pod, refusing))
    const [mine] = resultsOf(pod, refusing) as unknown as [
      { decisions: { message: string }[]; issues: unknown[] },
    ]
    for (const decision of mine.decisions) decision.message = 'changed'
    mine.issues.length = 0
    expect(JSON.stringify(resultsOf(pod, refusing))).toBe(before)
  })

  test('a function that throws does not change the verdict, and the audit log says that it threw', () => {
    const plain = reviewPod(reviewOf(pod), injecting, { now }).response
    const onResult = (): void => {
      throw new Error('the disk is full')
    }
    const { response } = reviewPod(reviewOf(pod), injecting, { now, onResult })
    expect(response).toEqual({
      ...plain,
      auditAnnotations: { sidecarsets: 'set=injected/matched', 'on-result': 'failed' },
    })
  })
})
