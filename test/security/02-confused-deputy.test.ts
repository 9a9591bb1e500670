import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInjector, type InjectorConfig, type Pod, type SidecarSet } from 'sidecarset'
import { copyReferences } from 'sidecarset/virtual-node'
import { bothProfiles, codes, inject, names, podOf, setOf } from '../inject/subjects.js'
import { confSet, emptyVolume, mountsConf, outcomes, secretVolume, tlsFor } from './cluster.js'

// `certs` has a grant for Secret kube-system/tls and brings it as volume `conf`; `probe` has none.

const certs = confSet('certs', secretVolume)
const probe = confSet('probe', emptyVolume)
const granted = { resourceBindings: [tlsFor('certs')] }

/** The decision on what `probe` reaches by way of another. */
const denied = {
  sidecarSet: 'probe',
  kind: 'Secret',
  namespace: 'kube-system',
  name: 'tls',
  volume: 'conf',
  verdict: 'denied',
  reason: 'subject-not-bound',
  crossNamespace: true,
}

describe.each(bothProfiles)('%s: a container that mounts the volume of another SidecarSet', (profile) => {
  const run = (sets: SidecarSet[], config: Partial<InjectorConfig> = {}, pod: Pod = podOf()) =>
    inject(pod, sets, { profile, ...granted, ...config })

  test('refuses the Pod by default, with the place of the mount and whose volume it is', () => {
    const result = run([certs, probe])
    expect(result).toMatchObject({ allowed: false, changed: false, patch: [] })
    expect(result.references.filter(({ via }) => via !== undefined)).toMatchObject([
      {
        ...denied,
        path: ['spec', 'containers', 0, 'volumeMounts', 0, 'name'],
        via: { volume: 'conf', broughtBy: { kind: 'SidecarSet', name: 'certs' } },
      },
    ])
    expect(codes(result.issues).filter((code) => code.startsWith('unauthorized'))).toEqual([
      'unauthorized-reference spec.containers.0.volumeMounts.0.name',
    ])
    expect(outcomes(result)).toEqual(['certs skipped', 'probe failed'])
  })

  test("'skip' leaves out the one without a grant, and no other", () => {
    const result = run([certs, probe], { unauthorizedReference: 'skip' })
    expect(result.allowed).toBe(true)
    expect(outcomes(result)).toEqual(['certs injected', 'probe skipped'])
    expect(names(result.pod)).toEqual(['certs', 'app'])
  })

  test("'allow' injects both, with a warning", () => {
    const result = run([certs, probe], { unauthorizedReference: 'allow' })
    expect(outcomes(result)).toEqual(['certs injected', 'probe injected'])
    expect(result.issues).toContainEqual(
      expect.objectContaining({ code: 'unauthorized-reference', severity: 'warning' }),
    )
  })

  test('comes in when a binding names both', () => {
    const result = run([certs, probe], { resourceBindings: [tlsFor('certs', 'probe')] })
    expect(outcomes(result)).toEqual(['certs injected', 'probe injected'])
    expect(result.references).toMatchObject([
      { sidecarSet: 'certs', verdict: 'granted' },
      { sidecarSet: 'probe', verdict: 'granted', reason: 'bound', via: { volume: 'conf' } },
    ])
  })

  test('needs nothing where the object is of the Pod’s own namespace', () => {
    const result = run([certs, probe], {}, podOf({}, { namespace: 'kube-system' }))
    expect(outcomes(result)).toEqual(['certs injected', 'probe injected'])
    expect(result.references.every(({ via }) => via === undefined)).toBe(true)
  })

  test('needs nothing where its own volume of that name comes first', () => {
    const first = confSet('a-probe', emptyVolume)
    const result = run([certs, first])
    expect(outcomes(result)).toEqual(['a-probe injected', 'certs injected'])
  })

  test.each<[string, SidecarSet, (string | number)[]]>([
    [
      'an init container',
      setOf(
        { initContainers: [{ name: 'probe', image: 'p', ...mountsConf }], volumes: [emptyVolume] },
        { name: 'probe' },
      ),
      ['spec', 'initContainers', 0, 'volumeMounts', 0, 'name'],
    ],
    [
      'the second container of several',
      setOf(
        {
          containers: [
            { name: 'calm', image: 'c' },
            { name: 'probe', image: 'p', ...mountsConf },
          ],
          volumes: [emptyVolume],
        },
        { name: 'probe' },
      ),
      ['spec', 'containers', 1, 'volumeMounts', 0, 'name'],
    ],
    [
      'a hot-upgrade pair',
      confSet('probe', emptyVolume, {
        upgradeStrategy: { upgradeType: 'HotUpgrade', hotUpgradeEmptyImage: 'empty:1' },
      }),
      ['spec', 'containers', 0, 'volumeMounts', 0, 'name'],
    ],
  ])('%s is no exception', (_, set, path) => {
    const result = run([certs, set])
    expect(result.allowed).toBe(false)
    expect(result.references).toContainEqual(expect.objectContaining({ ...denied, path }))
  })

  test('one that takes the place of a container of the Pod is no exception', () => {
    const result = run([certs, probe], {}, podOf({ containers: [{ name: 'probe', image: 'old' }] }))
    expect(result.references).toContainEqual(expect.objectContaining(denied))
    expect(result.allowed).toBe(false)
  })

  test('nor is one that the Pod has already, to the last field', () => {
    const { pod } = run([certs, probe], { unauthorizedReference: 'allow' })
    const again = run([certs, probe], {}, pod)
    expect(again.allowed).toBe(false)
    expect(again.references).toContainEqual(
      expect.objectContaining({
        ...denied,
        via: { volume: 'conf', broughtBy: { kind: 'Pod', namespace: 'default', name: 'p' } },
      }),
    )
  })

  test('nor is a mount that comes by shareVolumePolicy', () => {
    const sharing = setOf(
      { containers: [{ name: 'probe', image: 'p', shareVolumePolicy: { type: 'enabled' } }] },
      { name: 'probe' },
    )
    const pod = podOf({
      containers: [{ name: 'app', image: 'app:1', ...mountsConf }],
      volumes: [secretVolume],
    })
    const result = run([sharing], {}, pod)
    expect(result.allowed).toBe(false)
    expect(result.references).toMatchObject([
      {
        ...denied,
        path: ['spec', 'containers', 0, 'shareVolumePolicy'],
        via: { broughtBy: { kind: 'Pod' } },
      },
    ])
    const quiet = podOf({
      containers: [{ name: 'app', image: 'app:1', ...mountsConf }],
      volumes: [emptyVolume],
    })
    expect(run([sharing], {}, quiet).allowed).toBe(true)
  })

  test('a volume that the Pod brings is nobody’s grant', () => {
    const result = run([probe], {}, podOf({ volumes: [secretVolume] }))
    expect(result.allowed).toBe(false)
    expect(result.references).toMatchObject([{ ...denied, via: { broughtBy: { kind: 'Pod' } } }])
  })

  test('a malformed reference of the Pod is a mistake of whoever mounts it', () => {
    const pod = podOf({ volumes: [{ name: 'conf', secret: { secretName: 'kube-system/tls/x' } }] })
    expect(codes(run([probe], {}, pod).issues)).toContain(
      'invalid-reference spec.containers.0.volumeMounts.0.name',
    )
    expect(run([probe], {}, pod).allowed).toBe(false)
  })
})

