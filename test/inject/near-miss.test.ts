import { expect, test } from 'vitest'
import {
  createInjector,
  reviewPod,
  type LabelSelector,
  type Namespace,
  type SidecarSetDecision,
  type SidecarSetSpec,
} from 'sidecarset'
import type { NearMissChange } from '../../src/inject/decide/near-miss.js'

const virtualNode = 'serverless.alibabacloud.com/virtual-node'

function changesFor(
  spec: SidecarSetSpec,
  labels: Record<string, string>,
  namespaces?: readonly Namespace[],
): readonly NearMissChange[] | undefined {
  const injector = createInjector({
    profile: 'v1.9.0',
    namespaces,
    sidecarSets: [
      {
        apiVersion: 'apps.kruise.io/v1alpha1',
        kind: 'SidecarSet',
        metadata: { name: 'logs' },
        spec: { containers: [{ name: 'logs', image: 'busybox' }], ...spec },
      },
    ],
  })
  const pod = {
    metadata: { name: 'web', namespace: 'shop', labels },
    spec: { containers: [{ name: 'app' }] },
  }
  return injector.explain(pod)[0]?.facts?.nearMiss?.changes
}

const selecting = (selector: LabelSelector): SidecarSetSpec => ({ selector })
const set = (
  key: string,
  value: string,
  actual?: string,
): NearMissChange & { readonly change: 'set-label' } => ({
  change: 'set-label',
  key,
  value,
  ...(actual === undefined ? {} : { actual }),
})

test.each<
  [title: string, spec: SidecarSetSpec, labels: Record<string, string>, changes: NearMissChange[] | undefined]
>([
  ['a label that is absent is set', selecting({ matchLabels: { app: 'web' } }), {}, [set('app', 'web')]],
  [
    'a label with another value gets the first value that is wanted',
    selecting({ matchExpressions: [{ key: 'tier', operator: 'In', values: ['back', 'mid'] }] }),
    { tier: 'front' },
    [set('tier', 'back', 'front')],
  ],
  [
    'a value that another requirement excludes is passed over',
    selecting({
      matchExpressions: [
        { key: 'tier', operator: 'In', values: ['back', 'mid'] },
        { key: 'tier', operator: 'NotIn', values: ['back'] },
      ],
    }),
    {},
    [set('tier', 'mid')],
  ],
  [
    'a label that must not be there is taken away',
    selecting({ matchExpressions: [{ key: 'legacy', operator: 'DoesNotExist' }] }),
    { legacy: '1' },
    [{ change: 'remove-label', key: 'legacy', actual: '1' }],
  ],
  [
    'a label of which only the presence is wanted gets a plain value',
    selecting({ matchExpressions: [{ key: 'mesh', operator: 'Exists' }] }),
    {},
    [{ ...set('mesh', 'true'), isExample: true }],
  ],
  [
    'and one that is not excluded',
    selecting({
      matchExpressions: [
        { key: 'mesh', operator: 'Exists' },
        { key: 'mesh', operator: 'NotIn', values: ['true', 'yes', 'value-1'] },
      ],
    }),
    {},
    [{ ...set('mesh', 'value-2'), isExample: true }],
  ],
  [
    'one change for each label, and none for those that fit',
    selecting({ matchLabels: { app: 'web', tier: 'back', team: 'a' } }),
    { tier: 'back', team: 'b' },
    [set('app', 'web'), set('team', 'a', 'b')],
  ],
  [
    "the platform's label is marked as such: by default ACK's",
    selecting({ matchLabels: { [virtualNode]: 'true' } }),
    {},
    [{ change: 'set-label', key: virtualNode, value: 'true', setBy: 'platform' }],
  ],
  [
    'a paused SidecarSet would have to be resumed',
    { ...selecting({ matchLabels: { app: 'web' } }), injectionStrategy: { paused: true } },
    {},
    [{ change: 'resume' }, set('app', 'web')],
  ],
  [
    'a namespace that is named',
    { ...selecting({ matchLabels: { app: 'web' } }), namespace: 'other' },
    { app: 'web' },
    [{ change: 'set-namespace', namespace: 'other', actual: 'shop' }],
  ],
  ['no label can have such a value', selecting({ matchLabels: { app: 'no value!' } }), {}, undefined],
  ['no label can have such a key', selecting({ matchLabels: { 'no key!': 'a' } }), {}, undefined],
  [
    'no labels meet requirements that contradict each other',
    selecting({
      matchLabels: { app: 'web' },
      matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }],
    }),
    {},
    undefined,
  ],
  ['an empty selector matches no Pod, whatever its labels', selecting({}), {}, undefined],
])('%s', (_title, spec, labels, changes) => expect(changesFor(spec, labels)).toEqual(changes))

