import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createInjector,
  type InjectorConfig,
  type Pod,
  type SidecarContainer,
  type SidecarSet,
} from 'sidecarset'
import { reasonsToChangeAgain } from './again-exceptions.js'
import { injectorOf, now, resultOf, scenarios } from './generators.js'
import { runs } from './runs.js'

test('injecting the result again changes nothing', () => {
  let seen = 0
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const first = resultOf(scenario)
      if (!first.changed || reasonsToChangeAgain(scenario, first).length > 0) return
      seen += 1
      const again = injectorOf(scenario).inject(first.pod, scenario.request)
      expect(again.issues.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(again.patch).toEqual([])
      expect(again.pod).toStrictEqual(first.pod)
    }),
    runs(300),
  )
  expect(seen).toBeGreaterThan(40)
})

test('injecting the result again later changes the two annotations that carry the time, and nothing else', () => {
  let seen = 0
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const first = resultOf(scenario)
      if (!first.changed || reasonsToChangeAgain(scenario, first).length > 0) return
      seen += 1
      const again = injectorOf(scenario).inject(first.pod, {
        ...scenario.request,
        now: '2026-02-02T00:00:00Z',
      })
      const paths = again.patch.map(({ path }) => path).sort()
      const withTime = ['sidecarset-hash', 'sidecarset-hash-without-image']
      const expected = withTime.map((name) => `/metadata/annotations/kruise.io~1${name}`)
      if (again.changed) expect(paths).toEqual(expected)
    }),
    runs(300),
  )
  expect(seen).toBeGreaterThan(40)
})

const selector = { matchLabels: { app: 'web' } }

function setOf(name: string, ...containers: SidecarContainer[]): SidecarSet {
  return {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name },
    spec: {
      selector,
      containers,
      volumes: [
        { name: 'data', emptyDir: {} },
        { name: 'logs', emptyDir: {} },
      ],
    },
  }
}

function podOf(spec: NonNullable<Pod['spec']>): Pod {
  return { metadata: { name: 'p', namespace: 'default', labels: { app: 'web' } }, spec }
}

const webPod = podOf({
  containers: [
    {
      name: 'web',
      image: 'web:1',
      env: [{ name: 'TZ', value: 'UTC' }],
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      resources: { limits: { cpu: '1' } },
    },
  ],
})

/** The paths of what changes when the result is injected again. */
function changesAgain(pod: Pod, config: InjectorConfig): string[] {
  const injector = createInjector(config)
  const first = injector.inject(pod, { now })
  expect(first.changed).toBe(true)
  return injector.inject(first.pod, { now }).patch.map(({ op, path }) => `${op} ${path}`)
}

