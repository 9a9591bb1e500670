import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapePointerSegment, parseJsonPointer, toJsonPointer } from '../../src/patch/index.js'

describe('toJsonPointer', () => {
  test.each<[title: string, path: (string | number)[], pointer: string]>([
    ['the document itself', [], ''],
    ['keys and indexes', ['spec', 'containers', 0], '/spec/containers/0'],
    ['a slash in a key', ['metadata', 'annotations', 'a/b'], '/metadata/annotations/a~1b'],
    ['a tilde in a key', ['a~b'], '/a~0b'],
    ['text that looks escaped', ['a~1b'], '/a~01b'],
    ['the empty key', [''], '/'],
    ['behind the end of a list', ['list', '-'], '/list/-'],
  ])('%s', (_title, path, pointer) => {
    expect(toJsonPointer(path)).toBe(pointer)
    expect(parseJsonPointer(pointer)).toEqual(path.map(String))
  })
})

test('escapePointerSegment escapes all occurrences', () => {
  expect(escapePointerSegment('a/b/~c~')).toBe('a~1b~1~0c~0')
})

test.each(['a', 'a/b', '/a~', '/a~2', '/~', '/~~'])('%j is no JSON Pointer', (text) => {
  expect(parseJsonPointer(text)).toBeUndefined()
})

test('parsing is the inverse of formatting, for every list of keys', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a', '') })), (keys) => {
      expect(parseJsonPointer(toJsonPointer(keys))).toEqual(keys)
    }),
  )
})
