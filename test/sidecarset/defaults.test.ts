import { describe, expect, test } from 'vitest'
import {
  defaultSidecarSet,
  hashSidecarSet,
  SidecarSetError,
  type ProfileName,
  type SidecarContainer,
  type SidecarSet,
  type SidecarSetSpec,
  type Volume,
} from 'sidecarset'
import { deepFreeze } from '../laws/deep-freeze.js'

const profiles = ['v1.3.0', 'v1.9.0'] as const

function setOf(spec: SidecarSetSpec, apiVersion = 'apps.kruise.io/v1alpha1'): SidecarSet {
  return { apiVersion, kind: 'SidecarSet', metadata: { name: 'set' }, spec }
}

function defaulted(spec: SidecarSetSpec, profile: ProfileName = 'v1.3.0'): SidecarSetSpec {
  return defaultSidecarSet(deepFreeze(setOf(spec)), { profile }).spec ?? {}
}

describe.each(profiles)('%s: defaults of a SidecarSet', (profile) => {
  test.each<[string, SidecarSetSpec, SidecarSetSpec]>([
    [
      'updateStrategy and revisionHistoryLimit',
      {},
      {
        updateStrategy: { type: 'RollingUpdate', partition: 0, maxUnavailable: 1 },
        revisionHistoryLimit: 10,
      },
    ],
    [
      'a text default replaces "" too',
      { updateStrategy: { type: '' } },
      { updateStrategy: { type: 'RollingUpdate' } },
    ],
    [
      'what is a pointer stays when it is zero',
      { updateStrategy: { maxUnavailable: 0, partition: 0 }, revisionHistoryLimit: 0 },
      { updateStrategy: { maxUnavailable: 0 }, revisionHistoryLimit: 0 },
    ],
    ['null is absent', { revisionHistoryLimit: null as never }, { revisionHistoryLimit: 10 }],
    [
      'patchPolicy',
      { patchPodMetadata: [{ annotations: { a: 'b' } }] },
      { patchPodMetadata: [{ annotations: { a: 'b' }, patchPolicy: 'Retain' }] },
    ],
    [
      'revision policy, when a revision is given',
      { injectionStrategy: { revision: { revisionName: 'r' } } },
      { injectionStrategy: { revision: { revisionName: 'r', policy: 'Always' } } },
    ],
  ])('%s', (_, spec, expected) => {
    expect(defaulted(spec, profile)).toMatchObject(expected)
  })

  test('no revision, no policy', () => {
    expect(JSON.stringify(defaulted({}, profile))).not.toContain('Always')
  })

  describe('containers', () => {
    const container = (given: SidecarContainer): SidecarContainer =>
      defaulted({ containers: [given] }, profile).containers?.[0] ?? {}

    test.each<[string, SidecarContainer, SidecarContainer]>([
      [
        "SidecarSet's own",
        {},
        {
          podInjectPolicy: 'BeforeAppContainer',
          upgradeStrategy: { upgradeType: 'ColdUpgrade' },
          shareVolumePolicy: { type: 'disabled' },
        },
      ],
      [
        'termination message',
        {},
        { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
      ],
      ['imagePullPolicy of latest', { image: 'a:latest' }, { imagePullPolicy: 'Always' }],
      ['imagePullPolicy without a tag', { image: 'a' }, { imagePullPolicy: 'Always' }],
      ['imagePullPolicy of a tag', { image: 'reg:5000/a:1' }, { imagePullPolicy: 'IfNotPresent' }],
      [
        'imagePullPolicy of a digest',
        { image: `a@sha256:${'0'.repeat(64)}` },
        { imagePullPolicy: 'IfNotPresent' },
      ],
      ['imagePullPolicy of what is no image', { image: 'A B' }, { imagePullPolicy: 'IfNotPresent' }],
      [
        'imagePullPolicy that is given',
        { image: 'a', imagePullPolicy: 'Never' },
        { imagePullPolicy: 'Never' },
      ],
      [
        'port protocol',
        { ports: [{ containerPort: 80 }] },
        { ports: [{ containerPort: 80, protocol: 'TCP' }] },
      ],
      [
        'fieldRef apiVersion',
        { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] },
        { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podIP', apiVersion: 'v1' } } }] },
      ],
      [
        'fieldRef apiVersion of transferEnv',
        { transferEnv: [{ sourceContainerNameFrom: { fieldRef: { fieldPath: 'x' } } }] },
        { transferEnv: [{ sourceContainerNameFrom: { fieldRef: { fieldPath: 'x', apiVersion: 'v1' } } }] },
      ],
      [
        'limits and requests are rounded up to 1m',
        { resources: { limits: { cpu: '0.1234' }, requests: { memory: '1.5' } } },
        { resources: { limits: { cpu: '124m' }, requests: { memory: '1500m' } } },
      ],
      [
        'liveness probe',
        { livenessProbe: { httpGet: { port: 1 } } },
        {
          livenessProbe: {
            httpGet: { port: 1, path: '/', scheme: 'HTTP' },
            timeoutSeconds: 1,
            periodSeconds: 10,
            successThreshold: 1,
            failureThreshold: 3,
          },
        },
      ],
      [
        'a number default replaces 0 too',
        { readinessProbe: { periodSeconds: 0 } },
        { readinessProbe: { periodSeconds: 10 } },
      ],
      [
        'hooks',
        { lifecycle: { preStop: { httpGet: { port: 1 } } } },
        { lifecycle: { preStop: { httpGet: { port: 1, path: '/', scheme: 'HTTP' } } } },
      ],
    ])('%s', (_, given, expected) => {
      expect(container({ name: 'c', image: 'a:1', ...given })).toMatchObject(expected)
    })

    test('the startup probe is left alone', () => {
      expect(container({ startupProbe: { httpGet: { port: 1 } } }).startupProbe).toEqual({
        httpGet: { port: 1 },
      })
    })

    test('unknown fields and empty optional values go', () => {
      const given = {
        name: 'c',
        image: 'a',
        nonsense: 1,
        workingDir: '',
        stdin: false,
        args: [],
        env: null,
      } as never
      expect(Object.keys(container(given)).sort()).toEqual([
        'image',
        'imagePullPolicy',
        'name',
        'podInjectPolicy',
        'resources',
        'shareVolumePolicy',
        'terminationMessagePath',
        'terminationMessagePolicy',
        'upgradeStrategy',
      ])
    })
  })

  describe('volumes', () => {
    const volume = (given: Volume): Volume =>
      defaulted({ volumes: [{ name: 'v', ...given }] }, profile).volumes?.[0] ?? {}

    test.each<[string, Volume, Volume]>([
      ['no source is an emptyDir', {}, { emptyDir: {} }],
      ['hostPath type', { hostPath: { path: '/' } }, { hostPath: { path: '/', type: '' } }],
      ['secret mode', { secret: { secretName: 's' } }, { secret: { secretName: 's', defaultMode: 420 } }],
      ['configMap mode', { configMap: { name: 'c' } }, { configMap: { name: 'c', defaultMode: 420 } }],
      [
        'a mode of 0 stays',
        { configMap: { name: 'c', defaultMode: 0 } },
        { configMap: { name: 'c', defaultMode: 0 } },
      ],
      [
        'downwardAPI',
        { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'x' } }] } },
        {
          downwardAPI: {
            defaultMode: 420,
            items: [{ path: 'p', fieldRef: { fieldPath: 'x', apiVersion: 'v1' } }],
          },
        },
      ],
      [
        'projected',
        { projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
        {
          projected: {
            defaultMode: 420,
            sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 3600 } }],
          },
        },
      ],
      ['sizeLimit is not rounded', { emptyDir: { sizeLimit: '0.1' } }, { emptyDir: { sizeLimit: '100m' } }],
    ])('%s', (_, given, expected) => {
      expect(volume(given)).toEqual({ name: 'v', ...expected })
    })
  })

  test('the result is a fixed point', () => {
    const once = defaultSidecarSet(
      setOf({ containers: [{ name: 'c', image: 'a' }], volumes: [{ name: 'v' }] }),
      { profile },
    )
    expect(defaultSidecarSet(once, { profile })).toEqual(once)
  })
})

