import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { profileNames } from '../../src/profile.js'
import { compileSidecarSets, validateSidecarSet } from '../../src/validate/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { readRecorded } from '../recorded/read-recorded.js'
import { container, findings, setWith } from './sidecar-sets.js'

interface Recorded {
  readonly sidecarSets: readonly unknown[]
}

const recorded = readRecorded<Recorded>('validate-v1.9.0.jsonl').flatMap(({ sidecarSets }) => sidecarSets)

/** A SidecarSet with a value put somewhere into it. */
const damaged: fc.Arbitrary<unknown> = fc
  .tuple(fc.constantFrom(...recorded), fc.nat(), fc.jsonValue())
  .map(([set, pick, value]) => {
    const copy = JSON.parse(JSON.stringify(set)) as unknown
    const places = listPlaces(copy)
    const place = places[pick % places.length]
    if (place !== undefined) (place.holder as Record<string | number, unknown>)[place.key] = value
    return copy
  })

function listPlaces(value: unknown): { holder: object; key: string | number }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => [{ holder: value, key }, ...listPlaces(child)])
}

describe('whatever it is given', () => {
  test('it neither throws nor writes', () => {
    fc.assert(
      fc.property(damaged, fc.jsonValue(), fc.constantFrom(...profileNames), (set, junk, profile) => {
        const context = deepFreeze({
          profile,
          others: [junk, ...recorded.slice(0, 5), set],
          older: junk,
          namespaces: [junk],
          controllerRevisions: [
            junk,
            { metadata: junk },
            { metadata: { namespace: 'kruise-system', name: junk } },
          ],
          patchMetadataWhitelist: JSON.stringify(junk),
        })
        const issues = validateSidecarSet(deepFreeze(set) as never, context as never)
        expect(JSON.parse(JSON.stringify(issues))).toEqual(issues)
      }),
      { numRuns: 400 },
    )
  })

  test('what stands in the lists of its context may be of any shape', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (set, junk) => {
        const context = {
          others: [junk],
          older: junk,
          namespaces: [junk],
          controllerRevisions: [junk],
        }
        expect(() => validateSidecarSet(set as never, context as never)).not.toThrow()
      }),
    )
  })

  test('a revision may hold anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom(...profileNames), (data, spec, profile) => {
        const set = setWith({ injectionStrategy: { revision: { revisionName: 'r' } } })
        const metadata = { namespace: 'kruise-system', name: 'r' }
        for (const content of [data, { spec }, { spec: { containers: spec } }])
          expect(() =>
            validateSidecarSet(set, { profile, controllerRevisions: [{ metadata, data: content }] }),
          ).not.toThrow()
      }),
    )
  })

  test('a value that cannot be read is reported where it is, whatever else is', () => {
    const set = setWith({ containers: [container({ env: 5 }), container({ name: 'B' })], volumes: {} })
    expect(findings(set)).toEqual([
      'wrong-type spec.containers[0].env',
      'wrong-type spec.volumes',
      'invalid spec.containers[1].name',
    ])
  })

  test('keys such as __proto__ are ordinary', () => {
    const set = JSON.parse(
      '{"metadata": {"name": "a", "labels": {"__proto__": "x y"}}, "spec": {"selector": {"matchLabels": {"__proto__": "b"}}, "containers": [{"name": "constructor", "image": "a", "resources": {"limits": {"__proto__": "1"}}}]}}',
    ) as unknown
    expect(findings(set, { severity: 'error' })).toEqual([
      'invalid metadata.labels',
      'invalid metadata.labels',
      'invalid spec.selector.matchLabels',
      'invalid spec.containers[0].resources.limits[__proto__]',
      'invalid spec.containers[0].resources.limits[__proto__]',
    ])
  })
})

describe('many mistakes', () => {
  test('a hundred are all reported in one go', () => {
    const containers = Array.from({ length: 34 }, (_, index) => ({
      name: `Agent_${index}`,
      image: '',
      env: [{ name: 'A', value: index }],
    }))
    const errors = findings(setWith({ containers }), { severity: 'error' })
    const expected = containers.flatMap((_, index) => [
      `wrong-type spec.containers[${index}].env[0].value`,
      `invalid spec.containers[${index}].name`,
      `required spec.containers[${index}].image`,
    ])
    expect([...errors].sort()).toEqual(expected.sort())
    expect(errors).toHaveLength(102)
  })

  test('no finding comes twice', () => {
    const others = compileSidecarSets(recorded.slice(0, 30) as never)
    for (const set of recorded) {
      const issues = validateSidecarSet(set as never, { others }).map((issue) => JSON.stringify(issue))
      expect(new Set(issues).size).toBe(issues.length)
    }
  })
})
