import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInjector, type InjectorConfig, type Pod, type SidecarSet } from 'sidecarset'
import { compileConfig, type CompiledConfig } from '../../src/inject/compile/compile-config.js'
import { combine, type VerdictMemory } from '../../src/inject/decide/verdict-memory.js'
import { inject } from '../../src/inject/injector.js'
import { planInjection } from '../../src/inject/plan/plan-injection.js'
import type { Planner } from '../../src/inject/plan/shared-plan.js'
import { isEmptyPlan } from '../../src/inject/plan/plan.js'
import { renderPatch } from '../../src/inject/render/render-patch.js'
import {
  configs,
  injectorOf,
  plainPods,
  pods,
  scenarios,
  staticScenarios,
  type Scenario,
} from './generators.js'
import { runs } from './runs.js'

const text = (value: unknown): string => JSON.stringify(value)
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Plans for each Pod by itself. */
function forgetfulPlanner(sets: Parameters<typeof planInjection>[1], config: CompiledConfig): Planner {
  return {
    plan: (subject, now) => {
      const planned = planInjection(subject, sets, { profile: config.profile, now })
      if (!planned.ok) return planned
      const { plan } = planned.value
      const patch = isEmptyPlan(plan) ? {} : { patch: renderPatch(subject.pod, plan) }
      return { ok: true, value: { planned: planned.value, ...patch } }
    },
  }
}

/** An injector that looks at every SidecarSet, remembers nothing, and was compiled from objects of its own. */
function slowInjector(given: InjectorConfig): (pod: Pod, request: Scenario['request']) => unknown {
  const compiled = compileConfig(copyOf(given))
  const memory: VerdictMemory = {
    verdict: (_set, _namespace, decide) => decide(),
    combine: (verdicts) => combine(verdicts, (sets) => forgetfulPlanner(sets, compiled)),
  }
  const slow: CompiledConfig = { ...compiled, memory, index: { candidates: () => compiled.sets } }
  return (pod, request) => inject(slow, pod, request)
}

const times = fc.constantFrom<(string | Date | undefined)[]>(
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00.7+00:00',
  new Date('2026-01-01T00:00:00.999Z'),
  new Date('2026-02-02T00:00:00Z'),
  'not a time',
  undefined,
)

test('index, memory and shared plans change nothing: every SidecarSet looked at and planned for each Pod gives the same', () => {
  const seen = { shared: 0, own: 0 }
  const steps = fc.array(fc.tuple(fc.oneof(plainPods, pods), times), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(fc.oneof(scenarios, staticScenarios), steps, ({ config, pod, request }, more) => {
      const injector = createInjector(config)
      const slowly = slowInjector(config)
      for (const [one, now] of [[pod, request.now] as const, ...more, ...more]) {
        const asked = { ...request, now }
        const result = injector.inject(one, asked)
        expect(text(result)).toBe(text(slowly(one, asked)))
        if (result.changed) seen[Object.isFrozen(result.patch) ? 'shared' : 'own'] += 1
      }
    }),
    runs(250),
  )
  // Otherwise the comparison is of the slow path with itself.
  expect(seen.shared).toBeGreaterThan(50)
  expect(seen.own).toBeGreaterThan(50)
})

test('what is kept of SidecarSets for later injectors holds nothing of bindings, Namespaces, revisions or policies', () => {
  const two = fc
    .constantFrom('v1.3.0' as const, 'v1.9.0' as const)
    .chain((profile) => fc.tuple(configs(profile), configs(profile)))
  fc.assert(
    fc.property(two, fc.array(pods, { minLength: 1, maxLength: 4 }), ([first, second], some) => {
      const request = { now: '2026-01-01T00:00:00Z', namespace: 'web' }
      const sidecarSets: readonly SidecarSet[] = copyOf(first.sidecarSets)
      const injectors = [
        createInjector({ ...first, sidecarSets }),
        createInjector({ ...second, sidecarSets: [...sidecarSets].reverse() }),
        createInjector({ ...first, sidecarSets }),
      ]
      const fresh = [first, { ...second, sidecarSets }, first].map((config) => createInjector(copyOf(config)))
      for (const pod of some)
        injectors.forEach((injector, index) => {
          expect(text(injector.inject(pod, request))).toBe(text(fresh[index]?.inject(pod, request)))
          expect(text(injector.explain(pod, request))).toBe(text(fresh[index]?.explain(pod, request)))
        })
    }),
    runs(120),
  )
})

