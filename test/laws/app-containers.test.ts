import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Container, Pod } from 'sidecarset'
import { resultOf, scenarios, type Scenario } from './generators.js'
import { sidecarNames } from './generators/pools.js'
import { runs } from './runs.js'

const lists = ['containers', 'initContainers'] as const

const text = (value: unknown): string => JSON.stringify(value)

/** Containers of the result that are, in every word, those of the input. */
function keptOf(list: (typeof lists)[number], before: Pod, after: Pod): Container[] {
  const own = new Set((before.spec?.[list] ?? []).map(text))
  return (after.spec?.[list] ?? []).filter((container) => own.has(text(container)))
}

test('containers of the Pod keep content and order; one that is gone gave way to one of its name', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { pod } = resultOf(scenario)
      for (const list of lists) {
        const before = scenario.pod.spec?.[list] ?? []
        const kept = keptOf(list, scenario.pod, pod).map(text)
        expect(kept).toEqual(before.map(text).filter((container) => kept.includes(container)))
        const added = (pod.spec?.[list] ?? []).filter((container) => !kept.includes(text(container)))
        const names = added.map(({ name }) => name)
        for (const gone of before) if (!kept.includes(text(gone))) expect(names).toContain(gone.name)
      }
    }),
    runs(150),
  )
})

test('only what a SidecarSet brings under the name of a container takes its place', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { pod } = resultOf(scenario)
      for (const list of lists) {
        const kept = keptOf(list, scenario.pod, pod).map(text)
        for (const own of scenario.pod.spec?.[list] ?? [])
          if (!kept.includes(text(own))) expect(broughtNames(scenario)).toContain(own.name)
      }
    }),
    runs(150),
  )
})

/** Names that SidecarSets, or revisions of them, may give to containers in a Pod. */
function broughtNames({ config }: Scenario): readonly (string | undefined)[] {
  const sets = config.sidecarSets.flatMap(({ spec }) => [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []),
  ])
  const names = [...sets.map(({ name }) => name), ...sidecarNames]
  return [...names, ...names.flatMap((name) => [`${name}-1`, `${name}-2`])]
}

test('a replacement stands where the replaced container stood', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { pod } = resultOf(scenario)
      for (const list of lists) {
        const before = scenario.pod.spec?.[list] ?? []
        const after = pod.spec?.[list] ?? []
        const front = after.findIndex((_, index) => fits(before, after.slice(index)))
        expect(before.length === 0 || front >= 0).toBe(true)
      }
    }),
    runs(150),
  )
})

/** Whether a list begins with the containers of another, each itself or one of its name. */
function fits(before: readonly Container[], list: readonly Container[]): boolean {
  return before.every(({ name }, index) => list[index] !== undefined && name === list[index].name)
}

test('volumes of the Pod stay first, as they were', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const before = scenario.pod.spec?.volumes ?? []
      const after = resultOf(scenario).pod.spec?.volumes ?? []
      expect(after.slice(0, before.length)).toEqual(before)
      const names = after.slice(before.length).map(({ name }) => name)
      const taken = new Set(before.map(({ name }) => name))
      expect(names.filter((name) => taken.has(name))).toEqual([])
      expect(names).toEqual([...new Set(names)])
    }),
    runs(150),
  )
})

test('labels, and annotations that no SidecarSet patches, stay as they are', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { pod } = resultOf(scenario)
      expect(pod.metadata?.labels).toStrictEqual(scenario.pod.metadata?.labels)
      const patched = new Set(
        scenario.config.sidecarSets.flatMap(({ spec }) =>
          (spec?.patchPodMetadata ?? []).flatMap(({ annotations }) => Object.keys(annotations ?? {})),
        ),
      )
      for (const [key, value] of Object.entries(scenario.pod.metadata?.annotations ?? {})) {
        if (patched.has(key) || key.includes('kruise.io/')) continue
        expect(new Map(Object.entries(pod.metadata?.annotations ?? {})).get(key)).toBe(value)
      }
    }),
    runs(150),
  )
})
