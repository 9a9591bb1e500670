import { describe, expect, test } from 'vitest'
import type { Container, InjectorConfig, Pod, SidecarContainer, SidecarSet } from 'sidecarset'
import { agentSet, app, codes, hashes, inject, podOf, setOf } from './subjects.js'

/** What happens silently in a cluster, and what looks like it and draws no warning. */
interface Case {
  readonly pod?: Pod
  readonly sets: readonly SidecarSet[]
  readonly config?: Partial<InjectorConfig>
}

const mount = (name: string, mountPath: string, rest: object = {}): object => ({ name, mountPath, ...rest })

function withMounts(name: string, ...volumeMounts: object[]): Container {
  return { ...app, name, volumeMounts: volumeMounts as never }
}

const sharing = (...volumeMounts: object[]): SidecarSet =>
  setOf({
    containers: [
      {
        name: 'agent',
        image: 'a',
        volumeMounts: volumeMounts as never,
        shareVolumePolicy: { type: 'enabled' },
      },
    ],
    volumes: [{ name: 'own' }, { name: 'data' }],
  })

const mounting = (name: string, volume: object): SidecarSet =>
  setOf(
    {
      containers: [{ name: 'agent', image: 'a', volumeMounts: [mount('data', '/data') as never] }],
      volumes: [{ name: 'data', ...volume }],
    },
    { name },
  )

const init = (sidecar: SidecarContainer): SidecarSet =>
  setOf({ initContainers: [{ name: 'i', image: 'i', ...sidecar }] })

const v19 = { profile: 'v1.9.0' } as const

