import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InjectionRequest } from 'sidecarset'
import { resultOf, run, scenarios } from './generators.js'
import { runs } from './runs.js'

test('a refused Pod comes back untouched, with an error that says why', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { allowed, changed, pod, patch, issues } = resultOf(scenario)
      const errors = issues.filter(({ severity }) => severity === 'error')
      expect(errors.length > 0).toBe(!allowed)
      if (allowed) return
      expect(changed).toBe(false)
      expect(pod).toStrictEqual(scenario.pod)
      expect(patch).toEqual([])
    }),
    runs(150),
  )
})

test('an error names the SidecarSet, or the Pod, and the field', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      for (const { resource, path, message } of resultOf(scenario).issues) {
        expect(['SidecarSet', 'Pod']).toContain(resource?.kind)
        expect(path).not.toEqual([])
        expect(message).not.toBe('')
      }
    }),
    runs(180),
  )
})

test('a denied reference never comes into a Pod unless it is allowed', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { references, decisions } = resultOf(scenario)
      if (scenario.config.unauthorizedReference === 'allow') return
      const denied = new Set(
        references.filter(({ verdict }) => verdict === 'denied').map(({ sidecarSet }) => sidecarSet),
      )
      for (const { sidecarSet, outcome } of decisions)
        if (denied.has(sidecarSet)) expect(['injected', 'metadata-only']).not.toContain(outcome)
    }),
    runs(150),
  )
})

test('an inactive Pod is left alone', () => {
  fc.assert(
    fc.property(scenarios, ({ config, pod, request }) => {
      const result = run({ config, pod: { ...pod, status: { phase: 'Succeeded' } }, request })
      expect(result).toMatchObject({ allowed: true, changed: false, decisions: [] })
      for (const { code, severity } of result.issues)
        expect({ code, severity }).toEqual({ code: 'pod-inactive', severity: 'warning' })
    }),
    runs(60),
  )
})

test('an UPDATE is left alone, unless a selector cannot be asked at all', () => {
  fc.assert(
    fc.property(scenarios, ({ config, pod, request }) => {
      const result = run({
        config,
        pod: { ...pod, status: {} },
        request: { ...request, operation: 'UPDATE' },
      })
      expect(result).toMatchObject({ changed: false, patch: [] })
      expect(result.decisions.map(({ reason }) => reason)).toEqual(
        result.decisions.map(() => 'unknown-operator'),
      )
      expect(result.allowed).toBe(result.decisions.length === 0)
    }),
    runs(60),
  )
})

/** What planning itself finds, and what is found of a Pod that changes: these may be missing where planning failed. */
const foundByPlanning: ReadonlySet<string> = new Set([
  'container-name-clash',
  'container-replaced',
  'exposed-reference',
  'init-container-again',
  'mirror-pod',
  'missing-volume',
  'mount-dropped',
  'pod-field-beyond-profile',
  'transfer-env-missing',
  'volume-shadowed',
])

test('what was found before planning failed is said along with the failure', () => {
  let seen = 0
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { now: _, ...withoutTime } = scenario.request
      const { issues } = run({ ...scenario, request: withoutTime as InjectionRequest })
      if (issues.at(-1)?.code !== 'missing-now') return
      const found = resultOf(scenario).issues.filter(({ code }) => !foundByPlanning.has(code))
      expect(issues.slice(0, -1)).toEqual(found)
      seen += found.length
    }),
    runs(300),
  )
  expect(seen).toBeGreaterThan(20)
})
