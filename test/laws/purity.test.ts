import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pod } from 'sidecarset'
import { deepFreeze } from './deep-freeze.js'
import { injectorOf, resultOf, run, scenarios, type Scenario } from './generators.js'
import { runs } from './runs.js'

/** Every object inside a value, itself included. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  return [value, ...Object.values(value).flatMap(objectsIn)]
}

const inputsOf = ({ config, pod, request }: Scenario): unknown => ({ config, pod, request })

test('inputs may be frozen to the bottom: nothing is ever written to them', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { config, pod } = deepFreeze(structuredClone({ config: scenario.config, pod: scenario.pod }))
      const frozen = { config, pod, request: Object.freeze(scenario.request) }
      run(frozen)
      injectorOf(frozen).explain(pod, scenario.request)
    }),
    runs(150),
  )
})

test('inputs come back as they were, and not frozen either', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const before = JSON.stringify(inputsOf(scenario))
      run(scenario)
      expect(JSON.stringify(inputsOf(scenario))).toBe(before)
      expect(objectsIn(inputsOf(scenario)).filter(Object.isFrozen)).toEqual([])
    }),
    runs(150),
  )
})

test('an unchanged Pod is as it was, and its patch is empty', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { changed, pod, patch } = resultOf(scenario)
      if (changed) expect(patch).not.toEqual([])
      else {
        expect(pod).toStrictEqual(scenario.pod)
        expect(patch).toEqual([])
      }
    }),
    runs(150),
  )
})

test('a changed Pod has every branch that injection does not touch', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { changed, pod } = resultOf(scenario)
      if (!changed) return
      expect(sharedParts(pod)).toEqual(sharedParts(scenario.pod))
      for (const [key, value] of Object.entries(scenario.pod.spec ?? {}))
        if (!ownLists.has(key)) expect(pod.spec?.[key as keyof typeof pod.spec]).toStrictEqual(value)
    }),
    runs(150),
  )
})

test('a result shares nothing with what was given, with another result, or with the injector', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const given = new Set(objectsIn(inputsOf(scenario)))
      const injector = injectorOf(scenario)
      const ask = (): readonly object[] => [
        ...objectsIn(injector.inject(scenario.pod, scenario.request)),
        ...objectsIn(injector.explain(scenario.pod, scenario.request)),
        ...objectsIn(injector.report(scenario.pod, scenario.request)),
      ]
      const [first, second] = [new Set(ask()), ask()]
      expect(second.filter((object) => given.has(object) || first.has(object))).toEqual([])
      expect(second.filter(Object.isFrozen)).toEqual([])
    }),
    runs(150),
  )
})

/** The lists of a Pod's spec that injection adds to. */
const ownLists: ReadonlySet<string> = new Set(['containers', 'initContainers', 'volumes', 'imagePullSecrets'])

/** What injection leaves alone outside of the spec. */
function sharedParts({ metadata, spec: _spec, ...rest }: Pod): unknown {
  const { annotations: _annotations, namespace: _namespace, ...others } = metadata ?? {}
  return { ...rest, metadata: others }
}
