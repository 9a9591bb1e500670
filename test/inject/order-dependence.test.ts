import { describe, expect, test } from 'vitest'
import { createInjector, type InjectorConfig, type Pod, type SidecarSet } from 'sidecarset'
import { agentSet, annotation, inject, names, podOf, setOf } from './subjects.js'

// The manager of OpenKruise lists SidecarSets from a map: another order than by name is as good.

const v19 = { profile: 'v1.9.0' } as const

/** What the warning says is decided by the order; undefined where there is none. */
function decided(
  sidecarSets: SidecarSet[],
  config: Partial<InjectorConfig> = v19,
  pod: Pod = podOf(),
): string | undefined {
  const { issues } = createInjector({ sidecarSets, ...config }).report(pod)
  const found = issues.filter(({ code }) => code === 'order-undetermined')
  expect(found.length).toBeLessThan(2)
  const list = 'the list of injected SidecarSets'
  for (const { severity, message } of found)
    expect(severity).toBe(message.endsWith(`decides ${list}`) ? 'info' : 'warning')
  return found[0]?.message.replace(/^.*it decides /, '')
}

const side = (
  name: string,
  podInjectPolicy: 'BeforeAppContainer' | 'AfterAppContainer',
  spec = {},
): SidecarSet => setOf({ containers: [{ name, image: 'i', podInjectPolicy }], ...spec }, { name })

const first = (name: string, spec = {}): SidecarSet => side(name, 'BeforeAppContainer', spec)

const last = (name: string, spec = {}): SidecarSet => side(name, 'AfterAppContainer', spec)

const containers = 'the order of the containers, or which of one name stays'
const secrets = 'the order of the image pull secrets'
const volumes = 'which volume of one name is added'

const mounting = (
  name: string,
  volume: object,
  policy: 'BeforeAppContainer' | 'AfterAppContainer',
): SidecarSet =>
  setOf(
    {
      containers: [
        { name, image: 'i', podInjectPolicy: policy, volumeMounts: [{ name: 'data', mountPath: '/data' }] },
      ],
      volumes: [{ name: 'data', ...volume }],
    },
    { name },
  )

describe('order-undetermined', () => {
  test.each<[string, SidecarSet[], string]>([
    ['two on one side', [first('a'), first('b')], containers],
    ['two of one name', [agentSet({}, { name: 'a' }), agentSet({ image: 'b' }, { name: 'b' })], containers],
    [
      'two that replace one of the Pod',
      [agentSet({ name: 'app' }, { name: 'a' }), agentSet({ name: 'app', image: 'b' }, { name: 'b' })],
      containers,
    ],
    [
      'two init containers of one name',
      ['a', 'b'].map((image) => setOf({ initContainers: [{ name: 'i', image }] }, { name: image })),
      containers,
    ],
    [
      'two volumes of one name and other content',
      [
        mounting('a', { emptyDir: {} }, 'BeforeAppContainer'),
        mounting('b', { hostPath: { path: '/' } }, 'AfterAppContainer'),
      ],
      volumes,
    ],
    [
      'pull secrets',
      [first('a', { imagePullSecrets: [{ name: 'x' }] }), last('b', { imagePullSecrets: [{ name: 'y' }] })],
      secrets,
    ],
    [
      'annotations',
      ['a', 'b'].map((name) => setOf({ patchPodMetadata: [{ annotations: { k: name } }] }, { name })),
      'values of annotations',
    ],
  ])('%s', (_, sets, expected) => {
    expect(decided(sets)).toBe(expected)
  })

  test.each<[string, SidecarSet[], Pod?]>([
    ['one SidecarSet', [first('a')]],
    ['one on each side', [first('a'), last('b')]],
    [
      'init containers of different names',
      ['a', 'b'].map((name) => setOf({ initContainers: [{ name, image: 'i' }] }, { name })),
    ],
    [
      'a volume that the Pod has',
      [
        mounting('a', { emptyDir: {} }, 'BeforeAppContainer'),
        mounting('b', { hostPath: { path: '/' } }, 'AfterAppContainer'),
      ],
      podOf({ volumes: [{ name: 'data', emptyDir: {} }] }),
    ],
    [
      'equal volumes, one spelled with its default',
      [
        mounting('a', { configMap: { name: 'c' } }, 'BeforeAppContainer'),
        mounting('b', { configMap: { name: 'c', defaultMode: 420 } }, 'AfterAppContainer'),
      ],
    ],
    [
      'one pull secret for both',
      [first('a', { imagePullSecrets: [{ name: 'x' }] }), last('b', { imagePullSecrets: [{ name: 'x' }] })],
    ],
    [
      'other annotations',
      ['a', 'b'].map((name) => setOf({ patchPodMetadata: [{ annotations: { [name]: name } }] }, { name })),
    ],
    [
      'SidecarSets for other Pods',
      [first('a'), setOf({ ...first('b').spec, selector: { matchLabels: { app: 'db' } } }, { name: 'b' })],
    ],
  ])('not: %s', (_, sets, pod) => {
    expect(decided(sets, v19, pod)).toBeUndefined()
  })

  test('not between one that is bound to the namespace and one that is bound to none', () => {
    const bound = setOf({ ...first('b').spec, namespace: 'default' }, { name: 'b' })
    expect(decided([first('a'), bound])).toBeUndefined()
    expect(decided([first('a'), bound, first('c')])).toBe(containers)
  })

  test('v1.3.0 writes the list of names in the order of its work', () => {
    expect(decided([first('a'), last('b')], {})).toBe('the list of injected SidecarSets')
  })

  test('v1.3.0 notes one hot-upgraded container only', () => {
    const hot = (set: SidecarSet): SidecarSet => {
      const [one] = set.spec?.containers ?? []
      return setOf(
        { containers: [{ ...one, upgradeStrategy: { upgradeType: 'HotUpgrade' } }] },
        set.metadata ?? {},
      )
    }
    expect(decided([hot(first('a')), hot(last('b'))], {})).toContain('values of annotations')
    expect(decided([hot(first('a')), hot(last('b'))])).toBeUndefined()
  })

  test('inject does not look for it', () => {
    const { issues } = inject(podOf(), [first('a'), first('b')], v19)
    expect(issues).toEqual([])
  })
})

describe('sortContainersByName', () => {
  const sets = [
    setOf(
      {
        containers: [
          { name: 'z', image: 'i' },
          { name: 'm', image: 'i' },
        ],
      },
      { name: 'a' },
    ),
    first('b'),
  ]

  test('off, containers go by SidecarSet; on, by their names', () => {
    expect(names(inject(podOf(), sets, v19).pod)).toEqual(['z', 'm', 'b', 'app'])
    const sorted = { ...v19, sortContainersByName: true }
    expect(names(inject(podOf(), sets, sorted).pod)).toEqual(['b', 'm', 'z', 'app'])
    expect(decided(sets, sorted)).toBeUndefined()
  })

  test('the annotations do not change', () => {
    const { pod } = inject(podOf(), sets, { ...v19, sortContainersByName: true })
    const list = 'kruise.io/sidecarset-injected-list'
    expect(annotation(pod, list)).toBe(annotation(inject(podOf(), sets, v19).pod, list))
  })

  test.each(['v1.3.0', 'v1.8.0'] as const)('%s has no such gate', (profile) => {
    expect(names(inject(podOf(), sets, { profile, sortContainersByName: true }).pod)).toEqual([
      'z',
      'm',
      'b',
      'app',
    ])
  })
})