test('v1.9.0: a mount of a volume that its SidecarSet does not have is no exception', () => {
  const bare = setOf({ containers: [{ name: 'probe', image: 'p', ...mountsConf }] }, { name: 'probe' })
  const result = inject(podOf(), [certs, bare], { profile: 'v1.9.0', ...granted })
  expect(result.allowed).toBe(false)
  expect(result.references).toContainEqual(expect.objectContaining(denied))
})

test('v1.9.0: nor is a block device that comes by shareVolumeDevicePolicy', () => {
  const sharing = setOf(
    { containers: [{ name: 'probe', image: 'p', shareVolumeDevicePolicy: { type: 'enabled' } }] },
    { name: 'probe' },
  )
  const devices = [{ name: 'conf', devicePath: '/dev/x' }]
  const pod = podOf({
    containers: [{ name: 'app', image: 'a', volumeDevices: devices }],
    volumes: [secretVolume],
  })
  const result = inject(pod, [sharing], { profile: 'v1.9.0', ...granted })
  expect(result.references).toMatchObject([
    { ...denied, path: ['spec', 'containers', 0, 'shareVolumeDevicePolicy'] },
  ])
})

describe("with 'skip', those that remain are looked at again", () => {
  test('one that hid a volume goes, and whoever then gets to see it goes too', () => {
    // `a` hides the Secret of `certs` from `probe`, and reaches the Secret of `zert` itself.
    const a = setOf(
      {
        containers: [
          {
            name: 'a',
            image: 'a',
            volumeMounts: [
              { name: 'conf', mountPath: '/c' },
              { name: 'deep', mountPath: '/d' },
            ],
          },
        ],
        volumes: [emptyVolume, { name: 'deep', secret: { secretName: 'shop/tls' } }],
      },
      { name: 'a' },
    )
    const hidden = inject(podOf(), [a, certs, probe], { ...granted, unauthorizedReference: 'skip' })
    expect(outcomes(hidden)).toEqual(['a skipped', 'certs injected', 'probe skipped'])
    const pod = podOf({ volumes: [{ name: 'deep', emptyDir: {} }] })
    const own = inject(pod, [confSet('a', emptyVolume), certs, probe], {
      ...granted,
      unauthorizedReference: 'skip',
    })
    expect(outcomes(own)).toEqual(['a injected', 'certs injected', 'probe injected'])
  })

  test('one that lacks a grant takes its volume with it, and the others stay', () => {
    const result = inject(podOf(), [certs, probe], { unauthorizedReference: 'skip' })
    expect(outcomes(result)).toEqual(['certs skipped', 'probe injected'])
    expect(result.pod.spec?.volumes).toEqual([emptyVolume])
  })

  test('nothing without a grant is ever left, however many SidecarSets share volumes', () => {
    const setNames = ['a', 'b', 'c', 'd']
    const volume = fc.constantFrom('x', 'y', 'z')
    const source = fc.constantFrom('', 'kube-system/tls', 'shop/tls')
    const oneSet = fc.record({
      mounts: fc.uniqueArray(volume, { minLength: 1 }),
      sources: fc.tuple(source, source, source),
    })
    const sets = fc.array(oneSet, { minLength: 1, maxLength: 4 })
    const grants = fc.subarray(setNames)
    fc.assert(
      fc.property(sets, grants, (drawn, readers) => {
        const sidecarSets = drawn.map(({ mounts, sources }, index) =>
          setOf(
            {
              containers: [
                {
                  name: `c${index}`,
                  image: 'i',
                  volumeMounts: mounts.map((name) => ({ name, mountPath: `/${name}` })),
                },
              ],
              volumes: ['x', 'y', 'z'].map((name, at) =>
                sources[at] === ''
                  ? { name, emptyDir: {} }
                  : { name, secret: { secretName: sources[at] ?? '' } },
              ),
            },
            { name: setNames[index] ?? '' },
          ),
        )
        const result = inject(podOf(), sidecarSets, {
          resourceBindings: [tlsFor(...readers)],
          unauthorizedReference: 'skip',
        })
        expect(result.allowed).toBe(true)
        const secrets = new Map(result.pod.spec?.volumes?.map((each) => [each.name, each.secret?.secretName]))
        for (const { name, volumeMounts = [] } of result.pod.spec?.containers ?? []) {
          const owner = setNames[Number(name?.slice(1))] ?? ''
          for (const mount of name === 'app' ? [] : volumeMounts) {
            const shown = secrets.get(mount.name) ?? ''
            expect(shown === '' || (shown === 'kube-system/tls' && readers.includes(owner))).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

test('what is not granted to all that mount a volume is not copied', () => {
  const secrets = [{ metadata: { namespace: 'kube-system', name: 'tls' }, data: { key: 'eA==' } }]
  const both = inject(podOf(), [certs, probe], { ...granted, unauthorizedReference: 'allow' })
  expect(copyReferences(both, { secrets })).toMatchObject({
    copies: [],
    issues: [{ code: 'copy-not-granted' }],
  })
  const one = inject(podOf(), [certs], granted)
  expect(copyReferences(one, { secrets }).copies).toHaveLength(1)
})

test('what only the Pod brings is not copied, even where a sidecar that mounts it may read it', () => {
  const secrets = [{ metadata: { namespace: 'kube-system', name: 'tls' }, data: { key: 'eA==' } }]
  const result = inject(podOf({ volumes: [secretVolume] }), [probe], { resourceBindings: [tlsFor('probe')] })
  expect(result.allowed).toBe(true)
  expect(copyReferences(result, { secrets }).copies).toEqual([])
})

test('explain and report tell the same, and the report names no SidecarSet that was left out', () => {
  const injector = createInjector({ sidecarSets: [certs, probe], ...granted, unauthorizedReference: 'skip' })
  const report = injector.report(podOf(), { now: '2026-01-01T00:00:00Z' })
  expect(outcomes(report)).toEqual(['certs injected', 'probe skipped'])
  expect(outcomes({ decisions: injector.explain(podOf(), { now: '2026-01-01T00:00:00Z' }) })).toEqual(
    outcomes(report),
  )
  expect(JSON.stringify(report.provenance)).not.toContain('probe')
})
