import { describe, expect, test } from 'vitest'
import type { Container, LocalObjectReference, SidecarContainer, SidecarSet } from 'sidecarset'
import {
  agentSet,
  app,
  bothProfiles,
  codes,
  container,
  envNames,
  inject,
  names,
  podOf,
  setOf,
} from './subjects.js'

const mark = { name: 'IS_INJECTED', value: 'true' }

function sidecar(name: string, rest: SidecarContainer = {}): SidecarContainer {
  return { name, image: `${name}:1`, ...rest }
}

describe.each(bothProfiles)('%s: containers', (profile) => {
  const place = (...containers: SidecarContainer[]): string[] =>
    names(inject(podOf(), [setOf({ containers })], { profile }).pod)

  test('BeforeAppContainer goes in front of all, AfterAppContainer behind, each side in the order of building', () => {
    const before = { podInjectPolicy: 'BeforeAppContainer' }
    const after = { podInjectPolicy: 'AfterAppContainer' }
    const placed = place(sidecar('a', after), sidecar('b', before), sidecar('c', before), sidecar('d', after))
    expect(placed).toEqual(['b', 'c', 'app', 'a', 'd'])
  })

  test('no policy is BeforeAppContainer, by default', () => {
    expect(place(sidecar('a'))).toEqual(['a', 'app'])
  })

  test('what is injected is the defaulted container, without the fields that only a SidecarSet has', () => {
    const set = agentSet({
      podInjectPolicy: 'AfterAppContainer',
      upgradeStrategy: { upgradeType: 'ColdUpgrade' },
      shareVolumePolicy: { type: 'disabled' },
      transferEnv: [],
      resources: { limits: { cpu: '0.1234' } },
    })
    expect(container(inject(podOf(), [set], { profile }).pod, 'agent')).toEqual({
      name: 'agent',
      image: 'agent:1',
      env: [mark],
      resources: { limits: { cpu: '124m' } },
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      imagePullPolicy: 'IfNotPresent',
    })
  })

  test('a container of the Pod of that name is replaced in place, as a whole', () => {
    const own: Container = { ...app, name: 'agent', env: [{ name: 'OWN', value: '1' }] }
    const pod = podOf({ containers: [app, own, { ...app, name: 'last' }] })
    const result = inject(pod, [agentSet()], { profile })
    expect(names(result.pod)).toEqual(['app', 'agent', 'last'])
    expect(envNames(result.pod, 'agent')).toEqual(['IS_INJECTED'])
  })

  test('the last one, if the Pod has the name twice', () => {
    const own: Container = { ...app, name: 'agent' }
    const { pod } = inject(podOf({ containers: [own, own, app] }), [agentSet()], { profile })
    expect(pod.spec?.containers?.map(({ image }) => image)).toEqual(['app:1', 'agent:1', 'app:1'])
  })

  describe('two sidecars of one name', () => {
    const sets = [agentSet({ image: 'one' }, { name: '1' }), agentSet({ image: 'two' }, { name: '2' })]
    const imagesOf = (containers: readonly Container[]): unknown =>
      inject(podOf({ containers }), sets, { profile }).pod.spec?.containers?.map(({ image }) => image)

    test('both are placed', () => {
      expect(imagesOf([app])).toEqual(['one', 'two', 'app:1'])
    })

    test('both replace the same container of the Pod, and the later wins', () => {
      expect(imagesOf([{ ...app, name: 'agent' }])).toEqual(['two'])
    })
  })

  describe('env of a sidecar', () => {
    const source: Container = {
      name: 'app',
      env: [
        { name: 'A', value: 'app' },
        { name: 'B', value: 'app' },
        { name: 'C', value: 'app' },
      ],
      volumeMounts: [{ name: 'v', mountPath: '/v', subPathExpr: '$(B)$(C)' }],
    }
    const set = agentSet({
      env: [
        { name: 'A', value: 'own' },
        { name: 'D', value: '1' },
        { name: 'D', value: '2' },
      ],
      transferEnv: [{ sourceContainerName: 'app', envNames: ['A', 'B'] }],
      shareVolumePolicy: { type: 'enabled' },
    })

    test('its own list with doubles, IS_INJECTED, transferred, then of shared mounts; no name of the last two twice', () => {
      const { pod } = inject(podOf({ containers: [source] }), [set], { profile })
      expect(container(pod, 'agent').env).toEqual([
        { name: 'A', value: 'own' },
        { name: 'D', value: '1' },
        { name: 'D', value: '2' },
        mark,
        { name: 'B', value: 'app' },
        { name: 'C', value: 'app' },
      ])
    })

    test('IS_INJECTED is there once more when the sidecar has it itself', () => {
      const { pod } = inject(podOf(), [agentSet({ env: [mark] })], { profile })
      expect(envNames(pod, 'agent')).toEqual(['IS_INJECTED', 'IS_INJECTED'])
    })
  })

  describe('a container of the Pod counts as injected by its first env var IS_INJECTED', () => {
    const share = agentSet({ shareVolumePolicy: { type: 'enabled' } })
    test.each<[string, Container['env'], shared: boolean]>([
      ['true', [mark], false],
      ['another value', [{ name: 'IS_INJECTED', value: 'True' }], true],
      ['the first one says no', [{ name: 'IS_INJECTED', value: 'no' }, mark], true],
      ['the first one says yes', [{ name: 'A', value: '' }, mark, { name: 'IS_INJECTED', value: '' }], false],
      ['no env', undefined, true],
    ])('%s', (_, env, shared) => {
      const source = { ...app, env, volumeMounts: [{ name: 'v', mountPath: '/v' }] }
      const { pod } = inject(podOf({ containers: [source] }), [share], { profile })
      expect((container(pod, 'agent').volumeMounts ?? []).length > 0).toBe(shared)
    })
  })

  test('image pull secrets: the first of a name stays, later ones go, also in the list of the Pod', () => {
    const secrets = (...list: string[]): LocalObjectReference[] => list.map((name) => ({ name }))
    const set = { ...agentSet(), spec: { ...agentSet().spec, imagePullSecrets: secrets('b', 'c', 'c') } }
    const { pod, patch } = inject(podOf({ imagePullSecrets: secrets('a', 'b', 'a') }), [set], { profile })
    expect(pod.spec?.imagePullSecrets).toEqual(secrets('a', 'b', 'c'))
    expect(patch.filter(({ path }) => path.includes('Secrets'))).toEqual([
      { op: 'remove', path: '/spec/imagePullSecrets/2' },
      { op: 'add', path: '/spec/imagePullSecrets/-', value: { name: 'c' } },
    ])
  })
})

