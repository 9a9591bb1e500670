import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeGoJson } from '../../src/kubernetes/go-json.js'
import { mergePatchText, type MergePatchResult } from '../../src/kubernetes/merge-patch.js'

interface Row {
  target: string
  patch: string
  result?: string
  error?: 'invalid-document' | 'invalid-patch'
}

const rows = readFileSync(new URL('../../fixtures/recorded/merge-patch.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Row)

const merged = (text: string): MergePatchResult => ({ ok: true, text })
const invalidDocument: MergePatchResult = { ok: false, error: 'invalid-document' }
const invalidPatch: MergePatchResult = { ok: false, error: 'invalid-patch' }

describe('recorded merges', () => {
  test.each(rows.map((row) => [row.target, row.patch, row] as const))('%s with %s', (target, patch, row) => {
    const expected = row.error === undefined ? merged(row.result ?? '') : { ok: false, error: row.error }
    expect(mergePatchText(target, patch)).toEqual(expected)
  })
})

describe('beyond the recorded merges', () => {
  test.each<[why: string, target: string, patch: string, result: MergePatchResult]>([
    ['the patch is judged before a null document', 'null', '{', invalidPatch],
    ['a null document before a scalar patch', 'null', '1', invalidDocument],
    ['a lone surrogate', '{"a":"\ud800"}', '{}', merged('{"a":"\ufffd"}')],
    ['an escaped lone surrogate in a value stays', '{"a":"\\ud800"}', '{}', merged('{"a":"\\ud800"}')],
    ['keys that become one', '{"\\ud800":1,"\\udc00":2}', '{}', merged('{"\ufffd":2}')],
    ['a patch key finds its escaped twin', '{"\\u0061":1}', '{"a":null}', merged('{}')],
    ['quotes behind backslashes', '{"a\\\\":"b\\"c\\\\"}', '{"d":1}', merged('{"a\\\\":"b\\"c\\\\","d":1}')],
    ['brackets inside strings', '{"a":"}],:{["}', '{"b":"[ { ,"}', merged('{"a":"}],:{[","b":"[ { ,"}')],
    ['spaces inside strings stay', '{ "a b" : " c " }', '{}', merged('{"a b":" c "}')],
    ['the byte order mark is no space', '\ufeff{}', '{}', invalidDocument],
    ['a no-break space is no space', '{}\u00a0', '{}', invalidDocument],
    [
      'an escaped line separator stays',
      '{"a":"\u2028"}',
      '{"b":"\\u2028"}',
      merged('{"a":"\\u2028","b":"\\u2028"}'),
    ],
  ])('%s', (_why, target, patch, result) => {
    expect(mergePatchText(target, patch)).toEqual(result)
  })
})

describe('depth', () => {
  const nested = (depth: number, inner: string) => '{"a":'.repeat(depth) + inner + '}'.repeat(depth)

  test.each<[what: string, target: string, patch: string, result: MergePatchResult]>([
    [
      '10000 levels are merged',
      nested(9999, '{"b":1}'),
      nested(9999, '{"c":2}'),
      merged(nested(9999, '{"b":1,"c":2}')),
    ],
    ['10000 levels are cleaned', '{}', nested(9999, '{"c":null}'), merged(nested(9999, '{}'))],
    ['10001 levels are no document', nested(10000, '{}'), '{}', invalidDocument],
    ['10001 levels are no patch', '{}', `${'['.repeat(10001)}${']'.repeat(10001)}`, invalidPatch],
    ['a million brackets', '['.repeat(1_000_000), '{}', invalidDocument],
  ])('%s', (_what, target, patch, result) => {
    // As text: comparing deep results the usual way prints them.
    expect(JSON.stringify(mergePatchText(target, patch)) === JSON.stringify(result)).toBe(true)
  })
})

describe('laws', () => {
  const key = fc.constantFrom('a', 'b', '__proto__', '<', '10', 'é')
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, 1, 'x', '<&>', true),
      fc.array(tie('json'), { maxLength: 3 }),
      tie('object'),
    ),
    object: fc.array(fc.tuple(key, tie('json')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
  }))
  const object = fc.array(fc.tuple(key, json), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs))

  const again = (result: ReturnType<typeof mergePatchText>, patch: unknown) =>
    result.ok ? mergePatchText(result.text, JSON.stringify(patch)) : result

  const valueOf = (result: ReturnType<typeof mergePatchText>) =>
    result.ok && (JSON.parse(result.text) as unknown)

  test('merging twice changes nothing more, where the patch has no nulls', () => {
    fc.assert(
      fc.property(object, object.map(withoutNulls), (target, patch) => {
        const once = mergePatchText(JSON.stringify(target), JSON.stringify(patch))
        // The order of keys may: what is set as it stands is sorted when it is merged with itself.
        expect(valueOf(again(once, patch))).toEqual(valueOf(once))
      }),
    )
  })

  test('a list in place of an object keeps its nulls the first time, and loses them the second', () => {
    const patch = { b: [{ a: null }] }
    const once = mergePatchText('{"b":{}}', JSON.stringify(patch))
    expect(once).toEqual(merged('{"b":[{"a":null}]}'))
    expect(again(once, patch)).toEqual(merged('{"b":[{}]}'))
  })

  test('merging a third time never changes anything', () => {
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const twice = again(mergePatchText(JSON.stringify(target), JSON.stringify(patch)), patch)
        expect(again(twice, patch)).toEqual(twice)
      }),
    )
  })

  test('an empty document becomes the patch without nulls, as Go writes it', () => {
    fc.assert(
      fc.property(object, (patch) => {
        const result = mergePatchText('{}', JSON.stringify(patch))
        expect(result).toEqual(merged(encodeGoJson(withoutNulls(patch))))
      }),
    )
  })

  function withoutNulls(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutNulls)
    if (typeof value !== 'object' || value === null) return value
    const members = Object.entries(value).filter(([, member]) => member !== null)
    return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]))
  }
})