describe('where it is not so, and why', () => {
  test('transferEnv from another sidecar: it is no source while it comes in itself, and is one when it is there', () => {
    const sets = [
      setOf('a', {
        name: 'reader',
        image: 'a',
        transferEnv: [{ sourceContainerName: 'owner', envName: 'TZ' }],
      }),
      setOf('b', { name: 'owner', image: 'b', env: [{ name: 'TZ', value: 'UTC' }] }),
    ]
    expect(changesAgain(webPod, { sidecarSets: sets })).toEqual(['replace /spec/containers/0'])
  })

  test('a sidecar takes from the container of the Pod that it replaces: the second time that is gone', () => {
    const sets = [
      setOf('a', {
        name: 'reader',
        image: 'a',
        transferEnv: [{ sourceContainerName: 'web', envName: 'TZ' }],
      }),
      setOf('b', { name: 'web', image: 'b' }),
    ]
    expect(changesAgain(webPod, { sidecarSets: sets })).toEqual(['replace /spec/containers/0'])
  })

  test('mounts are shared with a container that gets replaced: likewise', () => {
    const sets = [
      setOf('a', { name: 'reader', image: 'a', shareVolumePolicy: { type: 'enabled' } }),
      setOf('b', { name: 'web', image: 'b' }),
    ]
    expect(changesAgain(webPod, { sidecarSets: sets })).toEqual(['replace /spec/containers/0'])
  })

  test('two sidecars of one name: both are added, then both replace the last one, and the later wins', () => {
    const sets = [
      setOf('a', { name: 'agent', image: 'a', podInjectPolicy: 'AfterAppContainer' }),
      setOf('b', { name: 'agent', image: 'b', podInjectPolicy: 'BeforeAppContainer' }),
    ]
    expect(changesAgain(webPod, { sidecarSets: sets })).toEqual(['replace /spec/containers/2'])
  })

  test('a sidecar that says IS_INJECTED=false of itself: nobody can tell that it was injected', () => {
    const sets = [
      setOf(
        'a',
        { name: 'reader', image: 'a', shareVolumePolicy: { type: 'enabled' } },
        {
          name: 'hidden',
          image: 'b',
          env: [{ name: 'IS_INJECTED', value: 'false' }],
          volumeMounts: [{ name: 'logs', mountPath: '/logs' }],
        },
      ),
    ]
    expect(changesAgain(webPod, { sidecarSets: sets })).toEqual(['replace /spec/containers/0'])
  })

  test('an init container that says so: v1.3.0 adds it again', () => {
    const hidden = { name: 'hidden', image: 'b', env: [{ name: 'IS_INJECTED', value: 'false' }] }
    const set: SidecarSet = { ...setOf('a'), spec: { selector, initContainers: [hidden] } }
    expect(changesAgain(webPod, { sidecarSets: [set] })).toEqual(['add /spec/initContainers/-'])
  })

  test('MergePatchJson: a missing value is set as it stands, nulls included, and merged only the next time', () => {
    const patchPodMetadata = [{ patchPolicy: 'MergePatchJson', annotations: { conf: '{"b":1,"a":null}' } }]
    const set: SidecarSet = { ...setOf('a'), spec: { selector, patchPodMetadata } }
    expect(changesAgain(webPod, { sidecarSets: [set] })).toEqual(['replace /metadata/annotations/conf'])
  })

  test('MergePatchJson that does not merge with itself: refused the second time', () => {
    const patchPodMetadata = [{ patchPolicy: 'MergePatchJson', annotations: { conf: 'not json' } }]
    const set: SidecarSet = { ...setOf('a'), spec: { selector, patchPodMetadata } }
    const injector = createInjector({ sidecarSets: [set] })
    const first = injector.inject(webPod, { now })
    expect(first.pod.metadata?.annotations).toEqual({ conf: 'not json' })
    expect(injector.inject(first.pod, { now })).toMatchObject({
      allowed: false,
      issues: [{ code: 'annotation-not-mergeable' }],
    })
  })

  test('resourcesPolicy of a SidecarSet with hot upgrade: x-1 and x-2 are no names of its containers, so they count', () => {
    const set = setOf(
      'a',
      {
        name: 'sized',
        image: 'a',
        resourcesPolicy: {
          targetContainersMode: 'sum',
          targetContainersNameRegex: '.*',
          resourcesExpr: { limits: { cpu: 'cpu' } },
        },
      },
      {
        name: 'hot',
        image: 'b',
        resources: { limits: { cpu: '1' } },
        upgradeStrategy: { upgradeType: 'HotUpgrade' },
      },
    )
    const changes = changesAgain(webPod, { sidecarSets: [set], profile: 'v1.9.0' })
    expect(changes).toEqual(['replace /spec/containers/0'])
  })
})

describe('where a later injection of something else loses what the first wrote', () => {
  const first = createInjector({ sidecarSets: [setOf('a', { name: 'one', image: 'a' })] })
  const list = 'kruise.io/sidecarset-injected-list'

  test('v1.3.0 writes the list of injected SidecarSets anew', () => {
    const then = createInjector({ sidecarSets: [setOf('b', { name: 'two', image: 'b' })] })
    const both = then.inject(first.inject(webPod, { now }).pod, { now })
    expect(both.pod.metadata?.annotations?.[list]).toBe('b')
  })

  test('v1.9.0 keeps what the list had', () => {
    const then = createInjector({ sidecarSets: [setOf('b', { name: 'two', image: 'b' })], profile: 'v1.9.0' })
    const both = then.inject(first.inject(webPod, { now }).pod, { now })
    expect(both.pod.metadata?.annotations?.[list]).toBe('a,b')
  })

  test('hash entries of the first stay in both', () => {
    const then = createInjector({ sidecarSets: [setOf('b', { name: 'two', image: 'b' })] })
    const both = then.inject(first.inject(webPod, { now }).pod, { now })
    const hashes: unknown = JSON.parse(both.pod.metadata?.annotations?.['kruise.io/sidecarset-hash'] ?? '')
    expect(Object.keys(hashes as object)).toEqual(['a', 'b'])
  })
})
