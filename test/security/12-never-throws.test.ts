import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as main from '../../src/index.js'
import { bindingReview, now, pod, review, sidecarSet, sidecarSetReview } from './calls.js'
import { hostileObjects, nastyMaker, wrongValues } from './nasty-values.js'

/** A refusal with a status, or an allowance: whatever was asked. */
function expectAnswer(answer: main.AdmissionReview): void {
  expect(answer.kind).toBe('AdmissionReview')
  expect(typeof answer.response?.allowed).toBe('boolean')
  if (answer.response?.allowed === false) expect(typeof answer.response.status?.code).toBe('number')
}

const injector = main.createInjector({ sidecarSets: [sidecarSet] })

/** Each review, with something else as its body, its object or its options. */
const reviews: Readonly<Record<string, (value: never) => main.AdmissionReview>> = {
  'reviewPod of a body': (value) => main.reviewPod(value, injector, { now }),
  'reviewPod of a request': (value) => main.reviewPod({ request: value }, injector, { now }),
  'reviewPod of a Pod': (value) =>
    main.reviewPod({ ...review, request: { ...review.request, object: value } }, injector, { now }),
  'reviewPod of a spec': (value) =>
    main.reviewPod({ ...review, request: { ...review.request, object: { ...pod, spec: value } } }, injector, {
      now,
    }),
  'reviewPod with an injector': (value) => main.reviewPod(review, value, { now }),
  'reviewPod with options': (value) => main.reviewPod(review, injector, value),
  'reviewPod at a time': (value) => main.reviewPod(review, injector, { now: value }),
  'reviewSidecarSet of a body': (value) => main.reviewSidecarSet(value),
  'reviewSidecarSet of a SidecarSet': (value) =>
    main.reviewSidecarSet({ ...sidecarSetReview, request: { ...sidecarSetReview.request, object: value } }),
  'reviewSidecarSet with others': (value) => main.reviewSidecarSet(sidecarSetReview, { others: [value] }),
  'reviewSidecarSet with context': (value) => main.reviewSidecarSet(sidecarSetReview, value),
  'reviewResourceBinding of a body': (value) => main.reviewResourceBinding(value),
  'reviewResourceBinding of a binding': (value) =>
    main.reviewResourceBinding({ ...bindingReview, request: { ...bindingReview.request, object: value } }),
}

describe.each(Object.entries(reviews))('%s', (_, run) => {
  test.each([
    ...wrongValues.map(([kind, value]) => [kind, () => value] as const),
    ...Object.entries(hostileObjects),
  ])('answers %s', (_kind, make) => expectAnswer(run(make() as never)))

  test('answers whatever it is given', () =>
    fc.assert(
      fc.property(nastyMaker, (make) => expectAnswer(run(make() as never))),
      { numRuns: 100 },
    ))
})

describe('what an injector knows of the cluster may be of any kind', () => {
  const lists = ['namespaces', 'controllerRevisions'] as const
  const namespaced = (value: unknown): unknown[] => [
    value,
    { metadata: value },
    { metadata: { name: value, namespace: 'kruise-system', labels: value } },
    { metadata: { name: 'r', namespace: 'kruise-system' }, revision: value, data: value },
  ]
  test.each(lists)('%s', (list) => {
    for (const [, value] of wrongValues) {
      const config = { sidecarSets: [sidecarSet], [list]: namespaced(value) }
      for (const profile of ['v1.3.0', 'v1.9.0'] as const) {
        const used = main.createInjector({ ...config, profile } as main.InjectorConfig)
        expectAnswer(main.reviewPod(review, used, { now }))
        expect(used.explain(pod)).toHaveLength(1)
      }
    }
  })
})
