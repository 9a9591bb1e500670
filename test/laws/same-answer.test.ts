import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInjector, injectSidecars, type InjectorConfig } from 'sidecarset'
import { injectorOf, now, pods, run, scenarios } from './generators.js'
import { runs } from './runs.js'

const text = (value: unknown): string => JSON.stringify(value)

/** A list in any other order. */
function shuffled<T>(list: readonly T[] | undefined): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...(list ?? [])], { minLength: list?.length ?? 0 })
}

function reordered(config: InjectorConfig): fc.Arbitrary<InjectorConfig> {
  return fc
    .tuple(
      shuffled(config.sidecarSets),
      shuffled(config.resourceBindings),
      shuffled(config.namespaces),
      shuffled(config.controllerRevisions),
    )
    .map(([sidecarSets, resourceBindings, namespaces, controllerRevisions]) => ({
      ...config,
      sidecarSets,
      resourceBindings,
      namespaces,
      controllerRevisions,
    }))
}

test('the same input gives the same output, byte for byte', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      expect(text(run(structuredCloneOf(scenario)))).toBe(text(run(scenario)))
    }),
    runs(180),
  )
})

/** A copy without the function for random numbers, which cannot be cloned; it is kept. */
function structuredCloneOf<T extends { readonly request: object }>(scenario: T): T {
  const { request, ...rest } = scenario
  return { ...structuredClone(rest), request } as unknown as T
}

test('the order in which SidecarSets, bindings, Namespaces and revisions are given does not matter', () => {
  const pairs = scenarios.chain((scenario) =>
    reordered(scenario.config).map((config) => ({ scenario, other: { ...scenario, config } })),
  )
  fc.assert(
    fc.property(pairs, ({ scenario, other }) => {
      expect(text(run(other))).toBe(text(run(scenario)))
      const explain = (one: typeof scenario): string => text(injectorOf(one).explain(one.pod, one.request))
      expect(explain(other)).toBe(explain(scenario))
    }),
    runs(150),
  )
})

test('an injector answers as a fresh one does, whatever Pods it has seen before', () => {
  fc.assert(
    fc.property(scenarios, fc.array(pods, { minLength: 1, maxLength: 4 }), (scenario, others) => {
      const used = injectorOf(scenario)
      for (const pod of others) {
        used.inject(pod, { ...scenario.request, now: '2026-02-02T00:00:00Z' })
        used.inject(pod, { now, namespace: 'web' })
        used.explain(pod, scenario.request)
      }
      expect(text(used.inject(scenario.pod, scenario.request))).toBe(text(run(scenario)))
      for (const pod of others)
        expect(text(used.inject(pod, scenario.request))).toBe(text(run({ ...scenario, pod })))
    }),
    runs(150),
  )
})

test('injectSidecars is createInjector and inject', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { config, pod, request } = scenario
      expect(text(injectSidecars(pod, config, request))).toBe(text(run(scenario)))
    }),
    runs(60),
  )
})

test('now may be a text or a Date', () => {
  fc.assert(
    fc.property(scenarios, ({ config, pod, request }) => {
      const injector = createInjector(config)
      const asDate = injector.inject(pod, { ...request, now: new Date(now) })
      expect(text(asDate)).toBe(text(injector.inject(pod, { ...request, now })))
    }),
    runs(60),
  )
})
