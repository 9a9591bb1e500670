import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInjector, type Injector, type InjectorConfig, type Pod, type SidecarSet } from 'sidecarset'
import { compileConfig, type CompiledConfig } from '../../src/inject/compile/compile-config.js'
import { inject } from '../../src/inject/injector.js'
import { prepare } from '../../src/inject/inject.js'
import { writeJson } from '../../src/inject/plan/plan.js'
import { renderPatch, writePatch } from '../../src/inject/render-patch.js'
import {
  configs,
  inNamespaceOf,
  plainPods,
  pods,
  scenarios,
  staticScenarios,
  type Scenario,
} from './generators.js'
import { runs } from './runs.js'

const text = (value: unknown): string => JSON.stringify(value)
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** An injector that looks at every SidecarSet, and was compiled from objects of its own. */
function slowInjector(given: InjectorConfig): (pod: Pod, request: Scenario['request']) => unknown {
  const compiled = compileConfig(copyOf(given))
  const slow: CompiledConfig = { ...compiled, index: { candidates: () => compiled.sets } }
  return (pod, request) => inject(slow, pod, request)
}

const times = fc.constantFrom<(string | Date)[]>(
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00.7+00:00',
  new Date('2026-01-01T00:00:00.999Z'),
  '2026-01-01T00:00:01Z',
  new Date('2026-01-01T00:00:05Z'),
  new Date('2026-02-02T00:00:00Z'),
  'not a time',
)

test('the index changes nothing: every SidecarSet looked at and decided about for each Pod gives the same', () => {
  const steps = fc.array(fc.tuple(fc.oneof(plainPods, pods), times), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(fc.oneof(scenarios, staticScenarios), steps, ({ config, pod, request }, more) => {
      const injector = createInjector(config)
      const slowly = slowInjector(config)
      for (const [one, now] of [[pod, request.now] as const, ...more, ...more]) {
        const asked = inNamespaceOf(one, { ...request, now })
        expect(text(injector.inject(one, asked))).toBe(text(slowly(one, asked)))
      }
    }),
    runs(250),
  )
})

test('the patch that is written as text is the patch', () => {
  fc.assert(
    fc.property(fc.oneof(scenarios, staticScenarios), ({ config, pod, request }) => {
      const { plan } = prepare(compileConfig(config), pod, request)
      fc.pre(plan !== undefined)
      if (plan !== undefined) expect(writePatch(pod, plan)).toEqual(writeJson(renderPatch(pod, plan)))
    }),
    runs(250),
  )
})

test('what is kept of SidecarSets for later injectors holds nothing of bindings, Namespaces, revisions or policies', () => {
  const two = fc
    .constantFrom('v1.3.0' as const, 'v1.9.0' as const)
    .chain((profile) => fc.tuple(configs(profile), configs(profile)))
  fc.assert(
    fc.property(two, fc.array(pods, { minLength: 1, maxLength: 4 }), ([first, second], some) => {
      const request = { now: '2026-01-01T00:00:00Z', namespace: 'web' }
      const sidecarSets: readonly SidecarSet[] = copyOf(first.sidecarSets)
      const one = createInjector({ ...first, sidecarSets })
      const two = createInjector({ ...second, sidecarSets: [...sidecarSets].reverse(), previous: one })
      const injectors = [one, two, createInjector({ ...first, sidecarSets, previous: two })]
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
      let previous: Injector | undefined
      for (const profile of ['v1.3.0', 'v1.9.0', 'v1.3.0'] as const) {
        const kept = createInjector({ ...config, profile, previous })
        previous = kept
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
        let previous: Injector | undefined
        const isSame = (): void => {
          const [kept, fresh] = [
            createInjector({ sidecarSets, previous }),
            createInjector({ sidecarSets: copyOf(sidecarSets) }),
          ]
          previous = kept
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
