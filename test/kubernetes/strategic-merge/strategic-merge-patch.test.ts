import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  strategicMergePatch,
  type MergeProblemCode,
  type StrategicMergeResult,
  type StrategicMergeSchema,
} from '../../../src/kubernetes/strategic-merge-patch.js'
import { deepFreeze } from '../../laws/deep-freeze.js'
import { recordedTables } from './api-tables.js'

const podSpec: StrategicMergeSchema = { typeName: 'PodSpec', tables: recordedTables('v1.9.0') }

type Json = Record<string, unknown>

function merge(
  original: unknown,
  patch: unknown,
  schema: Partial<StrategicMergeSchema> = {},
): StrategicMergeResult {
  deepFreeze([original, patch])
  return strategicMergePatch(original as Json, patch, { ...podSpec, ...schema })
}

function merged(original: unknown, patch: unknown, schema?: Partial<StrategicMergeSchema>): unknown {
  const result = merge(original, patch, schema)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

/** Lists in few words: `list('a b')` are two elements named a and b. */
const list = (names: string): Json[] =>
  names
    .split(' ')
    .filter(Boolean)
    .map((name) => ({ name }))

const names = (value: unknown): string =>
  ((value as { containers: { name: string }[] }).containers ?? []).map(({ name }) => name).join(' ')

describe('objects', () => {
  test.each<[title: string, original: Json, patch: unknown, result: Json]>([
    ['a new key is added', { hostname: 'a' }, { subdomain: 'b' }, { hostname: 'a', subdomain: 'b' }],
    ['a scalar is replaced', { hostname: 'a' }, { hostname: 'b' }, { hostname: 'b' }],
    ['null removes', { hostname: 'a', subdomain: 'b' }, { hostname: null }, { subdomain: 'b' }],
    ['null for what is not there does nothing', { hostname: 'a' }, { subdomain: null }, { hostname: 'a' }],
    [
      'objects are merged',
      { os: { name: 'linux' } },
      { os: { other: 1 } },
      { os: { name: 'linux', other: 1 } },
    ],
    [
      'maps are merged',
      { nodeSelector: { a: '1', b: '2' } },
      { nodeSelector: { b: null, c: '3' } },
      { nodeSelector: { a: '1', c: '3' } },
    ],
    ['another kind replaces', { os: { name: 'linux' } }, { os: 'windows' }, { os: 'windows' }],
    [
      'a null in the original is replaced',
      { os: null },
      { os: { name: 'linux' } },
      { os: { name: 'linux' } },
    ],
    [
      'a list without merge key is replaced',
      { tolerations: [{ key: 'a' }] },
      { tolerations: [{ key: 'b' }] },
      { tolerations: [{ key: 'b' }] },
    ],
    [
      'a list of texts is replaced',
      { dnsConfig: { searches: ['a'] } },
      { dnsConfig: { searches: ['b'] } },
      { dnsConfig: { searches: ['b'] } },
    ],
    [
      '$patch: replace takes the patch',
      { os: { name: 'linux' } },
      { os: { $patch: 'replace', x: null } },
      { os: { x: null } },
    ],
    ['$patch: delete empties', { os: { name: 'linux' } }, { os: { $patch: 'delete', x: 1 } }, { os: {} }],
    [
      '$patch: replace at the top',
      { hostname: 'a' },
      { $patch: 'replace', subdomain: 'b' },
      { subdomain: 'b' },
    ],
    ['an unknown field is replaced, not merged', { x: { a: 1 } }, { x: { b: 2 } }, { x: { b: 2 } }],
    ['an empty patch', { hostname: 'a' }, {}, { hostname: 'a' }],
    ['no patch', { hostname: 'a' }, undefined, { hostname: 'a' }],
    ['a null patch', { hostname: 'a' }, null, { hostname: 'a' }],
    ['undefined counts as absent', { hostname: undefined }, { subdomain: undefined }, {}],
  ])('%s', (_title, original, patch, result) => {
    expect(merged(original, patch)).toStrictEqual(result)
  })

  test('no original', () => {
    expect(merged(undefined, { hostname: 'a' })).toEqual({ hostname: 'a' })
  })

  test('what is not touched is the same object', () => {
    const original = {
      os: { name: 'linux' },
      containers: [
        { name: 'a', env: list('x') },
        { name: 'b', env: [] },
      ],
    }
    const result = merged(original, { containers: [{ name: 'a', image: 'y' }] }) as typeof original
    expect(result.os).toBe(original.os)
    expect(result.containers[0]?.env).toBe(original.containers[0]?.env)
    expect(result.containers[1]).toBe(original.containers[1])
  })
})

describe('lists with a merge key', () => {
  test('elements of one key are merged, others are added', () => {
    const original = { containers: [{ name: 'a', image: 'x', tty: true }] }
    const patch = { containers: [{ name: 'a', image: 'y', tty: null }, { name: 'b' }] }
    expect(merged(original, patch)).toEqual({ containers: [{ name: 'a', image: 'y' }, { name: 'b' }] })
  })

  test.each<[field: string, key: string, values: [unknown, unknown]]>([
    ['env', 'name', ['A', 'B']],
    ['ports', 'containerPort', [80, 443]],
    ['volumeMounts', 'mountPath', ['/a', '/b']],
    ['volumeDevices', 'devicePath', ['/dev/a', '/dev/b']],
  ])('%s of a container are merged by %s', (field, key, [first, second]) => {
    const original = { containers: [{ name: 'a', [field]: [{ [key]: first, old: 1 }, { [key]: second }] }] }
    const patch = { containers: [{ name: 'a', [field]: [{ [key]: first, new: 2 }] }] }
    const expected = {
      containers: [{ name: 'a', [field]: [{ [key]: first, old: 1, new: 2 }, { [key]: second }] }],
    }
    expect(merged(original, patch)).toEqual(expected)
  })

  test('a volume that changes its source keeps the old one beside the new', () => {
    const original = { volumes: [{ name: 'v', emptyDir: {} }] }
    const patch = { volumes: [{ name: 'v', configMap: { name: 'c' } }] }
    expect(merged(original, patch)).toEqual({
      volumes: [{ name: 'v', emptyDir: {}, configMap: { name: 'c' } }],
    })
  })

  test('80 and "80" are different keys', () => {
    const original = { containers: [{ name: 'a', ports: [{ containerPort: 80 }] }] }
    const patch = { containers: [{ name: 'a', ports: [{ containerPort: '80' }] }] }
    expect(merged(original, patch)).toEqual({
      containers: [{ name: 'a', ports: [{ containerPort: '80' }, { containerPort: 80 }] }],
    })
  })

  test.each<[title: string, original: string, patch: string, result: string]>([
    ['what is new goes in front', 'a b c', 'x b', 'x a b c'],
    ['unless a kept element precedes it in the patch', 'a b c', 'b x', 'a b x c'],
    ['the order of the patch wins', 'a b c', 'c a', 'b c a'],
    ['all of it in the order of the patch', 'a b c', 'c b a', 'c b a'],
    ['only new ones', 'a b', 'x y', 'x y a b'],
    ['into nothing', '', 'x y', 'x y'],
    ['nothing into it', 'a b', '', 'a b'],
    ['nothing into nothing', '', '', ''],
    ['the last comes first', 'a b c d', 'd x', 'a b c d x'],
    ['twice the same key in the patch', 'a b', 'x b x', 'x a b'],
    ['twice the same key in the original', 'a b a', 'x', 'x a a b'],
    ['twice the same key in the original, in the patch too', 'a b a', 'a', 'a a b'],
  ])('order: %s', (_title, original, patch, result) => {
    expect(names(merged({ containers: list(original) }, { containers: list(patch) }))).toBe(result)
  })

  test('a key that the patch adds twice becomes one element', () => {
    const patch = {
      containers: [
        { name: 'a', image: 'x', tty: true },
        { name: 'a', image: 'y' },
      ],
    }
    expect(merged({ containers: [] }, patch)).toEqual({ containers: [{ name: 'a', image: 'y', tty: true }] })
  })

  const removing = (name: string): Json => ({ name, $patch: 'delete' })

  test.each<[title: string, original: Json[], patch: Json[], result: string]>([
    ['$patch: delete removes', list('a b'), [removing('a')], 'b'],
    ['it removes all of the key', list('a b a'), [removing('a')], 'b'],
    ['it may find nothing', list('a'), [removing('x')], 'a'],
    [
      'deleted and added again: as if it had never been there',
      list('a b'),
      [removing('b'), { name: 'b' }],
      'b a',
    ],
    ['$patch: replace takes the patch list', list('a b'), [{ $patch: 'replace' }, ...list('x a')], 'x a'],
    ['wherever it stands', list('a b'), [...list('x a'), { $patch: 'replace' }], 'x a'],
    ['alone it empties', list('a b'), [{ $patch: 'replace' }], ''],
    ['beside deletions', list('a b'), [removing('a'), { $patch: 'replace' }, { name: 'a' }], 'a'],
  ])('%s', (_title, original, patch, result) => {
    expect(names(merged({ containers: original }, { containers: patch }))).toBe(result)
  })

  test('$patch: replace does not merge', () => {
    const original = { containers: [{ name: 'a', image: 'x' }] }
    const patch = { containers: [{ $patch: 'replace' }, { name: 'a' }, { name: 'a' }] }
    expect(merged(original, patch)).toEqual({ containers: [{ name: 'a' }, { name: 'a' }] })
  })
})

describe('directives about lists and keys', () => {
  test.each<[title: string, original: string, patch: string | undefined, order: string, result: string]>([
    ['the list is put in that order', 'a b c', undefined, 'c b a', 'c b a'],
    ['what it does not name keeps its place', 'a x b', undefined, 'b a', 'x b a'],
    ['with a patch list', 'a b', 'x', 'b x a', 'b x a'],
    ['names that nothing has', 'a b', undefined, 'b z a', 'b a'],
    ['an empty one leaves new ones behind', 'a b', 'x', '', 'a b x'],
    ['a list that is new', '', 'b a', 'b a', 'b a'],
  ])('$setElementOrder: %s', (_title, original, patch, order, result) => {
    const document = original === '' ? {} : { containers: list(original) }
    const lists = patch === undefined ? {} : { containers: list(patch) }
    expect(names(merged(document, { '$setElementOrder/containers': list(order), ...lists }))).toBe(result)
  })

  test('$setElementOrder with deletions', () => {
    const patch = {
      '$setElementOrder/containers': list('c a'),
      containers: [{ name: 'b', $patch: 'delete' }],
    }
    expect(names(merged({ containers: list('a b c') }, patch))).toBe('c a')
  })

  test('$setElementOrder of a list that is nowhere', () => {
    expect(merged({}, { '$setElementOrder/containers': list('a') })).toEqual({})
  })

  test('$setElementOrder of plain values', () => {
    const patch = { dnsConfig: { '$setElementOrder/searches': ['c', 'a'] } }
    expect(merged({ dnsConfig: { searches: ['a', 'b', 'c'] } }, patch)).toEqual({
      dnsConfig: { searches: ['b', 'c', 'a'] },
    })
  })

  test('$deleteFromPrimitiveList takes values out', () => {
    const patch = { dnsConfig: { '$deleteFromPrimitiveList/searches': ['a', 'z'] } }
    expect(merged({ dnsConfig: { searches: ['a', 'b', 'a'] } }, patch)).toEqual({
      dnsConfig: { searches: ['b'] },
    })
    expect(merged({ dnsConfig: {} }, patch)).toEqual({ dnsConfig: {} })
  })

  test('$retainKeys removes what it does not list', () => {
    const original = { volumes: [{ name: 'v', emptyDir: {} }, { name: 'w' }] }
    const patch = { volumes: [{ name: 'v', $retainKeys: ['name', 'configMap'], configMap: { name: 'c' } }] }
    expect(merged(original, patch)).toEqual({
      volumes: [{ name: 'v', configMap: { name: 'c' } }, { name: 'w' }],
    })
  })
})

describe('problems', () => {
  test.each<
    [title: string, original: unknown, patch: unknown, code: MergeProblemCode, side: string, path: unknown[]]
  >([
    ['the original is no object', [], {}, 'not-an-object', 'original', []],
    ['the patch is no object', {}, [], 'not-an-object', 'patch', []],
    ['the patch is a text', {}, 'x', 'not-an-object', 'patch', []],
    [
      'a patch element without key',
      { containers: list('a') },
      { containers: [{ image: 'x' }] },
      'missing-merge-key',
      'patch',
      ['containers', 0],
    ],
    [
      'an original element without key',
      { containers: [{}] },
      { containers: list('a') },
      'missing-merge-key',
      'original',
      ['containers', 0],
    ],
    [
      'a deletion without key',
      { containers: list('a') },
      { containers: [{ $patch: 'delete' }] },
      'missing-merge-key',
      'patch',
      ['containers', 0],
    ],
    [
      'an element that is a text',
      { containers: list('a') },
      { containers: ['a'] },
      'not-an-object',
      'patch',
      ['containers', 0],
    ],
    [
      'an original element that is null',
      { containers: [null] },
      { containers: list('a') },
      'not-an-object',
      'original',
      ['containers', 0],
    ],
    ['an unknown $patch', {}, { $patch: 'merge' }, 'unknown-directive', 'patch', ['$patch']],
    [
      'an unknown $patch in a list',
      { containers: list('a') },
      { containers: [{ name: 'a', $patch: 'merge' }] },
      'unknown-directive',
      'patch',
      ['containers', 0, '$patch'],
    ],
    [
      '$setElementOrder without field',
      {},
      { $setElementOrder: [] },
      'malformed-directive',
      'patch',
      ['$setElementOrder'],
    ],
    [
      '$setElementOrder that is no list',
      { containers: list('a') },
      { '$setElementOrder/containers': 'a' },
      'malformed-directive',
      'patch',
      ['$setElementOrder/containers'],
    ],
    [
      '$setElementOrder without the key',
      { containers: list('a') },
      { '$setElementOrder/containers': [{}] },
      'malformed-directive',
      'patch',
      ['$setElementOrder/containers'],
    ],
    [
      '$setElementOrder with objects of a list without merge key',
      { dnsConfig: { searches: ['a'] } },
      { dnsConfig: { '$setElementOrder/searches': [{}] } },
      'malformed-directive',
      'patch',
      ['dnsConfig', '$setElementOrder/searches'],
    ],
    [
      '$setElementOrder of a list of objects without merge key',
      { dnsConfig: { searches: [{}] } },
      { dnsConfig: { '$setElementOrder/searches': ['a'] } },
      'malformed-directive',
      'patch',
      ['dnsConfig', '$setElementOrder/searches'],
    ],
    [
      '$setElementOrder of an unknown field',
      {},
      { '$setElementOrder/x': [] },
      'unknown-field',
      'patch',
      ['$setElementOrder/x'],
    ],
    [
      'a patch list in another order',
      { containers: list('a') },
      { '$setElementOrder/containers': list('a b'), containers: list('b a') },
      'malformed-directive',
      'patch',
      ['$setElementOrder/containers'],
    ],
    [
      'a patch list that names more',
      {},
      { '$setElementOrder/containers': list('a'), containers: list('b') },
      'malformed-directive',
      'patch',
      ['$setElementOrder/containers'],
    ],
    [
      '$deleteFromPrimitiveList that is no list',
      {},
      { '$deleteFromPrimitiveList/x': 'a' },
      'malformed-directive',
      'patch',
      ['$deleteFromPrimitiveList/x'],
    ],
    [
      '$deleteFromPrimitiveList of objects',
      { containers: list('a') },
      { '$deleteFromPrimitiveList/containers': ['a'] },
      'malformed-directive',
      'patch',
      ['$deleteFromPrimitiveList/containers'],
    ],
    [
      '$retainKeys that is no list',
      {},
      { $retainKeys: 'a' },
      'malformed-directive',
      'patch',
      ['$retainKeys'],
    ],
    [
      '$retainKeys that forgets a field',
      {},
      { $retainKeys: ['a'], b: 1 },
      'malformed-directive',
      'patch',
      ['$retainKeys'],
    ],
  ])('%s', (_title, original, patch, code, side, path) => {
    expect(merge(original, patch)).toMatchObject({ ok: false, problems: [{ code, in: side, path }] })
  })

  test('all of them are reported', () => {
    const original = { containers: list('a'), volumes: list('v') }
    const patch = { containers: [{}, 'x'], volumes: [{}], $retainKeys: 1 }
    const result = merge(original, patch)
    expect(result.ok ? [] : result.problems.map(({ code }) => code).sort()).toEqual([
      'malformed-directive',
      'missing-merge-key',
      'missing-merge-key',
      'not-an-object',
    ])
  })

  test('nesting without end is refused', () => {
    const deep = JSON.parse('{"os":'.repeat(5000) + '1' + '}'.repeat(5000)) as unknown
    expect(merge({}, deep)).toMatchObject({ ok: false, problems: [{ code: 'too-deep' }] })
    const recursive = { typeName: 'T', tables: { lookup: () => ({ type: 'T', list: false }) } }
    expect(merge(deep, deep, recursive)).toMatchObject({ ok: false, problems: [{ code: 'too-deep' }] })
  })
})

describe('how versions differ', () => {
  const added = {
    os: {
      name: null,
      deep: [{ x: null, y: [null] }, { $patch: 'delete' }],
      gone: { $patch: 'replace', z: 1 },
      $retainKeys: ['a'],
    },
  }

  test('1.22 takes a new value as it is written', () => {
    expect(merged({}, added, { newValues: 'as-written' })).toEqual(added)
  })

  test('1.32 cleans a new value of nulls and directives, to any depth', () => {
    expect(merged({}, added)).toEqual({ os: { deep: [{ y: [null] }] } })
    expect(merged({ os: 'linux' }, added)).toEqual({ os: { deep: [{ y: [null] }] } })
  })

  test('1.32 leaves a new value out that is a directive as a whole', () => {
    expect(merged({}, { os: { $patch: 'replace', name: 'linux' } })).toEqual({})
  })

  test("1.3.0 replaces the lists of a SidecarSet's spec, 1.9.0 merges them", () => {
    const original = { spec: { containers: [{ name: 'a', image: 'x' }, { name: 'b' }] } }
    const patch = { spec: { containers: [{ name: 'a', $patch: 'delete' }] } }
    const as = (version: 'v1.3.0' | 'v1.9.0'): unknown =>
      merged(original, patch, { typeName: 'SidecarSet', tables: recordedTables(version) })
    expect(as('v1.3.0')).toEqual(patch)
    expect(as('v1.9.0')).toEqual({ spec: { containers: [{ name: 'b' }] } })
  })
})

describe('hostile keys are ordinary data', () => {
  test.each(['__proto__', 'constructor', 'toString'])('%s', (key) => {
    const object = (value: unknown): Json =>
      JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`) as Json
    expect(JSON.stringify(merged({ nodeSelector: object('1') }, { nodeSelector: object('2') }))).toBe(
      JSON.stringify({ nodeSelector: object('2') }),
    )
    expect(merged({ nodeSelector: object('1') }, { nodeSelector: object(null) })).toStrictEqual({
      nodeSelector: {},
    })
    expect(JSON.stringify(merged({}, { nodeSelector: object('2') }))).toBe(
      JSON.stringify({ nodeSelector: object('2') }),
    )
    expect(names(merged({ containers: list(key) }, { containers: list(`x ${key}`) }))).toBe(`x ${key}`)
  })
})

describe('laws', () => {
  const few: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'x', 'y')
  const distinct = fc.uniqueArray(few)

  test('merging a patch twice changes nothing more', () => {
    fc.assert(
      fc.property(distinct, distinct, (original, patch) => {
        const once = merged({ containers: list(original.join(' ')) }, { containers: list(patch.join(' ')) })
        expect(merged(once, { containers: list(patch.join(' ')) })).toEqual(once)
      }),
    )
  })

  test('the result has each element once, those of the patch in its order, the rest in the old one', () => {
    fc.assert(
      fc.property(distinct, distinct, (original, patch) => {
        const result = names(
          merged({ containers: list(original.join(' ')) }, { containers: list(patch.join(' ')) }),
        )
        const elements = result.split(' ').filter(Boolean)
        expect([...elements].sort()).toEqual([...new Set([...original, ...patch])].sort())
        expect(elements.filter((name) => patch.includes(name))).toEqual(patch)
        expect(elements.filter((name) => !patch.includes(name))).toEqual(
          original.filter((name) => !patch.includes(name)),
        )
      }),
    )
  })

  test('whatever is given, nothing is thrown', () => {
    const key = fc.constantFrom(
      'containers',
      'name',
      'env',
      'os',
      '$patch',
      '$retainKeys',
      '$setElementOrder/containers',
      '$deleteFromPrimitiveList/env',
      '__proto__',
    )
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(null, undefined, 1, 'a', 'replace', 'delete'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc
          .array(fc.tuple(key, tie('value')), { maxLength: 4 })
          .map((entries) => Object.fromEntries(entries) as unknown),
      ),
    }))
    fc.assert(
      fc.property(value, value, (original, patch) => void merge(original, patch)),
      { numRuns: 1000 },
    )
  })
})
