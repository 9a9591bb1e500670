import { describe, expect, test } from 'vitest'
import { createInjector, reviewPod, type ReviewPodOptions } from 'sidecarset'
import { bothProfiles, inject, now, podOf } from '../inject/subjects.js'
import { confSet, reviewOf, secretVolume, tlsFor } from './cluster.js'

const certs = confSet('certs', secretVolume)
const granted = { resourceBindings: [tlsFor('certs')] }

describe.each(bothProfiles)('%s', (profile) => {
  const injector = createInjector({ profile, sidecarSets: [certs], ...granted })

  test.each(['CREATE', 'UPDATE'] as const)(
    'a Pod of another namespace than the request is an error: %s',
    (operation) => {
      const pod = podOf({}, { namespace: 'kube-system' })
      const result = injector.inject(pod, { now, namespace: 'web', operation })
      expect(result).toMatchObject({ allowed: false, changed: false, pod, references: [] })
      expect(result.issues).toMatchObject([
        { code: 'namespace-mismatch', severity: 'error', path: ['metadata', 'namespace'] },
      ])
    },
  )

  test.each<ReviewPodOptions>([{ now }, { now, failurePolicy: 'Ignore' }])(
    'reviewPod answers it with 400: %j',
    (options) => {
      const review = reviewOf(podOf({}, { namespace: 'kube-system' }), { namespace: 'web' })
      expect(reviewPod(review, injector, options).response).toMatchObject({
        allowed: false,
        status: { code: 400 },
      })
    },
  )

  test.each<[string, string, string]>([
    ['the same twice', 'web', 'web'],
    ['the Pod’s alone', 'web', ''],
    ['the request’s alone', '', 'web'],
  ])('%s is fine', (_, own, requested) => {
    const result = injector.inject(podOf({}, { namespace: own }), { now, namespace: requested })
    expect(result).toMatchObject({ allowed: true, changed: true, references: [{ reason: 'bound' }] })
  })

  test.each(['kube-system/tls', 'default/tls'])(
    'no namespace anywhere authorises nothing: %s',
    (secretName) => {
      const set = confSet('certs', { name: 'conf', secret: { secretName } })
      const result = inject(podOf({}, { namespace: '' }), [set], { profile, ...granted })
      expect(result).toMatchObject({
        allowed: false,
        references: [{ verdict: 'denied', reason: 'no-namespace' }],
      })
      // What was decided for a Pod of namespace `default` is not found again for one of none.
      const mixed = createInjector({ profile, sidecarSets: [set] })
      mixed.inject(podOf({}, { namespace: 'default' }), { now })
      expect(mixed.inject(podOf({}, { namespace: '' }), { now }).allowed).toBe(false)
    },
  )

  test('plain names need no namespace', () => {
    const set = confSet('certs', { name: 'conf', secret: { secretName: 'tls' } })
    expect(inject(podOf({}, { namespace: '' }), [set], { profile }).allowed).toBe(true)
  })
})