const inTeamA: SidecarSetSpec = {
  selector: { matchLabels: { app: 'web' } },
  namespaceSelector: { matchLabels: { team: 'a' } },
}

test.each<[title: string, namespaces: readonly Namespace[], changes: NearMissChange[]]>([
  [
    "a label on the Pod's Namespace, where one is enough",
    [{ metadata: { name: 'shop' } }, { metadata: { name: 'lab', labels: { team: 'a' } } }],
    [{ change: 'set-namespace-label', namespace: 'shop', key: 'team', value: 'a' }],
  ],
  [
    'labels that are not given are not taken for absent: what they would have to be',
    [],
    [{ change: 'set-namespace-label', namespace: 'shop', key: 'team', value: 'a' }],
  ],
])('%s', (_title, namespaces, changes) =>
  expect(changesFor(inTeamA, { app: 'web' }, namespaces)).toEqual(changes),
)

test('platform labels are those that the injector is told', () => {
  const sidecarSets = [
    {
      apiVersion: 'apps.kruise.io/v1alpha1',
      kind: 'SidecarSet',
      metadata: { name: 'logs' },
      spec: {
        selector: { matchLabels: { [virtualNode]: 'true', zone: 'a', rack: 'r' } },
        containers: [{ name: 'logs', image: 'busybox' }],
      },
    },
  ]
  const platformLabels = { zone: 'a', rack: 'of another value' }
  const [decision] = createInjector({ sidecarSets, platformLabels }).explain({
    metadata: { name: 'web', namespace: 'shop' },
    spec: { containers: [{ name: 'app' }] },
  })
  expect(decision?.facts?.nearMiss?.changes).toEqual([
    set('rack', 'r'),
    set(virtualNode, 'true'),
    { ...set('zone', 'a'), setBy: 'platform' },
  ])
})

test('another namespace, where that is less than two labels', () => {
  const spec = { ...inTeamA, namespaceSelector: { matchLabels: { team: 'a', zone: 'eu' } } }
  const namespaces = [
    { metadata: { name: 'shop' } },
    { metadata: { name: 'lab', labels: { team: 'a', zone: 'eu' } } },
  ]
  expect(changesFor(spec, { app: 'web' }, namespaces)).toEqual([
    { change: 'set-namespace', namespace: 'lab', actual: 'shop' },
  ])
})

test('where nobody can tell, every decision that is handed out says what would settle it', () => {
  const injector = createInjector({
    profile: 'v1.9.0',
    sidecarSets: ['logs', 'metrics'].map((name) => ({
      apiVersion: 'apps.kruise.io/v1alpha1',
      kind: 'SidecarSet',
      metadata: { name },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        namespaceSelector: { matchLabels: { team: name } },
        containers: [{ name, image: 'busybox' }],
      },
    })),
  })
  const pod = {
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
    spec: { containers: [{ name: 'app' }] },
  }
  const now = '2026-01-01T00:00:00Z'
  const explained = injector.explain(pod)
  expect(explained.map(({ facts }) => facts?.nearMiss?.changes)).toEqual(
    ['logs', 'metrics'].map((value) => [
      { change: 'set-namespace-label', key: 'team', value, namespace: 'shop' },
    ]),
  )
  expect(injector.inject(pod, { now }).decisions).toEqual(explained)

  let told: readonly SidecarSetDecision[] = []
  const request = { uid: '1', kind: { kind: 'Pod' }, operation: 'CREATE', namespace: 'shop', object: pod }
  reviewPod({ request }, injector, { now, onResult: ({ decisions }) => (told = decisions) })
  expect(told).toEqual(explained)
})