describe.each<[code: string, fires: Record<string, Case>, quiet: Record<string, Case>]>([
  [
    'container-replaced',
    {
      'a container of the Pod has the name of a sidecar': {
        pod: podOf({ containers: [{ ...app, name: 'agent' }] }),
        sets: [agentSet()],
      },
      'one of a hot-upgraded pair': {
        pod: podOf({ containers: [{ ...app, name: 'agent-2' }] }),
        sets: [agentSet({ upgradeStrategy: { upgradeType: 'HotUpgrade' } })],
      },
      'an init container, in v1.9.0': {
        pod: podOf({ initContainers: [{ name: 'i' }] }),
        sets: [init({})],
        config: v19,
      },
    },
    {
      'another name': { sets: [agentSet()] },
      'it was injected before': {
        pod: podOf({
          containers: [{ ...app, name: 'agent', env: [{ name: 'IS_INJECTED', value: 'true' }] }],
        }),
        sets: [agentSet()],
      },
      'an init container, in v1.3.0, where both stay': {
        pod: podOf({ initContainers: [{ name: 'i' }] }),
        sets: [init({})],
      },
    },
  ],
  [
    'init-container-again',
    {
      'an init container of v1.3.0 that was injected before': {
        pod: podOf({ initContainers: [{ name: 'i', env: [{ name: 'IS_INJECTED', value: 'true' }] }] }),
        sets: [init({})],
      },
      'one that is what would be injected': {
        pod: podOf({
          initContainers: [{ name: 'i', image: 'i', env: [{ name: 'IS_INJECTED', value: 'true' }] }],
        }),
        sets: [init({})],
      },
    },
    {
      'one of the author': { pod: podOf({ initContainers: [{ name: 'i' }] }), sets: [init({})] },
      'v1.9.0 replaces it': {
        pod: podOf({ initContainers: [{ name: 'i', env: [{ name: 'IS_INJECTED', value: 'true' }] }] }),
        sets: [init({})],
        config: v19,
      },
    },
  ],
  [
    'container-name-clash',
    {
      'two SidecarSets inject one name': { sets: [agentSet({}, { name: 'a' }), agentSet({}, { name: 'b' })] },
      'a container and an init container': {
        sets: [
          agentSet({}, { name: 'a' }),
          setOf({ initContainers: [{ name: 'agent', image: 'x' }] }, { name: 'b' }),
        ],
      },
      'a container of the author and an init container': {
        sets: [setOf({ initContainers: [{ name: 'app', image: 'x' }] }, { name: 'b' })],
      },
      'an init container of the author and a container': {
        pod: podOf({ initContainers: [{ name: 'agent' }] }),
        sets: [agentSet({}, { name: 'a' })],
      },
      'an init container of the author, which v1.3.0 leaves beside its own': {
        pod: podOf({ initContainers: [{ name: 'agent' }] }),
        sets: [setOf({ initContainers: [{ name: 'agent', image: 'x' }] }, { name: 'b' })],
      },
      'one of them by hot upgrade': {
        sets: [
          agentSet({ name: 'agent-1' }, { name: 'a' }),
          agentSet({ upgradeStrategy: { upgradeType: 'HotUpgrade' } }, { name: 'b' }),
        ],
      },
    },
    {
      'one of them does not match': {
        sets: [agentSet({}, { name: 'a' }), { ...setOf({ selector: {} }, { name: 'b' }) }],
      },
      'an init container of the author in v1.9.0, which is replaced': {
        pod: podOf({ initContainers: [{ name: 'agent' }] }),
        sets: [setOf({ initContainers: [{ name: 'agent', image: 'x' }] }, { name: 'b' })],
        config: v19,
      },
      'what was injected before': {
        pod: podOf({ initContainers: [{ name: 'agent', env: [{ name: 'IS_INJECTED', value: 'true' }] }] }),
        sets: [setOf({ initContainers: [{ name: 'agent', image: 'x' }] }, { name: 'b' })],
      },
    },
  ],
  [
    'volume-shadowed',
    {
      'the Pod has the name with other content': {
        pod: podOf({ volumes: [{ name: 'data', hostPath: { path: '/x' } }] }),
        sets: [mounting('a', { emptyDir: {} })],
      },
      'another SidecarSet brings the name with other content': {
        sets: [
          mounting('a', { emptyDir: {} }),
          { ...mounting('b', { emptyDir: { medium: 'Memory' } }), metadata: { name: 'b' } },
        ].map((set, index) => (index === 0 ? set : renamed(set))),
      },
    },
    {
      'the same content': {
        pod: podOf({ volumes: [{ name: 'data', emptyDir: {} }] }),
        sets: [mounting('a', { emptyDir: {} })],
      },
      'no source, which is an empty directory': {
        pod: podOf({ volumes: [{ name: 'data' }] }),
        sets: [mounting('a', { emptyDir: {} })],
      },
      'the same but for the spelling of defaults': {
        pod: podOf({ volumes: [{ name: 'data', configMap: { name: 'c', defaultMode: 420 } }] }),
        sets: [mounting('a', { configMap: { name: 'c' } })],
      },
      'the same, and the key order another': {
        pod: podOf({ volumes: [{ hostPath: { type: '', path: '/x' }, name: 'data' }] }),
        sets: [mounting('a', { hostPath: { path: '/x' } })],
      },
      'nothing mounts it': {
        pod: podOf({ volumes: [{ name: 'data', hostPath: { path: '/x' } }] }),
        sets: [{ ...agentSet(), spec: { ...agentSet().spec, volumes: [{ name: 'data', emptyDir: {} }] } }],
      },
    },
  ],
  [
    'mount-dropped',
    {
      'the sidecar has another volume there': {
        pod: podOf({ containers: [withMounts('app', mount('data', '/x'))] }),
        sets: [sharing(mount('own', '/x'))],
      },
      'another part of the volume': {
        pod: podOf({ containers: [withMounts('app', mount('data', '/x', { subPath: 'a' }))] }),
        sets: [sharing(mount('data', '/x'))],
      },
      'another part of the volume, named by an expression': {
        pod: podOf({
          containers: [withMounts('app', mount('data', '/x', { subPathExpr: '$(A)' }))],
        }),
        sets: [sharing(mount('data', '/x', { subPathExpr: '$(B)' }))],
      },
      'two containers of the Pod have different volumes there': {
        pod: podOf({
          containers: [withMounts('app', mount('data', '/x')), withMounts('two', mount('more', '/x'))],
        }),
        sets: [sharing()],
      },
      'a device of the sidecar stands there, in v1.9.0': {
        pod: podOf({ containers: [withMounts('app', mount('data', '/x'))] }),
        sets: [
          agentSet({
            shareVolumePolicy: { type: 'enabled' },
            volumeDevices: [{ name: 'own', devicePath: '/x' }],
          }),
        ],
        config: v19,
      },
      'two containers have different devices there, in v1.9.0': {
        pod: podOf({
          containers: ['d', 'e'].map((name) => ({ name, volumeDevices: [{ name, devicePath: '/x' }] })),
        }),
        sets: [agentSet({ shareVolumeDevicePolicy: { type: 'enabled' } })],
        config: v19,
      },
    },
    {
      'another path': {
        pod: podOf({ containers: [withMounts('app', mount('data', '/y'))] }),
        sets: [sharing(mount('own', '/x'))],
      },
      'the sidecar has the same volume there': {
        pod: podOf({ containers: [withMounts('app', mount('data', '/x', { readOnly: true }))] }),
        sets: [sharing(mount('data', '/x'))],
      },
      'all containers have the same volume there, as a service account token': {
        pod: podOf({
          containers: [withMounts('app', mount('token', '/x')), withMounts('two', mount('token', '/x'))],
        }),
        sets: [sharing()],
      },
      'nothing is shared': {
        pod: podOf({ containers: [withMounts('app', mount('data', '/data'))] }),
        sets: [mounting('a', { emptyDir: {} })],
      },
    },
  ],
  [
    'transfer-env-missing',
    {
      'no such container': {
        sets: [agentSet({ transferEnv: [{ sourceContainerName: 'no', envName: 'A' }] })],
      },
      'no such variable': {
        sets: [agentSet({ transferEnv: [{ sourceContainerName: 'app', envName: 'A' }] })],
      },
      'a field path that names nothing': {
        sets: [
          agentSet({
            transferEnv: [
              { sourceContainerNameFrom: { fieldRef: { fieldPath: 'metadata.name' } }, envName: 'A' },
            ],
          }),
        ],
      },
    },
    {
      'it is there': {
        pod: podOf({ containers: [{ ...app, env: [{ name: 'A', value: '' }] }] }),
        sets: [agentSet({ transferEnv: [{ sourceContainerName: 'app', envName: 'A' }] })],
      },
      'no name is asked for': { sets: [agentSet({ transferEnv: [{ sourceContainerName: 'no' }] })] },
    },
  ],
  [
    'missing-volume',
    {
      'a mount without a volume, in v1.9.0': {
        sets: [agentSet({ volumeMounts: [{ name: 'no', mountPath: '/x' }] })],
        config: v19,
      },
      'a device without a volume, in v1.9.0': {
        sets: [agentSet({ volumeDevices: [{ name: 'no', devicePath: '/x' }] })],
        config: v19,
      },
    },
    {
      'the volume is there': { sets: [mounting('a', { emptyDir: {} })], config: v19 },
      'a device, in v1.3.0, which does not look at them': {
        sets: [agentSet({ volumeDevices: [{ name: 'no', devicePath: '/x' }] })],
      },
    },
  ],
  [
    'stale-hash',
    { 'the annotation does not fit': { sets: [agentSet({}, { annotations: { [hashes]: 'old' } })] } },
    {
      'no annotation': { sets: [agentSet()] },
      'an empty one': { sets: [agentSet({}, { annotations: { [hashes]: '' } })] },
    },
  ],
  [
    'feature-beyond-profile',
    {
      'namespaceSelector in v1.3.0': {
        sets: [{ ...agentSet(), spec: { ...agentSet().spec, namespaceSelector: {} } }],
      },
      'restartPolicy of an init container': { sets: [init({ restartPolicy: 'Always' })] },
      'podInjectPolicy of an init container': { sets: [init({ podInjectPolicy: 'BeforeAppContainer' })] },
      'shared mounts of an init container': { sets: [init({ shareVolumePolicy: { type: 'enabled' } })] },
      'hot upgrade of an init container': {
        sets: [init({ upgradeStrategy: { upgradeType: 'HotUpgrade' } })],
      },
      shareVolumeDevicePolicy: { sets: [agentSet({ shareVolumeDevicePolicy: { type: 'enabled' } })] },
      'policy Partial': {
        sets: [setOf({ injectionStrategy: { revision: { revisionName: 'r', policy: 'Partial' } } })],
        config: {
          controllerRevisions: [{ metadata: { name: 'r', namespace: 'kruise-system' }, data: { spec: {} } }],
        },
      },
    },
    {
      'the same in v1.9.0': {
        sets: [init({ restartPolicy: 'Always', podInjectPolicy: 'BeforeAppContainer' })],
        config: v19,
      },
      'a field that no version knows is for validation': {
        sets: [agentSet({ nonsense: 1 } as SidecarContainer)],
      },
      'what v1.3.0 has': {
        sets: [agentSet({ podInjectPolicy: 'AfterAppContainer', shareVolumePolicy: { type: 'disabled' } })],
      },
    },
  ],
  [
    'malformed-selector',
    {
      'a key that is none': {
        pod: podOf({}, { labels: { 'a b': 'x' } }),
        sets: [{ ...agentSet(), spec: { ...agentSet().spec, selector: { matchLabels: { 'a b': 'x' } } } }],
      },
    },
    { 'a good one': { sets: [agentSet()] } },
  ],
])('%s', (code, fires, quiet) => {
  const found = ({ pod = podOf(), sets, config }: Case): readonly string[] =>
    inject(pod, sets, config)
      .issues.filter((issue) => issue.code === code)
      .map(({ severity }) => severity)

  test.each(Object.entries(fires))('warns: %s', (_, one) => {
    expect(found(one)).toEqual(['warning'])
  })

  test.each(Object.entries(quiet))('is quiet: %s', (_, one) => {
    expect(found(one)).toEqual([])
  })
})

