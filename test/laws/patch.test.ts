import fastJsonPatch from 'fast-json-patch'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyPatch, type JsonPatchOperation } from 'sidecarset'
import { resultOf, scenarios } from './generators.js'
import { runs } from './runs.js'

const changes = scenarios.map((scenario) => ({ scenario, result: resultOf(scenario) }))

test('the patch, applied to the input, yields the Pod', () => {
  fc.assert(
    fc.property(changes, ({ scenario, result }) => {
      expect(applyPatch(scenario.pod, result.patch)).toStrictEqual(result.pod)
    }),
    runs(300),
  )
})

test('the patch says the same to another implementation of RFC 6902, as text, with its validation on', () => {
  fc.assert(
    fc.property(changes, ({ scenario, result }) => {
      // That implementation refuses the key, wherever it stands.
      fc.pre(!JSON.stringify(result.patch).includes('__proto__'))
      const document = JSON.parse(JSON.stringify(scenario.pod)) as unknown
      const patch = JSON.parse(JSON.stringify(result.patch)) as JsonPatchOperation[]
      const applied = fastJsonPatch.applyPatch(document, patch, true).newDocument
      expect(applied).toStrictEqual(JSON.parse(JSON.stringify(result.pod)))
    }),
    runs(150),
  )
})

test('every operation is for something that injection owns, in the order of reading', () => {
  const places = [
    /^\/metadata$/,
    /^\/metadata\/namespace$/,
    /^\/metadata\/annotations(\/[^/]+)?$/,
    /^\/spec$/,
    /^\/spec\/initContainers(\/(\d+|-))?$/,
    /^\/spec\/containers(\/(\d+|-))?$/,
    /^\/spec\/volumes(\/-)?$/,
    /^\/spec\/imagePullSecrets(\/(\d+|-))?$/,
  ]
  fc.assert(
    fc.property(changes, ({ result }) => {
      const order = result.patch.map(({ path }) => places.findIndex((place) => place.test(path)))
      expect(order).not.toContain(-1)
      expect(order).toEqual([...order].sort((a, b) => a - b))
    }),
    runs(150),
  )
})

test('no operation rewrites a container of the Pod, except to put one of its name in its place', () => {
  fc.assert(
    fc.property(changes, ({ scenario, result }) => {
      for (const operation of result.patch) {
        const place = /^\/spec\/(containers|initContainers)\/(\d+)$/.exec(operation.path)
        if (operation.op === 'add' || place === null) continue
        expect(operation.op).toBe('replace')
        const list = place[1] === 'containers' ? 'containers' : 'initContainers'
        const replaced = scenario.pod.spec?.[list]?.[Number(place[2])]
        expect(replaced?.name).toBe((operation as { value?: { name?: string } }).value?.name)
      }
    }),
    runs(150),
  )
})

test('no operation comes twice', () => {
  fc.assert(
    fc.property(changes, ({ result }) => {
      const steps = result.patch.map(({ op, path }) => `${op} ${path}`).filter((step) => !step.endsWith('/-'))
      expect(steps).toEqual([...new Set(steps)])
    }),
    runs(180),
  )
})