describe('where the versions differ', () => {
  test.each<[ProfileName, string, SidecarContainer]>([
    ['v1.3.0', 'give init containers none of the three', {}],
    [
      'v1.9.0',
      'give init containers all three, behind the app',
      {
        podInjectPolicy: 'AfterAppContainer',
        upgradeStrategy: { upgradeType: 'ColdUpgrade' },
        shareVolumePolicy: { type: 'disabled' },
      },
    ],
  ])('%s: %s', (profile, _, expected) => {
    const [init] = defaulted({ initContainers: [{ name: 'i', image: 'a' }] }, profile).initContainers ?? []
    const { podInjectPolicy, upgradeStrategy, shareVolumePolicy } = init ?? {}
    const given = Object.entries({ podInjectPolicy, upgradeStrategy, shareVolumePolicy })
    const kept = given.filter(([, value]) => value !== undefined && JSON.stringify(value) !== '{}')
    expect(Object.fromEntries(kept)).toEqual(expected)
  })

  const legacy: Volume = { name: 'v', azureDisk: { diskName: 'd', diskURI: 'u' } }

  test.each<[ProfileName, string, unknown]>([
    [
      'v1.3.0',
      'fills in old kinds of volumes',
      {
        diskName: 'd',
        diskURI: 'u',
        cachingMode: 'ReadWrite',
        fsType: 'ext4',
        readOnly: false,
        kind: 'Shared',
      },
    ],
    ['v1.9.0', 'leaves them alone', { diskName: 'd', diskURI: 'u' }],
  ])('%s %s', (profile, _, expected) => {
    expect(defaulted({ volumes: [legacy] }, profile).volumes?.[0]?.azureDisk).toEqual(expected)
  })

  test('v1beta1 drops namespace', () => {
    const set = setOf({ namespace: 'web' }, 'apps.kruise.io/v1beta1')
    expect(defaultSidecarSet(set, { profile: 'v1.9.0' }).spec).not.toHaveProperty('namespace')
    expect(() => defaultSidecarSet(set)).toThrow(SidecarSetError)
  })
})

