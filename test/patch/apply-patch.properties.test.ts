import fastJsonPatch from 'fast-json-patch'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SidecarSetError } from '../../src/issue/index.js'
import { applyPatch, toJsonPointer, type JsonPatchOperation } from '../../src/patch/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'

const key = fc.constantFrom('a', 'b', 'a/b', '~', '', '0', '__proto__', 'constructor', 'length')

/** JSON values over few keys, so that pointers often hit. JSON.parse keeps `__proto__` as a key. */
const { document } = fc.letrec<{ document: unknown; list: unknown[]; entries: [string, unknown][] }>(
  (tie) => ({
    document: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(null, 0, 1, 'x', true),
      tie('list'),
      tie('entries').map((entries) => Object.fromEntries(entries)),
    ),
    list: fc.array(tie('document'), { maxLength: 4 }),
    entries: fc.array(fc.tuple(key, tie('document')), { maxLength: 4 }),
  }),
)

const pointer = fc
  .array(fc.oneof(key, fc.constantFrom('-', '1', '2', '01')), { maxLength: 4 })
  .map((path) => toJsonPointer(path))

const operation: fc.Arbitrary<JsonPatchOperation> = fc.oneof(
  fc.record({ op: fc.constantFrom('add', 'replace', 'test'), path: pointer, value: document }),
  fc.record({ op: fc.constant('remove'), path: pointer }),
  fc.record({ op: fc.constantFrom('move', 'copy'), path: pointer, from: pointer }),
)

const own = (target: object, name: string): unknown =>
  Object.hasOwn(target, name) ? (target as Record<string, unknown>)[name] : undefined

/** RFC 6902 in the plainest words, on values that share nothing: undefined stands for "refused". */
function model(target: unknown, op: JsonPatchOperation): { is: unknown } | undefined {
  switch (op.op) {
    case 'add':
      return edit(target, segments(op.path), 'add', op.value)
    case 'remove':
      return edit(target, segments(op.path), 'remove', null)
    case 'replace':
      return edit(target, segments(op.path), 'replace', op.value)
    case 'test': {
      const found = edit(target, segments(op.path), 'read', null)
      return found && sameJson(found.is, op.value) ? { is: target } : undefined
    }
    case 'copy': {
      const found = edit(target, segments(op.from), 'read', null)
      return found && edit(target, segments(op.path), 'add', found.is)
    }
    case 'move': {
      if (op.path.startsWith(`${op.from}/`)) return undefined
      const found = edit(target, segments(op.from), 'read', null)
      if (op.from === op.path) return found && { is: target }
      const without = edit(target, segments(op.from), 'remove', null)
      return found && without && edit(without.is, segments(op.path), 'add', found.is)
    }
  }
}

function edit(
  target: unknown,
  path: string[],
  how: 'add' | 'remove' | 'replace' | 'read',
  value: unknown,
): { is: unknown } | undefined {
  const [segment, ...rest] = path
  if (segment === undefined) return { is: how === 'read' ? target : how === 'remove' ? null : value }
  if (typeof target !== 'object' || target === null) return undefined
  const index = Array.isArray(target) && segment === '-' ? String(target.length) : segment
  if (Array.isArray(target) && !/^(0|[1-9]\d*)$/.test(index)) return undefined
  const present = own(target, index)
  if (rest.length > 0 || how !== 'add') {
    if (present === undefined) return undefined
    if (rest.length === 0 && how === 'remove') return { is: without(target, index) }
    const inner = edit(present, rest, how, value)
    return inner && (how === 'read' ? inner : { is: put(target, index, inner.is) })
  }
  if (!Array.isArray(target)) return { is: put(target, index, value) }
  return Number(index) > target.length ? undefined : { is: splice(target, Number(index), 0, value) }
}

function splice(list: readonly unknown[], at: number, remove: number, ...values: unknown[]): unknown[] {
  return [...list.slice(0, at), ...values, ...list.slice(at + remove)]
}

const put = (target: object, index: string, value: unknown): unknown =>
  Array.isArray(target)
    ? splice(target, Number(index), 1, value)
    : Object.fromEntries([...new Map(Object.entries(target)).set(index, value)])

const without = (target: object, index: string): unknown =>
  Array.isArray(target)
    ? splice(target, Number(index), 1)
    : Object.fromEntries(Object.entries(target).filter(([name]) => name !== index))

const segments = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((text) => text.replaceAll('~1', '/').replaceAll('~0', '~'))

const sameJson = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

/** JSON text with sorted keys, since key order is no part of a value. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(own(value, name))}`).join()}}`
}

test('one operation does what RFC 6902 says, or is refused where it says so', () => {
  fc.assert(
    fc.property(document, operation, (target, op) => {
      const expected = model(target, op)
      deepFreeze([target, op])
      if (expected === undefined) expect(() => applyPatch(target, [op])).toThrow(SidecarSetError)
      else expect(canonical(applyPatch(target, [op]))).toBe(canonical(expected.is))
    }),
    { numRuns: 3000 },
  )
})

test('a patch is its operations one after the other', () => {
  fc.assert(
    fc.property(document, fc.array(operation, { maxLength: 5 }), (target, patch) => {
      let expected: { is: unknown } | undefined = { is: target }
      let failing = -1
      for (const [index, op] of patch.entries()) {
        expected = expected && model(expected.is, op)
        if (expected === undefined && failing === -1) failing = index
      }
      deepFreeze([target, patch])
      if (expected === undefined) {
        expect(() => applyPatch(target, patch)).toThrow(
          expect.objectContaining({ issues: [expect.objectContaining({ path: [failing] })] }),
        )
      } else expect(canonical(applyPatch(target, patch))).toBe(canonical(expected.is))
    }),
    { numRuns: 1000 },
  )
})

test('the difference of two documents leads from one to the other', () => {
  const safe = fc.jsonValue({ maxDepth: 3 }).filter((value) => typeof value === 'object' && value !== null)
  fc.assert(
    fc.property(safe, safe, (from, to) => {
      const [a, b] = [{ document: from }, { document: to }]
      const patch = fastJsonPatch.compare(a, b) as JsonPatchOperation[]
      expect(canonical(applyPatch<object>(a, patch))).toBe(canonical(b))
    }),
  )
})

test('whatever is given as a patch, nothing but an error of the library is thrown, and nothing is polluted', () => {
  fc.assert(
    fc.property(document, fc.array(fc.oneof(fc.anything(), operation)), (target, patch) => {
      try {
        applyPatch(target, patch as JsonPatchOperation[])
      } catch (error) {
        expect(error).toBeInstanceOf(SidecarSetError)
      }
      expect(Object.keys(Object.prototype)).toEqual([])
    }),
  )
})

test('the result shares no object with the arguments', () => {
  const objectsOf = (value: unknown, found = new Set<unknown>()): Set<unknown> => {
    if (typeof value === 'object' && value !== null) {
      found.add(value)
      for (const member of Object.values(value)) objectsOf(member, found)
    }
    return found
  }
  fc.assert(
    fc.property(document, document, (target, value) => {
      const patch: JsonPatchOperation[] = [{ op: 'add', path: '', value: { target, value } }]
      const given = objectsOf([target, patch])
      for (const object of objectsOf(applyPatch(target, patch))) expect(given.has(object)).toBe(false)
    }),
  )
})
