import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  applyResourcesPolicy,
  compileResourcesPolicy,
} from '../../../src/inject/plan/resources-policy/policy.js'
import type { Container, Pod, SidecarContainer, SidecarSetSpec } from '../../../src/manifest/api-types.js'

interface RecordedSet {
  name: string
  spec?: SidecarSetSpec
}

interface RecordedCase {
  name: string
  pod: Pod
  expect: { sidecarSets: RecordedSet[]; pod?: Pod; error?: string }
}

const cases = readFileSync(new URL('../../../fixtures/recorded/inject-v1.9.0.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.includes('"resourcesPolicy"'))
  .map((line) => JSON.parse(line) as RecordedCase)

/** The sets that were injected, as the Pod's annotation lists them. */
function injectedSets({ expect: { pod, sidecarSets } }: RecordedCase): RecordedSet[] {
  const names = pod?.metadata?.annotations?.['kruise.io/sidecarset-injected-list']?.split(',') ?? []
  return sidecarSets.filter((set) => names.includes(set.name))
}

function sidecarsOf(set: RecordedSet): readonly SidecarContainer[] {
  return [...(set.spec?.containers ?? []), ...(set.spec?.initContainers ?? [])]
}

function isInjected(container: Container): boolean {
  return container.env?.some(({ name, value }) => name === 'IS_INJECTED' && value === 'true') ?? false
}

function compute(pod: Pod, sidecar: SidecarContainer, sets: readonly RecordedSet[]) {
  const names = new Set(sets.flatMap(sidecarsOf).map((container) => container.name))
  const policy = compileResourcesPolicy(sidecar.resourcesPolicy ?? {})
  return applyResourcesPolicy(policy, pod.spec ?? {}, (name) => names.has(name))
}

/** Every sidecar with a policy that can be found again: its name is its own, and no revision took its place. */
const computed = cases.flatMap((recorded) => {
  const sets = injectedSets(recorded)
  const sidecars = sets.flatMap(sidecarsOf)
  const injected = [
    ...(recorded.expect.pod?.spec?.initContainers ?? []),
    ...(recorded.expect.pod?.spec?.containers ?? []),
  ].filter(isInjected)
  return sets
    .filter((set) => set.spec?.injectionStrategy?.revision === undefined)
    .flatMap(sidecarsOf)
    .filter(
      ({ name, resourcesPolicy }) =>
        resourcesPolicy && sidecars.filter((other) => other.name === name).length === 1,
    )
    .map((sidecar) => {
      const copies = [sidecar.name, `${sidecar.name}-1`, `${sidecar.name}-2`]
      return { recorded, sets, sidecar, found: injected.filter(({ name }) => copies.includes(name)) }
    })
    .filter(({ found }) => found.length > 0)
})

const refused = cases.filter((recorded) => recorded.expect.error?.startsWith('no containers match'))

test('the recorded cases have policies to compare', () => {
  expect(computed.length).toBeGreaterThan(40)
  expect(refused.length).toBeGreaterThan(3)
})

describe('recorded resources of sidecars', () => {
  test.each(computed.map((row) => [`${row.recorded.name}: ${row.sidecar.name}`, row] as const))(
    '%s',
    (_title, { recorded, sets, sidecar, found }) => {
      const result = compute(recorded.pod, sidecar, sets)
      for (const container of found) expect(result).toEqual({ ok: true, value: container.resources ?? {} })
    },
  )
})

describe('recorded refusals: no target', () => {
  test.each(refused.map((recorded) => [recorded.name, recorded] as const))(
    '%s',
    (_title, { pod, expect: expected }) => {
      const sidecars = expected.sidecarSets.flatMap(sidecarsOf).filter((sidecar) => sidecar.resourcesPolicy)
      for (const sidecar of sidecars) {
        expect(compute(pod, sidecar, expected.sidecarSets)).toMatchObject({
          ok: false,
          error: { kind: 'no-target' },
        })
      }
    },
  )
})