test('one object in both profiles is compiled for each', () => {
  fc.assert(
    fc.property(configs('v1.3.0'), pods, (config, pod) => {
      const request = { now: '2026-01-01T00:00:00Z' }
      for (const profile of ['v1.3.0', 'v1.9.0', 'v1.3.0'] as const) {
        const kept = createInjector({ ...config, profile })
        const fresh = createInjector(copyOf({ ...config, profile }))
        expect(text(kept.inject(pod, request))).toBe(text(fresh.inject(pod, request)))
      }
    }),
    runs(60),
  )
})

const labelPools = { app: ['a', 'b', 'c'], tier: ['x', 'y'], team: ['t'] } as const

const labelSubsets = fc.record(
  {
    app: fc.constantFrom(...labelPools.app),
    tier: fc.constantFrom(...labelPools.tier),
    team: fc.constantFrom(...labelPools.team),
  },
  { requiredKeys: [] },
)

/** One of many SidecarSets; `name` decides its place. */
const smallSets = fc.record({
  matchLabels: labelSubsets,
  namespace: fc.option(fc.constantFrom('web', 'shop')),
})

function smallSet(
  name: string,
  { matchLabels, namespace }: { matchLabels: object; namespace: string | null },
): SidecarSet {
  return {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name },
    spec: {
      selector: { matchLabels: { ...matchLabels } },
      ...(namespace === null ? {} : { namespace }),
      containers: [{ name, image: 'agent:1' }],
    },
  }
}

test('an injector for which few SidecarSets changed answers as if all were new', () => {
  const change = fc.record({
    at: fc.nat({ max: 64 }),
    kind: fc.constantFrom('replace', 'remove', 'add'),
    by: smallSets,
  })
  const many = fc.array(smallSets, { minLength: 40, maxLength: 64 })
  const rounds = fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(
      many,
      rounds,
      fc.array(labelSubsets, { minLength: 3, maxLength: 3 }),
      (drawn, changes, labels) => {
        let sidecarSets = drawn.map((each, index) => smallSet(`s-${100 + index}`, each))
        const isSame = (): void => {
          const [kept, fresh] = [
            createInjector({ sidecarSets }),
            createInjector({ sidecarSets: copyOf(sidecarSets) }),
          ]
          for (const own of labels)
            for (const namespace of ['web', 'shop', 'other']) {
              const pod: Pod = { metadata: { name: 'p', namespace, labels: own }, spec: { containers: [] } }
              const request = { now: '2026-01-01T00:00:00Z' }
              expect(text(kept.inject(pod, request))).toBe(text(fresh.inject(pod, request)))
            }
        }
        isSame()
        changes.forEach((round, number) => {
          for (const { at, kind, by } of round) {
            const there = sidecarSets[at]
            if (kind === 'add')
              sidecarSets = [...sidecarSets, smallSet(`s-${100 + at}-${number}-${sidecarSets.length}`, by)]
            else if (there !== undefined)
              sidecarSets =
                kind === 'remove'
                  ? sidecarSets.filter((set) => set !== there)
                  : sidecarSets.map((set) => (set === there ? smallSet(set.metadata?.name ?? '', by) : set))
          }
          isSame()
        })
      },
    ),
    runs(60),
  )
})

test('what requests share cannot be written to', () => {
  fc.assert(
    fc.property(staticScenarios, (scenario) => {
      const injector = injectorOf(scenario)
      const [first, second] = [0, 1].map(() => injector.inject(scenario.pod, scenario.request))
      fc.pre(first !== undefined && second !== undefined && first.decisions.length > 0)
      for (const key of ['patch', 'decisions', 'references', 'issues'] as const)
        if (first?.[key] === second?.[key]) expect(isFrozenThroughout(first?.[key])).toBe(true)
    }),
    runs(150),
  )
})

function isFrozenThroughout(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Object.isFrozen(value) && Object.values(value).every(isFrozenThroughout)
}
