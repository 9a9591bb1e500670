import { describe, expect, test } from 'vitest'
import { compileGoRegexp } from '../../src/kubernetes/go-regexp.js'

describe('expressions that Go takes', () => {
  test.each<[pattern: string, matching: string[], other: string[]]>([
    ['', ['', 'a'], []],
    ['^app', ['app', 'app-1'], ['my-app']],
    ['a|b', ['xbx'], ['x']],
    ['(?i)MAIN', ['main'], ['maim']],
    ['^a$', ['a'], ['a\n']],
    ['(?m)^a$', ['b\na'], ['ba']],
    ['[[:alpha:]]', ['a'], ['1']],
    ['\\pL', ['é'], ['1']],
    ['(?P<x>a)', ['a'], ['b']],
    ['\\Qa.b\\E', ['a.b'], ['axb']],
    ['x{,2}', ['x{,2}'], ['xx']],
    ['^.$', ['😀', 'é'], ['ab', '\n']],
  ])('%s', (pattern, matching, other) => {
    const compiled = compileGoRegexp(pattern)
    expect(matching.filter((text) => compiled.ok && compiled.test(text))).toEqual(matching)
    expect(other.filter((text) => compiled.ok && compiled.test(text))).toEqual([])
  })
})

describe('expressions that Go refuses', () => {
  test.each([
    '[',
    '(',
    ')',
    '*',
    'a**',
    '(?=a)',
    '(?<=a)',
    '\\1',
    '\\Z',
    'a{1001}',
    'a{2,1}',
    '(?x)a',
    '\\',
    '\\p{Foo}',
  ])('%s', (pattern) => {
    expect(compileGoRegexp(pattern).ok).toBe(false)
  })
})

test('nested repetition is answered in linear time', () => {
  const compiled = compileGoRegexp('^(a+)+$')
  expect(compiled.ok && compiled.test(`${'a'.repeat(20_000)}b`)).toBe(false)
})
