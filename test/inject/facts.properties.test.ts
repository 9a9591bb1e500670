import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInjector, type ReferenceDecision } from 'sidecarset'
import { reasonCatalog } from '../../src/inject/decide/reasons.js'
import { injectorOf, scenarios } from '../laws/generators.js'

test('a decision has an outcome, and facts, that the catalog has for its reason', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      for (const { reason, outcome, facts, message } of injectorOf(scenario).explain(
        scenario.pod,
        scenario.request,
      )) {
        const known = reasonCatalog[reason]
        expect(known.outcomes).toContain(outcome)
        for (const fact of Object.keys(facts ?? {}))
          expect([...known.facts, 'revision', 'beyondProfile']).toContain(fact)
        expect(message).not.toContain('undefined')
        expect(known.advice?.(facts ?? {}) ?? '').not.toContain('undefined')
      }
    }),
    { numRuns: 300 },
  )
})

const objectOf = ({ kind, namespace, name }: ReferenceDecision): string => `${kind} ${namespace}/${name}`

test('missing bindings are true: apply them, and what was denied is granted', () => {
  let seen = 0
  fc.assert(
    fc.property(scenarios, ({ config, pod, request }) => {
      for (const { sidecarSet, facts } of createInjector(config).explain(pod, request)) {
        const missing = facts?.missingBindings ?? []
        if (missing.length === 0) continue
        seen += 1
        const given = config.resourceBindings ?? []
        const taken = given.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`)
        for (const { metadata } of missing)
          expect(taken).not.toContain(`${metadata?.namespace}/${metadata?.name}`)
        const granted = createInjector({ ...config, resourceBindings: [...given, ...missing] })
        const after = granted.explain(pod, request).find((decision) => decision.sidecarSet === sidecarSet)
        // Others may be denied then: what comes in brings its volumes, and its containers mount those of others.
        const before = (facts?.deniedReferences ?? []).map(objectOf)
        for (const reference of after?.facts?.deniedReferences ?? [])
          expect(before).not.toContain(objectOf(reference))
      }
    }),
    { numRuns: 500 },
  )
  expect(seen).toBeGreaterThan(20)
})

test('a report is the answers of inject and explain together, and what the order of SidecarSets decides', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const injector = injectorOf(scenario)
      const { allowed, changed, references, issues } = injector.inject(scenario.pod, scenario.request)
      const decisions = injector.explain(scenario.pod, scenario.request)
      const report = injector.report(scenario.pod, scenario.request)
      expect(report).toMatchObject({ allowed, changed, references, decisions })
      // A report looks at the order of SidecarSets too, and at the Pod that comes out.
      expect(report.issues.slice(0, issues.length)).toEqual(issues)
    }),
    { numRuns: 300 },
  )
})
