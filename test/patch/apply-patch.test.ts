import { describe, expect, test } from 'vitest'
import { SidecarSetError } from '../../src/issue/index.js'
import { applyPatch, type JsonPatchOperation, type PatchErrorCode } from '../../src/patch/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'

const json = (text: string): unknown => JSON.parse(text)

/** The error of a patch, or undefined when there is none. */
function errorOf(
  document: unknown,
  patch: unknown,
): { code: string | undefined; index: string | number | undefined } | undefined {
  try {
    applyPatch(document, patch as JsonPatchOperation[])
    return undefined
  } catch (error) {
    if (!(error instanceof SidecarSetError)) throw error
    const [issue] = error.issues
    return { code: issue?.code, index: issue?.path[0] }
  }
}

describe('operations', () => {
  test.each<[title: string, document: string, patch: string, result: string]>([
    ['add a member', '{"a":1}', '[{"op":"add","path":"/b","value":2}]', '{"a":1,"b":2}'],
    ['add over a member', '{"a":1}', '[{"op":"add","path":"/a","value":[]}]', '{"a":[]}'],
    ['add in front of an element', '[1]', '[{"op":"add","path":"/0","value":2}]', '[2,1]'],
    ['add right behind the last element', '[1]', '[{"op":"add","path":"/1","value":2}]', '[1,2]'],
    ['add at the end', '[1]', '[{"op":"add","path":"/-","value":2}]', '[1,2]'],
    ['add the whole document', '{"a":1}', '[{"op":"add","path":"","value":7}]', '7'],
    ['add a null', '{}', '[{"op":"add","path":"/a","value":null}]', '{"a":null}'],
    ['add the empty key', '{}', '[{"op":"add","path":"/","value":1}]', '{"":1}'],
    ['add escaped keys', '{}', '[{"op":"add","path":"/a~1b~0c","value":1}]', '{"a/b~c":1}'],
    ['"-" is a key of an object', '{}', '[{"op":"add","path":"/-","value":1}]', '{"-":1}'],
    ['digits are keys of an object', '{}', '[{"op":"add","path":"/01","value":1}]', '{"01":1}'],
    ['remove a member', '{"a":1,"b":2}', '[{"op":"remove","path":"/a"}]', '{"b":2}'],
    ['remove an element', '[1,2]', '[{"op":"remove","path":"/0"}]', '[2]'],
    ['remove the whole document', '{"a":1}', '[{"op":"remove","path":""}]', 'null'],
    ['replace a null', '{"a":null}', '[{"op":"replace","path":"/a","value":1}]', '{"a":1}'],
    ['replace the whole document', '{"a":1}', '[{"op":"replace","path":"","value":[]}]', '[]'],
    ['move a member', '{"a":{"b":1}}', '[{"op":"move","from":"/a/b","path":"/c"}]', '{"a":{},"c":1}'],
    ['move an element to the end', '[1,2,3]', '[{"op":"move","from":"/0","path":"/-"}]', '[2,3,1]'],
    [
      'move sees the list without it',
      '[1,{},{"b":0}]',
      '[{"op":"move","from":"/0","path":"/1/c"}]',
      '[{},{"b":0,"c":1}]',
    ],
    ['move to where it is', '{"a":1}', '[{"op":"move","from":"/a","path":"/a"}]', '{"a":1}'],
    ['move a member over the document', '{"a":{"b":1}}', '[{"op":"move","from":"/a","path":""}]', '{"b":1}'],
    ['copy a member', '{"a":[1]}', '[{"op":"copy","from":"/a","path":"/b"}]', '{"a":[1],"b":[1]}'],
    [
      'copy the document into itself',
      '{"a":1}',
      '[{"op":"copy","from":"","path":"/b"}]',
      '{"a":1,"b":{"a":1}}',
    ],
    [
      'test equal values',
      '{"a":{"b":[1],"c":2}}',
      '[{"op":"test","path":"/a","value":{"c":2,"b":[1]}}]',
      '{"a":{"b":[1],"c":2}}',
    ],
    ['unknown members mean nothing', '{}', '[{"op":"add","path":"/a","value":1,"from":3,"x":4}]', '{"a":1}'],
    [
      'operations follow each other',
      '{}',
      '[{"op":"add","path":"/a","value":{}},{"op":"add","path":"/a/b","value":1}]',
      '{"a":{"b":1}}',
    ],
    ['no operation', '{"a":1}', '[]', '{"a":1}'],
  ])('%s', (_title, document, patch, result) => {
    expect(
      applyPatch(deepFreeze(json(document)), deepFreeze(json(patch)) as JsonPatchOperation[]),
    ).toStrictEqual(json(result))
  })
})

