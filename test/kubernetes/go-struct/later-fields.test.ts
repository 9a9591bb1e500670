import { describe, expect, test } from 'vitest'
import {
  compareTypes,
  findLaterFields,
  schemaOf,
  typeAtPath,
} from '../../../src/kubernetes/go-struct/index.js'
import { toFieldPath } from '../../../src/issue/index.js'

const later = compareTypes(schemaOf('v1.3.0'), schemaOf('v1.9.0'), 'PodSpec')
const places = (spec: unknown): string[] => findLaterFields(later, spec).map((path) => toFieldPath(path))

describe('findLaterFields', () => {
  test.each<[string, unknown, string[]]>([
    ['fields of the type itself', { os: { name: 'linux' }, hostUsers: false }, ['os', 'hostUsers']],
    [
      'inside lists',
      { initContainers: [{}, { restartPolicy: 'Always' }] },
      ['initContainers[1].restartPolicy'],
    ],
    [
      'inside a renamed type',
      { containers: [{ lifecycle: { preStop: { sleep: {} } } }] },
      ['containers[0].lifecycle.preStop.sleep'],
    ],
    ['outermost only', { resourceClaims: [{ name: 'a', resourceClaimName: 'b' }] }, ['resourceClaims']],
    ['null is absent', { os: null, hostUsers: undefined }, []],
    ['what no version knows', { noSuchField: 1, containers: [{ noSuchField: 1 }] }, []],
    ['wrong types', { containers: { restartPolicy: 'Always' }, volumes: 'a', initContainers: [null, 1] }, []],
    ['no object', 'text', []],
    ['an old Pod', { containers: [{ name: 'a', env: [{ name: 'b' }] }], volumes: [{ emptyDir: {} }] }, []],
  ])('%s', (_, spec, expected) => expect(places(spec)).toEqual(expected))

  test('an inherited field is none', () => expect(places(Object.create({ os: {} }))).toEqual([]))

  test('the same version has nothing later', () => {
    const none = compareTypes(schemaOf('v1.9.0'), schemaOf('v1.9.0'), 'PodSpec')
    expect(none).toEqual({ own: [], inside: [] })
  })

  test('every field that is found exists in the later version and not in the earlier one', () => {
    const walk = (fields: typeof later, path: (string | number)[]): (string | number)[][] => [
      ...fields.own.map((field) => [...path, field]),
      ...fields.inside.flatMap(({ field, holds, fields: deeper }) =>
        walk(deeper, [...path, field, ...(holds === 'one' ? [] : [0])]),
      ),
    ]
    const all = walk(later, [])
    expect(all.length).toBeGreaterThan(40)
    for (const path of all) {
      expect(typeAtPath(schemaOf('v1.9.0'), 'PodSpec', path)).toBeDefined()
      expect(typeAtPath(schemaOf('v1.3.0'), 'PodSpec', path)).toBeUndefined()
    }
  })
})
