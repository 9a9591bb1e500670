import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileConfig } from '../../src/inject/compile/compile-config.js'
import { prepare } from '../../src/inject/inject.js'
import { injectorOf, resultOf, scenarios } from './generators.js'
import { runs } from './runs.js'

/** A value as it comes back from JSON. `toStrictEqual` tells a member that is undefined from one that is absent. */
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown

test('a result survives JSON: decisions, references, issues, patch and Pod', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { pod, ...rest } = resultOf(scenario)
      expect(throughJson(rest)).toStrictEqual(rest)
      expect(throughJson(pod)).toStrictEqual(pod)
    }),
    runs(150),
  )
})

test('a plan survives JSON', () => {
  fc.assert(
    fc.property(scenarios, ({ config, pod, request }) => {
      const { plan } = prepare(compileConfig(config), pod, request)
      expect(throughJson({ plan })).toStrictEqual(plan === undefined ? {} : { plan })
    }),
    runs(150),
  )
})

test('explanations survive JSON', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const explained = injectorOf(scenario).explain(scenario.pod, scenario.request)
      expect(throughJson(explained)).toStrictEqual(explained)
    }),
    runs(180),
  )
})
