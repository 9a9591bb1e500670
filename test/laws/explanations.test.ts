import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInjector, type ReferenceDecision, type SidecarSetDecision } from 'sidecarset'
import { injectorOf, resultOf, scenarios } from './generators.js'
import { runs } from './runs.js'

const nameOf = ({ sidecarSet }: SidecarSetDecision): string => sidecarSet

test('explain has one decision for every SidecarSet', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const names = injectorOf(scenario).explain(scenario.pod, scenario.request).map(nameOf)
      const given = scenario.config.sidecarSets.map(({ metadata }) => metadata?.name ?? '')
      expect([...names].sort()).toEqual([...given].sort())
    }),
    runs(180),
  )
})

test('explain and inject never disagree', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const explained = injectorOf(scenario).explain(scenario.pod, scenario.request)
      const { decisions } = resultOf(scenario)
      const mattered = new Set(decisions.map(nameOf))
      // An explanation may have more facts, never others.
      expect(explained.filter((decision) => mattered.has(decision.sidecarSet))).toMatchObject(decisions)
      for (const { sidecarSet, outcome } of explained)
        if (!mattered.has(sidecarSet)) expect(outcome).toBe('skipped')
    }),
    runs(180),
  )
})

test('the outcomes fit the answer: injected only where the Pod was allowed, failed only where it was not', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { allowed, changed, decisions } = resultOf(scenario)
      const outcomes = new Set(decisions.map(({ outcome }) => outcome))
      if (allowed) expect(outcomes).not.toContain('failed')
      else for (const positive of ['injected', 'metadata-only']) expect(outcomes).not.toContain(positive)
      if (changed)
        expect([...outcomes].some((one) => one === 'injected' || one === 'metadata-only')).toBe(true)
    }),
    runs(150),
  )
})

test('an injector with all SidecarSets decides about each as an injector with that one alone', () => {
  fc.assert(
    fc.property(scenarios, ({ config, pod, request }) => {
      const { decisions: explained, references } = createInjector(config).report(pod, request)
      const alone = config.sidecarSets.flatMap((set) =>
        createInjector({ ...config, sidecarSets: [set] }).explain(pod, request),
      )
      // One that fails takes the others with it: only those that do not are comparable.
      fc.pre(alone.every(({ outcome }) => outcome !== 'failed'))
      fc.pre(explained.every(({ outcome }) => outcome !== 'failed'))
      const byName = new Map(alone.map((decision) => [decision.sidecarSet, decision]))
      // One whose containers mount volumes of others needs grants for these too: test/security has that rule.
      const isByItself = (name: string): boolean =>
        !references.some(({ sidecarSet, via }) => sidecarSet === name && via !== undefined)
      for (const decision of explained.filter(({ sidecarSet }) => isByItself(sidecarSet)))
        expect(decision).toMatchObject({ ...byName.get(decision.sidecarSet) })
    }),
    runs(150),
  )
})

test('the references that a Pod gets are those of its SidecarSets, one after the other', () => {
  fc.assert(
    fc.property(scenarios, ({ config, pod, request }) => {
      const { decisions, references } = createInjector(config).inject(pod, request)
      const alone = decisions.flatMap(({ sidecarSet }) => {
        const sidecarSets = config.sidecarSets.filter(({ metadata }) => metadata?.name === sidecarSet)
        return createInjector({ ...config, sidecarSets }).inject(pod, request).references
      })
      const isOwn = ({ via }: ReferenceDecision): boolean => via === undefined
      expect(references.filter(isOwn)).toEqual(alone.filter(isOwn))
    }),
    runs(180),
  )
})