describe('refusals', () => {
  test.each<[title: string, document: string, patch: string, code: PatchErrorCode, index?: number]>([
    ['a patch that is no list', '{}', '{"op":"add"}', 'invalid-patch'],
    ['an operation that is no object', '{}', '[null]', 'invalid-operation', 0],
    ['no op', '{}', '[{"path":"/a"}]', 'invalid-operation', 0],
    ['an unknown op', '{}', '[{"op":"merge","path":"/a","value":1}]', 'invalid-operation', 0],
    ["the library's own op", '{"a":1}', '[{"op":"_get","path":"/a"}]', 'invalid-operation', 0],
    ['an op that objects inherit', '{}', '[{"op":"constructor","path":"/a"}]', 'invalid-operation', 0],
    ['no path', '{}', '[{"op":"remove"}]', 'invalid-operation', 0],
    ['a path that is a number', '[1]', '[{"op":"remove","path":0}]', 'invalid-operation', 0],
    ['no from', '{}', '[{"op":"copy","path":"/a"}]', 'invalid-operation', 0],
    ['no value', '{}', '[{"op":"add","path":"/a"}]', 'invalid-operation', 0],
    ['move into itself', '{"a":{}}', '[{"op":"move","from":"/a","path":"/a/b"}]', 'invalid-operation', 0],
    ['move of the document', '{}', '[{"op":"move","from":"","path":"/a"}]', 'invalid-operation', 0],
    ['a path without slash', '{"a":1}', '[{"op":"remove","path":"a"}]', 'invalid-pointer', 0],
    ['a bad escape', '{"a~":1}', '[{"op":"remove","path":"/a~"}]', 'invalid-pointer', 0],
    ['a bad escape in from', '{"a":1}', '[{"op":"copy","from":"/~2","path":"/b"}]', 'invalid-pointer', 0],
    ['remove what is not there', '{}', '[{"op":"remove","path":"/a"}]', 'path-not-found', 0],
    ['replace what is not there', '{}', '[{"op":"replace","path":"/a","value":1}]', 'path-not-found', 0],
    ['add below what is not there', '{}', '[{"op":"add","path":"/a/b","value":1}]', 'path-not-found', 0],
    ['add below a number', '{"a":1}', '[{"op":"add","path":"/a/b","value":1}]', 'path-not-found', 0],
    ['add below null', '{"a":null}', '[{"op":"add","path":"/a/b","value":1}]', 'path-not-found', 0],
    ['add below a text', '{"a":"xyz"}', '[{"op":"add","path":"/a/0","value":1}]', 'path-not-found', 0],
    [
      'add below a document that is a number',
      '1',
      '[{"op":"add","path":"/a","value":1}]',
      'path-not-found',
      0,
    ],
    [
      'add below a removed document',
      '{}',
      '[{"op":"remove","path":""},{"op":"add","path":"/a","value":1}]',
      'path-not-found',
      1,
    ],
    ['copy from nowhere', '{}', '[{"op":"copy","from":"/a","path":"/b"}]', 'path-not-found', 0],
    ['move from nowhere to there', '{}', '[{"op":"move","from":"/a","path":"/a"}]', 'path-not-found', 0],
    ['move to nowhere', '{"a":1}', '[{"op":"move","from":"/a","path":"/x/y"}]', 'path-not-found', 0],
    ['remove behind the end', '[1]', '[{"op":"remove","path":"/-"}]', 'path-not-found', 0],
    ['remove an index too far', '[1]', '[{"op":"remove","path":"/1"}]', 'path-not-found', 0],
    ['add an index too far', '[1]', '[{"op":"add","path":"/2","value":1}]', 'invalid-index', 0],
    [
      'copy to an index too far',
      '{"a":1,"b":[]}',
      '[{"op":"copy","from":"/a","path":"/b/1"}]',
      'invalid-index',
      0,
    ],
    ['move to an index too far', '[1,2]', '[{"op":"move","from":"/0","path":"/2"}]', 'invalid-index', 0],
    ['the empty text as index', '[1]', '[{"op":"add","path":"/","value":2}]', 'invalid-index', 0],
    ['a leading zero', '[1,2]', '[{"op":"add","path":"/01","value":2}]', 'invalid-index', 0],
    ['an index that wraps to 0', '[1]', '[{"op":"add","path":"/4294967296","value":2}]', 'invalid-index', 0],
    ['a negative index', '[1]', '[{"op":"add","path":"/-1","value":2}]', 'invalid-index', 0],
    ['a property of lists', '[1]', '[{"op":"add","path":"/length","value":0}]', 'invalid-index', 0],
    ['another value', '{"a":1}', '[{"op":"test","path":"/a","value":"1"}]', 'test-failed', 0],
    ['another document', '{"a":1}', '[{"op":"test","path":"","value":{}}]', 'test-failed', 0],
    ['a test of what is not there', '{}', '[{"op":"test","path":"/a","value":null}]', 'test-failed', 0],
    ['a test below what is not there', '{}', '[{"op":"test","path":"/a/b","value":null}]', 'test-failed', 0],
    ['a leading zero to be removed', '[1,2]', '[{"op":"remove","path":"/01"}]', 'invalid-index', 0],
    ['a leading zero on the way', '[{},{}]', '[{"op":"add","path":"/01/a","value":2}]', 'invalid-index', 0],
    [
      'the second of three',
      '{"a":1}',
      '[{"op":"remove","path":"/a"},{"op":"remove","path":"/a"},{"op":"x"}]',
      'path-not-found',
      1,
    ],
  ])('%s', (_title, document, patch, code, index) => {
    expect(errorOf(deepFreeze(json(document)), deepFreeze(json(patch)))).toEqual({ code, index })
  })

  test.each<[title: string, value: unknown]>([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a bigint', 1n],
  ])('%s is no JSON value', (_title, value) => {
    expect(errorOf({ value }, [])).toEqual({ code: 'invalid-value', index: undefined })
    expect(errorOf({}, [{ op: 'add', path: '/a', value: [value] }])).toEqual({
      code: 'invalid-value',
      index: 0,
    })
  })

  test('nesting deeper than the limit, and a cycle', () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    expect(errorOf(cycle, [])).toEqual({ code: 'limit-exceeded', index: undefined })
    const deep = json('['.repeat(5000) + ']'.repeat(5000))
    expect(errorOf({}, [{ op: 'add', path: '/a', value: deep }])).toEqual({
      code: 'limit-exceeded',
      index: 0,
    })
  })

  test('copies that double the document again and again', () => {
    const doubling = Array.from({ length: 64 }, (_, i) => ({ op: 'copy', from: '', path: `/c${i}` }))
    expect(errorOf({}, doubling)).toMatchObject({ code: 'limit-exceeded' })
  })
})

