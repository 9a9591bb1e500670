import { describe, expect, test } from 'vitest'
import { createInjector, reviewPod, type InjectorConfig, type Pod } from 'sidecarset'
import { app, bothProfiles, inject, now, podOf } from '../inject/subjects.js'
import {
  confSet,
  curiousApp,
  emptyVolume,
  mountsConf,
  outcomes,
  reviewOf,
  secretVolume,
  tlsFor,
} from './cluster.js'

const certs = confSet('certs', secretVolume)
const granted = { resourceBindings: [tlsFor('certs')] }
const injected = { name: 'IS_INJECTED', value: 'true' }

const places: readonly [string, Pod, (string | number)[]][] = [
  ['a container', podOf({ containers: [curiousApp] }), ['spec', 'containers', 0, 'volumeMounts', 0, 'name']],
  [
    'a container that bears the mark of injection',
    podOf({ containers: [{ ...curiousApp, env: [injected] }] }),
    ['spec', 'containers', 0, 'volumeMounts', 0, 'name'],
  ],
  [
    'an init container',
    podOf({ initContainers: [{ ...curiousApp, name: 'setup' }] }),
    ['spec', 'initContainers', 0, 'volumeMounts', 0, 'name'],
  ],
  [
    'an ephemeral container',
    podOf({ ephemeralContainers: [{ name: 'debug', image: 'd', ...mountsConf }] }),
    ['spec', 'ephemeralContainers', 0, 'volumeMounts', 0, 'name'],
  ],
  [
    'a block device',
    podOf({ containers: [{ ...app, volumeDevices: [{ name: 'conf', devicePath: '/dev/x' }] }] }),
    ['spec', 'containers', 0, 'volumeDevices', 0, 'name'],
  ],
]

describe.each(bothProfiles)('%s: a container of the Pod that mounts what a sidecar shows', (profile) => {
  const run = (pod: Pod, config: Partial<InjectorConfig> = {}) =>
    inject(pod, [certs], { profile, ...granted, ...config })

  describe.each(places)('%s', (_, pod, path) => {
    const issue = {
      code: 'exposed-reference',
      path,
      resource: { kind: 'Pod', namespace: 'default', name: 'p' },
    }

    test('is a warning of inject, report and reviewPod', () => {
      const result = run(pod)
      expect(result).toMatchObject({ allowed: true, changed: true })
      expect(result.issues).toMatchObject([{ ...issue, severity: 'warning' }])
      const injector = createInjector({ profile, sidecarSets: [certs], ...granted })
      expect(injector.report(pod, { now }).issues).toMatchObject([{ ...issue, severity: 'warning' }])
      const { response } = reviewPod(reviewOf(pod), injector, { now })
      expect(response?.warnings).toEqual([expect.stringContaining('exposed-reference')])
    })

    test("refuses the Pod where exposedReference is 'deny'", () => {
      const result = run(pod, { exposedReference: 'deny' })
      expect(result).toMatchObject({ allowed: false, changed: false, pod, patch: [] })
      expect(result.issues).toMatchObject([{ ...issue, severity: 'error' }])
      expect(result.decisions).toMatchObject([
        { sidecarSet: 'certs', outcome: 'failed', reason: 'exposed-reference' },
      ])
    })
  })

  test('is nothing where it mounts something else, or the object is of its own namespace', () => {
    const other = { ...app, volumeMounts: [{ name: 'else', mountPath: '/e' }] }
    expect(run(podOf({ containers: [other] }), { exposedReference: 'deny' }).issues).toEqual([])
    const home = podOf({ containers: [curiousApp] }, { namespace: 'kube-system' })
    expect(run(home, { exposedReference: 'deny' }).issues).toEqual([])
  })

  test('is nothing where its own volume of that name hides the sidecar’s', () => {
    const pod = podOf({ containers: [curiousApp], volumes: [emptyVolume] })
    expect(run(pod, { exposedReference: 'deny' }).allowed).toBe(true)
  })

  test('is one where its own volume of that name shows the object, too', () => {
    const pod = podOf({ containers: [curiousApp], volumes: [secretVolume] })
    expect(run(pod).issues.map(({ code }) => code)).toEqual(['exposed-reference'])
    expect(run(pod, { exposedReference: 'deny' }).allowed).toBe(false)
  })

  test('is one where the name is malformed, and nobody knows where it leads', () => {
    const broken = confSet('certs', { name: 'conf', secret: { secretName: 'kube-system/tls/' } })
    const pod = podOf({ containers: [curiousApp] })
    const refused = inject(pod, [broken], {
      profile,
      unauthorizedReference: 'allow',
      exposedReference: 'deny',
    })
    expect(refused.allowed).toBe(false)
    expect(refused.issues.map(({ code }) => code)).toContain('exposed-reference')
  })

  test('is one where no SidecarSet is injected', () => {
    const pod = podOf({ containers: [curiousApp], volumes: [secretVolume] }, { labels: {} })
    const result = run(pod)
    expect(result).toMatchObject({ allowed: true, changed: false, pod })
    expect(result.issues.map(({ code }) => code)).toEqual(['exposed-reference'])
    expect(run(pod, { exposedReference: 'deny' }).allowed).toBe(false)
  })

  test('a sidecar that was injected before is no container of the Pod', () => {
    const first = run(podOf(), { exposedReference: 'deny' })
    expect(run(first.pod, { exposedReference: 'deny' })).toMatchObject({ allowed: true, issues: [] })
  })

  test('an UPDATE is never refused for it', () => {
    const pod = podOf({ containers: [curiousApp], volumes: [secretVolume] })
    const result = inject(
      pod,
      [certs],
      { profile, ...granted, exposedReference: 'deny' },
      { operation: 'UPDATE' },
    )
    expect(result).toMatchObject({ allowed: true, issues: [] })
  })

  test('others are not injected either, through no fault of theirs', () => {
    const calm = confSet('calm', { name: 'other', emptyDir: {} }, { volumeMounts: [] })
    const pod = podOf({ containers: [curiousApp] })
    const result = inject(pod, [certs, calm], { profile, ...granted, exposedReference: 'deny' })
    expect(outcomes(result)).toEqual(['calm skipped', 'certs failed'])
  })
})
