import { describe, expect, test } from 'vitest'
import { createInjector, reviewPod, type Pod } from 'sidecarset'
import { agentSet, bothProfiles, inject, names, now, podOf } from '../inject/subjects.js'
import { reviewOf } from './cluster.js'

const agent = agentSet()
const mirror = podOf({}, { annotations: { 'kubernetes.io/config.mirror': '5c1f' } })
const elsewhere = { labels: { app: 'db' } }

const inactive: readonly [string, Pod, (string | number)[]][] = [
  ['phase Succeeded', { ...podOf(), status: { phase: 'Succeeded' } }, ['status', 'phase']],
  ['phase Failed', { ...podOf(), status: { phase: 'Failed' } }, ['status', 'phase']],
  [
    'a deletionTimestamp',
    podOf({}, { deletionTimestamp: '2026-01-01T00:00:00Z' }),
    ['metadata', 'deletionTimestamp'],
  ],
]

describe.each(bothProfiles)('%s', (profile) => {
  const injector = createInjector({ profile, sidecarSets: [agent] })

  describe.each(inactive)('a Pod that is created with %s', (_, pod, path) => {
    test('is skipped as OpenKruise does, with a warning', () => {
      const result = injector.inject(pod, { now })
      expect(result).toMatchObject({ allowed: true, changed: false, pod, decisions: [] })
      expect(result.issues).toMatchObject([{ code: 'pod-inactive', severity: 'warning', path }])
      expect(injector.report(pod, { now }).issues).toEqual(result.issues)
      const { response } = reviewPod(reviewOf(pod), injector, { now })
      expect(response).toMatchObject({ allowed: true, auditAnnotations: { reason: 'pod-inactive' } })
      expect(response?.warnings).toHaveLength(1)
    })

    test("is injected where inactivePods is 'inject'", () => {
      expect(names(injector.inject(pod, { now, inactivePods: 'inject' }).pod)).toEqual(['agent', 'app'])
      const { response } = reviewPod(reviewOf(pod), injector, { now, inactivePods: 'inject' })
      expect(response?.patch).toBeDefined()
      expect(injector.explain(pod, { now, inactivePods: 'inject' })).toMatchObject([{ outcome: 'injected' }])
    })

    test('is passed over in silence where no SidecarSet matches, and on UPDATE', () => {
      const other = { ...pod, metadata: { ...pod.metadata, ...elsewhere } }
      expect(injector.inject(other, { now }).issues).toEqual([])
      expect(injector.inject(pod, { now, operation: 'UPDATE' }).issues).toEqual([])
    })
  })

  describe('a mirror Pod', () => {
    test('is injected as OpenKruise does, with a warning', () => {
      const result = inject(mirror, [agent], { profile })
      expect(names(result.pod)).toEqual(['agent', 'app'])
      expect(result.issues).toMatchObject([{ code: 'mirror-pod', severity: 'warning' }])
    })

    test("is left alone where mirrorPods is 'skip'", () => {
      const result = inject(mirror, [agent], { profile }, { mirrorPods: 'skip' })
      expect(result).toMatchObject({ allowed: true, changed: false, issues: [{ code: 'mirror-pod' }] })
      expect(injector.explain(mirror, { mirrorPods: 'skip' })).toMatchObject([
        { outcome: 'skipped', reason: 'mirror-pod' },
      ])
    })

    test('passes through reviewPod untouched, with a reason, unless the option says otherwise', () => {
      const { response } = reviewPod(reviewOf(mirror), injector, { now })
      expect(response).toMatchObject({ allowed: true, auditAnnotations: { reason: 'mirror-pod' } })
      expect(response?.patch).toBeUndefined()
      expect(
        reviewPod(reviewOf(mirror), injector, { now, mirrorPods: 'inject' }).response?.patch,
      ).toBeDefined()
    })

    test('draws no word where no SidecarSet matches', () => {
      const other = podOf({}, { ...mirror.metadata, ...elsewhere })
      expect(inject(other, [agent], { profile }).issues).toEqual([])
      expect(inject(other, [agent], { profile }, { mirrorPods: 'skip' }).issues).toEqual([])
    })
  })
})