describe('hostile keys are ordinary data', () => {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '\u0000x',
    '\u0000__proto__',
  ]

  test.each(names)('%j can be added, tested, copied, moved, replaced and removed', (name) => {
    const document = json(`{"a":{${JSON.stringify(name)}:{"b":1}}}`)
    const steps: [operation: JsonPatchOperation, result: string][] = [
      [{ op: 'test', path: `/a/${name}/b`, value: 1 }, `{"a":{${JSON.stringify(name)}:{"b":1}}}`],
      [{ op: 'add', path: `/a/${name}/c`, value: 2 }, `{"a":{${JSON.stringify(name)}:{"b":1,"c":2}}}`],
      [{ op: 'replace', path: `/a/${name}`, value: 3 }, `{"a":{${JSON.stringify(name)}:3}}`],
      [{ op: 'remove', path: `/a/${name}` }, '{"a":{}}'],
      [{ op: 'move', from: `/a/${name}`, path: '/b' }, '{"a":{},"b":{"b":1}}'],
      [
        { op: 'copy', from: '/a', path: `/${name}` },
        `{"a":{${JSON.stringify(name)}:{"b":1}},${JSON.stringify(name)}:{${JSON.stringify(name)}:{"b":1}}}`,
      ],
    ]
    for (const [operation, result] of steps) {
      expect(JSON.stringify(applyPatch(document, [operation]))).toBe(result)
    }
  })

  test.each(names)('%j is not there unless the data has it', (name) => {
    expect(errorOf({}, [{ op: 'replace', path: `/${name}`, value: 1 }])).toEqual({
      code: 'path-not-found',
      index: 0,
    })
    expect(errorOf({}, [{ op: 'add', path: `/${name}/polluted`, value: 1 }])).toEqual({
      code: 'path-not-found',
      index: 0,
    })
    expect(errorOf({}, [{ op: 'copy', from: `/${name}`, path: '/a' }])).toEqual({
      code: 'path-not-found',
      index: 0,
    })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('values are compared by their own keys', () => {
    expect(errorOf(json('{"a":{"__proto__":1}}'), [{ op: 'test', path: '/a', value: {} }])).toEqual({
      code: 'test-failed',
      index: 0,
    })
  })
})

describe('the result is on its own', () => {
  test('a value used twice does not become one object', () => {
    const value = { list: [] as number[] }
    const result = applyPatch<unknown>({}, [
      { op: 'add', path: '/a', value },
      { op: 'add', path: '/b', value },
      { op: 'add', path: '/a/list/-', value: 1 },
    ])
    expect(result).toStrictEqual({ a: { list: [1] }, b: { list: [] } })
    expect(value).toStrictEqual({ list: [] })
  })

  test('a copied value is not linked to its source', () => {
    const result = applyPatch<unknown>({ a: [1] }, [
      { op: 'copy', from: '/a', path: '/b' },
      { op: 'add', path: '/b/-', value: 2 },
    ])
    expect(result).toStrictEqual({ a: [1], b: [1, 2] })
  })

  test('undefined members count as absent', () => {
    expect(applyPatch<unknown>({ a: undefined, b: [undefined] }, [])).toStrictEqual({ b: [null] })
    expect(errorOf({ a: undefined }, [{ op: 'remove', path: '/a' }])).toEqual({
      code: 'path-not-found',
      index: 0,
    })
  })

  test('an error leaves the document alone', () => {
    const document = deepFreeze({ a: 1 })
    expect(
      errorOf(document, [
        { op: 'remove', path: '/a' },
        { op: 'remove', path: '/a' },
      ]),
    ).toMatchObject({ index: 1 })
    expect(document).toEqual({ a: 1 })
  })
})