/** The SidecarSet with a container of another name. */
function renamed(set: SidecarSet): SidecarSet {
  const containers = set.spec?.containers?.map((container) => ({ ...container, name: 'other' })) ?? []
  return { ...set, spec: { ...set.spec, containers } }
}

test('a warning names the SidecarSet and the place in it', () => {
  const set = agentSet({
    transferEnv: [
      { sourceContainerName: 'app', envName: 'A' },
      { sourceContainerName: 'no', envName: 'B' },
    ],
  })
  const { issues } = inject(podOf(), [set])
  expect(codes(issues)).toEqual([
    'transfer-env-missing spec.containers.0.transferEnv.0',
    'transfer-env-missing spec.containers.0.transferEnv.1',
  ])
  expect(issues[0]?.resource).toEqual({ kind: 'SidecarSet', name: 'set' })
})

test('SidecarSets that do not match warn of nothing', () => {
  const set = setOf(
    { selector: { matchLabels: { app: 'db' } }, namespaceSelector: {} },
    { annotations: { [hashes]: 'old' } },
  )
  expect(inject(podOf(), [set]).issues).toEqual([])
})

test('namespaceSelector in v1.3.0: the warning says that it matches every namespace', () => {
  const [issue] = inject(podOf(), [
    { ...agentSet(), spec: { ...agentSet().spec, namespaceSelector: {} } },
  ]).issues
  expect(issue?.message).toContain('EVERY namespace')
})
