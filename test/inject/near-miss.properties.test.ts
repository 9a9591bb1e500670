import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createInjector,
  type InjectorConfig,
  type Namespace,
  type Pod,
  type SidecarSet,
  type SidecarSetDecision,
} from 'sidecarset'
import type { MatchChange } from '../../src/inject/decide/near-miss.js'
import { findContradiction } from '../../src/selector/index.js'
import { scenarios, type Scenario } from '../laws/generators.js'
import { asInCluster } from '../laws/generators/cluster.js'
import { pick } from '../laws/generators/pools.js'

/** The state of things that a near miss is about, and that its changes are made to. */
interface World {
  readonly pod: Pod
  readonly config: InjectorConfig
  readonly sidecarSet: string
}

const without = (
  map: Readonly<Record<string, string>> | undefined | null,
  key: string,
): Record<string, string> => Object.fromEntries(Object.entries(map ?? {}).filter(([name]) => name !== key))

const withEntry = (
  map: Readonly<Record<string, string>> | undefined | null,
  key: string,
  value: string,
): Record<string, string> => Object.fromEntries([...Object.entries(without(map, key)), [key, value]])

function relabel(pod: Pod, labels: Record<string, string>): Pod {
  return { ...pod, metadata: { ...pod.metadata, labels } }
}

function relabelNamespace(
  config: InjectorConfig,
  name: string,
  change: (labels: Record<string, string>) => Record<string, string>,
): InjectorConfig {
  const namespaces = config.namespaces ?? []
  const found = namespaces.find(({ metadata }) => metadata?.name === name)
  const labels = change({ ...found?.metadata?.labels })
  const relabelled: Namespace = { ...found, metadata: { ...found?.metadata, name, labels } }
  const changed = config.namespacesFrom === 'cluster' ? asInCluster(relabelled) : relabelled
  return { ...config, namespaces: [...namespaces.filter((one) => one !== found), changed] }
}

function resume(set: SidecarSet): SidecarSet {
  return {
    ...set,
    spec: { ...set.spec, injectionStrategy: { ...set.spec?.injectionStrategy, paused: false } },
  }
}

/** Makes one change that a near miss names. */
function make(world: World, change: MatchChange): World {
  const { pod, config } = world
  switch (change.change) {
    case 'set-label':
      return { ...world, pod: relabel(pod, withEntry(pod.metadata?.labels, change.key, change.value)) }
    case 'remove-label':
      return { ...world, pod: relabel(pod, without(pod.metadata?.labels, change.key)) }
    case 'set-namespace': {
      const { namespace } = change
      // A Pod can only be in a Namespace that the cluster has.
      const known =
        config.namespacesFrom === 'cluster' ? relabelNamespace(config, namespace, (own) => own) : config
      return { ...world, config: known, pod: { ...pod, metadata: { ...pod.metadata, namespace } } }
    }
    case 'set-namespace-label': {
      const { namespace, key, value } = change
      return {
        ...world,
        config: relabelNamespace(config, namespace, (labels) => withEntry(labels, key, value)),
      }
    }
    case 'remove-namespace-label': {
      const { namespace, key } = change
      return { ...world, config: relabelNamespace(config, namespace, (labels) => without(labels, key)) }
    }
    case 'resume': {
      const sidecarSets = config.sidecarSets.map((set) =>
        set.metadata?.name === world.sidecarSet ? resume(set) : set,
      )
      return { ...world, config: { ...config, sidecarSets } }
    }
  }
}

const unmatched: readonly string[] = [
  'paused',
  'namespace-mismatch',
  'namespace-selector-mismatch',
  'namespace-unknown',
  'selector-empty',
  'selector-mismatch',
  'unknown-operator',
]

function decisionAfter(
  changes: readonly MatchChange[],
  scenario: Scenario,
  sidecarSet: string,
): SidecarSetDecision {
  const start: World = { pod: scenario.pod, config: scenario.config, sidecarSet }
  const { pod, config } = changes.reduce(make, start)
  const decisions = createInjector(config).explain(pod, scenario.request)
  return decisions.find((decision) => decision.sidecarSet === sidecarSet) as SidecarSetDecision
}

/** Scenarios in which labels and selectors meet more often, with every operator. */
const keys = pick(['tier', 'app', 'serverless.alibabacloud.com/virtual-node', 'not a key!', 'constructor'])
const values = pick(['a', 'b', 'true', '', 'no value!'])
const requirement = fc.oneof(
  fc.record({ key: keys, operator: pick(['In', 'NotIn']), values: fc.array(values, { maxLength: 3 }) }),
  fc.record({ key: keys, operator: pick(['Exists', 'DoesNotExist']) }),
)
const labels = fc.dictionary(keys, values, { maxKeys: 3 })
const selector = fc.record(
  { matchLabels: labels, matchExpressions: fc.array(requirement, { maxLength: 4 }) },
  { requiredKeys: [] },
)
const nameRequirement = fc.record({
  key: fc.constant('kubernetes.io/metadata.name'),
  operator: pick(['In', 'NotIn']),
  values: fc.array(pick(['default', 'web', 'shop']), { maxLength: 2 }),
})
const namespaceSelector = fc.record(
  {
    matchLabels: labels,
    matchExpressions: fc.array(fc.oneof(requirement, nameRequirement), { maxLength: 3 }),
  },
  { requiredKeys: [] },
)