describe.each(profiles)('%s: hashes', (profile) => {
  const hash = (spec: SidecarSetSpec): unknown => hashSidecarSet(setOf(spec), { profile })
  const base = { containers: [{ name: 'c', image: 'a:1' }] }

  test.each<[string, SidecarSetSpec, same: boolean]>([
    [
      'defaults spelled out are the same',
      { containers: [{ name: 'c', image: 'a:1', terminationMessagePolicy: 'File' }] },
      true,
    ],
    [
      'selector, volumes and strategies play no part',
      {
        ...base,
        selector: { matchLabels: { a: 'b' } },
        volumes: [{ name: 'v' }],
        injectionStrategy: { paused: true },
      },
      true,
    ],
    ['ordinary init containers play none', { ...base, initContainers: [{ name: 'i', image: 'i' }] }, true],
    ['a field of a container does', { containers: [{ name: 'c', image: 'a:1', args: ['x'] }] }, false],
    ['so does the order', { containers: [{ name: 'd', image: 'd' }, ...base.containers] }, false],
  ])('%s', (_, spec, same) => {
    if (same) expect(hash(spec)).toEqual(hash(base))
    else expect(hash(spec)).not.toEqual(hash(base))
  })

  test('the second hash ignores images, the first does not', () => {
    const [one, two] = ['a:1', 'a:2'].map((image) =>
      hashSidecarSet(setOf({ containers: [{ name: 'c', image }] }), { profile }),
    )
    expect(one?.hashWithoutImage).toBe(two?.hashWithoutImage)
    expect(one?.hash).not.toBe(two?.hash)
  })

  test('no list and an empty list differ', () => {
    expect(hash({})).not.toEqual(hash({ containers: [] }))
  })

  test('annotations that the SidecarSet carries are not looked at', () => {
    const set = {
      ...setOf(base),
      metadata: { name: 'set', annotations: { 'kruise.io/sidecarset-hash': 'x' } },
    }
    expect(hashSidecarSet(set, { profile })).toEqual(hash(base))
  })
})

test('native sidecars count in v1.9.0 only, and with them all init containers', () => {
  const native = [
    { name: 'n', image: 'n', restartPolicy: 'Always' },
    { name: 'i', image: 'i' },
  ]
  const hash = (initContainers: SidecarContainer[], profile: ProfileName): string =>
    hashSidecarSet(setOf({ containers: [{ name: 'c', image: 'a:1' }], initContainers }), { profile }).hash
  expect(hash(native, 'v1.3.0')).toBe(hash([], 'v1.3.0'))
  expect(hash(native, 'v1.9.0')).not.toBe(hash([], 'v1.9.0'))
  expect(hash(native, 'v1.9.0')).not.toBe(hash(native.slice(0, 1), 'v1.9.0'))
})

test.each<[string, unknown, string]>([
  ['a wrong type', setOf({ containers: 'x' as never }), 'wrong-type spec.containers'],
  [
    'an amount that is none',
    setOf({ containers: [{ resources: { limits: { cpu: '1 core' } } }] }),
    'invalid-quantity spec.containers.0.resources.limits.cpu',
  ],
  ['a version nobody knows', setOf({}, 'apps.kruise.io/v2'), 'unsupported-version apiVersion'],
  ['no mapping', null, 'wrong-type '],
])('what cannot be read throws, with every mistake: %s', (_, set, expected) => {
  for (const compute of [defaultSidecarSet, hashSidecarSet]) {
    try {
      compute(set as SidecarSet)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(SidecarSetError)
      const { issues } = error as SidecarSetError
      expect(issues.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([expected])
    }
  }
})