describe('any other podInjectPolicy, or none, as a revision may have it', () => {
  test.each([
    ['v1.3.0', 'in front', ['agent', 'app']],
    ['v1.9.0', 'behind', ['app', 'agent']],
  ] as const)('%s: %s', (profile, _, expected) => {
    const set = agentSet({ podInjectPolicy: 'Elsewhere' })
    expect(names(inject(podOf(), [set], { profile }).pod)).toEqual(expected)
  })
})

describe('init containers', () => {
  const own = { name: 'setup', image: 'setup:1' }
  const inits = (...initContainers: SidecarContainer[]): SidecarSet => setOf({ initContainers })
  const source: Container = {
    name: 'app',
    env: [{ name: 'A', value: 'app' }],
    volumeMounts: [{ name: 'v', mountPath: '/v', subPathExpr: '$(A)' }],
  }

  describe('v1.3.0', () => {
    test('they are sorted by name and go behind those of the Pod', () => {
      const sets = [
        inits(sidecar('z'), sidecar('m')),
        setOf({ initContainers: [sidecar('a')] }, { name: 'other' }),
      ]
      const { pod } = inject(podOf({ initContainers: [own] }), sets)
      expect(names(pod, 'initContainers')).toEqual(['setup', 'a', 'm', 'z'])
    })

    test('sorting is stable: of equal names the SidecarSet visited first goes first', () => {
      const sets = ['2', '1'].map((name) =>
        setOf({ initContainers: [sidecar('same', { image: name })] }, { name }),
      )
      const { pod } = inject(podOf(), sets)
      expect(pod.spec?.initContainers?.map(({ image }) => image)).toEqual(['1', '2'])
    })

    test('one of the same name is not replaced: both stay', () => {
      const { pod } = inject(podOf({ initContainers: [own] }), [inits(sidecar('setup', { image: 'other' }))])
      expect(pod.spec?.initContainers?.map(({ image }) => image)).toEqual(['setup:1', 'other'])
    })

    test('one that was injected before is known by its mark and not added again', () => {
      const once = inject(podOf({ initContainers: [own] }), [inits(sidecar('setup', { image: 'other' }))])
      const twice = inject(once.pod, [inits(sidecar('setup', { image: 'other' }))])
      expect(twice.changed).toBe(false)
    })

    test('policies mean nothing, and env is appended without looking for doubles', () => {
      const set = inits(
        sidecar('init', {
          podInjectPolicy: 'BeforeAppContainer',
          shareVolumePolicy: { type: 'enabled' },
          upgradeStrategy: { upgradeType: 'HotUpgrade' },
          env: [{ name: 'A', value: 'own' }],
          transferEnv: [{ sourceContainerName: 'app', envName: 'A' }],
        }),
      )
      const { pod } = inject(podOf({ initContainers: [own], containers: [source] }), [set])
      expect(names(pod, 'initContainers')).toEqual(['setup', 'init'])
      expect(envNames(pod, 'init')).toEqual(['A', 'IS_INJECTED', 'A'])
      expect(container(pod, 'init').volumeMounts).toBeUndefined()
    })

    test('restartPolicy is dropped', () => {
      const { pod } = inject(podOf(), [inits(sidecar('init', { restartPolicy: 'Always' }))])
      expect(container(pod, 'init')).not.toHaveProperty('restartPolicy')
    })
  })

  describe('v1.9.0', () => {
    const profile = 'v1.9.0'

    test('sorted by name, then in front or behind; by default behind', () => {
      const set = inits(
        sidecar('z', { podInjectPolicy: 'BeforeAppContainer' }),
        sidecar('b'),
        sidecar('y', { podInjectPolicy: 'BeforeAppContainer' }),
        sidecar('a'),
      )
      const { pod } = inject(podOf({ initContainers: [own] }), [set], { profile })
      expect(names(pod, 'initContainers')).toEqual(['y', 'z', 'setup', 'a', 'b'])
    })

    test('one of the same name is replaced in place', () => {
      const pod = podOf({ initContainers: [own, { name: 'last' }] })
      const result = inject(pod, [inits(sidecar('setup', { image: 'other' }))], { profile })
      expect(result.pod.spec?.initContainers?.map(({ image }) => image)).toEqual(['other', undefined])
      expect(codes(result.issues)).toEqual(['container-replaced spec.initContainers.0'])
    })

    test('a container of that name is no init container, and stays', () => {
      const { pod } = inject(podOf(), [inits(sidecar('app', { image: 'other' }))], { profile })
      expect([names(pod, 'initContainers'), names(pod)]).toEqual([['app'], ['app']])
      expect(pod.spec?.containers?.[0]).toStrictEqual(app)
    })

    test('built like containers in everything: env without doubles, shared mounts, hot upgrade of native sidecars', () => {
      const set = inits(
        sidecar('init', {
          restartPolicy: 'Always',
          shareVolumePolicy: { type: 'enabled' },
          upgradeStrategy: { upgradeType: 'HotUpgrade', hotUpgradeEmptyImage: 'empty:1' },
          env: [{ name: 'A', value: 'own' }],
          transferEnv: [{ sourceContainerName: 'app', envName: 'A' }],
        }),
      )
      const { pod } = inject(podOf({ containers: [source] }), [set], { profile })
      expect(names(pod, 'initContainers')).toEqual(['init-1', 'init-2'])
      expect(envNames(pod, 'init-1')).toEqual([
        'A',
        'IS_INJECTED',
        'SIDECARSET_VERSION',
        'SIDECARSET_VERSION_ALT',
      ])
      expect(container(pod, 'init-1')).toMatchObject({
        restartPolicy: 'Always',
        volumeMounts: source.volumeMounts,
      })
    })

    test('hot upgrade names count in the sorting', () => {
      const hot = { restartPolicy: 'Always', upgradeStrategy: { upgradeType: 'HotUpgrade' } }
      const set = inits(sidecar('b', hot), sidecar('b-10'))
      const { pod } = inject(podOf(), [set], { profile })
      expect(names(pod, 'initContainers')).toEqual(['b-1', 'b-10', 'b-2'])
    })
  })

  test.each(bothProfiles)(
    '%s: they are built before the containers of the SidecarSet, so their volumes come first',
    (profile) => {
      const mount = (name: string): SidecarContainer =>
        sidecar(name, { volumeMounts: [{ name, mountPath: '/x' }] })
      const set = setOf({
        containers: [mount('c')],
        initContainers: [mount('i')],
        volumes: [{ name: 'c' }, { name: 'i' }],
      })
      const { pod } = inject(podOf(), [set], { profile })
      expect(pod.spec?.volumes?.map(({ name }) => name)).toEqual(['i', 'c'])
    },
  )
})