const selective: fc.Arbitrary<Scenario> = fc
  .record({
    profile: pick(['v1.3.0', 'v1.9.0'] as const),
    selector,
    namespaceSelector: fc.option(namespaceSelector, { nil: undefined }),
    namespace: fc.option(pick(['web', 'shop', 'No Label']), { nil: undefined }),
    paused: fc.boolean(),
    podLabels: labels,
    podNamespace: pick(['default', 'web']),
    known: fc.uniqueArray(fc.record({ name: pick(['default', 'web', 'other']), labels }), {
      selector: ({ name }) => name,
      maxLength: 3,
    }),
  })
  .map((given) => ({
    config: {
      profile: given.profile,
      namespaces: given.known.map(({ name, labels }) => ({ metadata: { name, labels } })),
      sidecarSets: [
        {
          apiVersion: 'apps.kruise.io/v1alpha1',
          kind: 'SidecarSet',
          metadata: { name: 'logs' },
          spec: {
            selector: given.selector,
            ...(given.namespace === undefined ? {} : { namespace: given.namespace }),
            ...(given.namespaceSelector === undefined ? {} : { namespaceSelector: given.namespaceSelector }),
            injectionStrategy: { paused: given.paused },
            containers: [{ name: 'logs', image: 'busybox' }],
          },
        },
      ],
    },
    pod: {
      metadata: { name: 'web', namespace: given.podNamespace, labels: given.podLabels },
      spec: { containers: [{ name: 'app' }] },
    },
    request: { now: '2026-01-01T00:00:00Z' },
  }))

/** Near misses of matching; those of bindings are another thing. */
const nearMisses = ({ config, pod, request }: Scenario): readonly (readonly [string, Changes])[] =>
  createInjector(config)
    .explain(pod, request)
    .flatMap(({ sidecarSet, facts }) => {
      const changes = (facts?.nearMiss?.changes ?? []).filter((change) => change.change !== 'fix-binding')
      return changes.length === 0 ? [] : [[sidecarSet, { changes }] as const]
    })

interface Changes {
  readonly changes: readonly MatchChange[]
}

test.each([
  ['scenarios of all kinds', scenarios, 300],
  ['scenarios about selectors', selective, 3000],
])(
  'every near miss is true: make its changes, and the SidecarSet matches (%s)',
  (_title, scenario, numRuns) => {
    let seen = 0
    fc.assert(
      fc.property(scenario as fc.Arbitrary<Scenario>, (one) => {
        for (const [sidecarSet, { changes }] of nearMisses(one)) {
          seen += 1
          expect(unmatched).not.toContain(decisionAfter(changes, one, sidecarSet).reason)
        }
      }),
      { numRuns },
    )
    expect(seen).toBeGreaterThan(numRuns / 10)
  },
)

test('every change of a near miss is needed: without any one of them the SidecarSet does not match', () => {
  fc.assert(
    fc.property(selective, (scenario) => {
      for (const [sidecarSet, { changes }] of nearMisses(scenario)) {
        for (const dropped of changes) {
          // A label to take away that nobody knows of is needed only where the Namespace has it.
          if (dropped.change === 'remove-namespace-label' && dropped.actual === undefined) continue
          const others = changes.filter((change) => change !== dropped)
          expect(unmatched).toContain(decisionAfter(others, scenario, sidecarSet).reason)
        }
      }
    }),
    { numRuns: 2000 },
  )
})

test('a SidecarSet that only labels or the namespace keep from matching has a near miss, or nothing can help', () => {
  fc.assert(
    fc.property(selective, (scenario) => {
      const [decision] = createInjector(scenario.config).explain(scenario.pod, scenario.request)
      if (decision === undefined || decision.facts?.nearMiss !== undefined) return
      if (decision.reason !== 'selector-mismatch') return
      const { selector: onPod, namespaceSelector: onNamespace } = scenario.config.sidecarSets[0]?.spec ?? {}
      const text = JSON.stringify([onPod, onNamespace])
      const isImpossible =
        findContradiction(onPod ?? {}) !== undefined ||
        findContradiction(onNamespace ?? {}) !== undefined ||
        /!/.test(text)
      expect(isImpossible).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
