import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../src/manifest/index.js'
import { formatYaml } from '../../src/manifest/yaml.js'
import { readRecorded } from '../recorded/read-recorded.js'

describe('formatYaml', () => {
  test('writes manifests as people do', () => {
    const pod = {
      kind: 'Pod',
      metadata: { name: 'web', labels: {} },
      spec: { containers: [{ name: 'a', args: ['x'] }] },
    }
    expect(formatYaml(pod)).toBe(
      'kind: Pod\nmetadata:\n  name: web\n  labels: {}\nspec:\n  containers:\n    - name: a\n      args:\n        - x\n',
    )
  })

  test('leaves out what is undefined', () => {
    expect(formatYaml({ kind: 'Pod', status: undefined })).toBe('kind: Pod\n')
  })

  test('writes repeated objects out', () => {
    const shared = { a: 'b' }
    expect(formatYaml([shared, shared])).toBe('- a: b\n- a: b\n')
  })

  const texts = [
    'yes',
    'no',
    'on',
    'y',
    '0644',
    '0o644',
    '1_000',
    '1e3',
    '12:30',
    '2020-01-01',
    'null',
    '~',
    '',
    ' a',
    '.inf',
    '<<',
    '=',
    '0x1F',
    '- a',
    'a: b',
    '#',
    'é',
    '\u0085',
    '\ufeff',
    '\u2028',
    'a\tb',
    'tab\t',
    '😀',
  ]
  test.each(texts)('text that looks like something else stays text: %j', (text) => {
    expect(parseYaml(formatYaml({ [text]: text }))).toEqual([{ [text]: text }])
  })

  test('what it writes is read back the same, for any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const wellFormed = JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f]../g, 'x')) as unknown
        fc.pre(wellFormed !== null)
        expect(parseYaml(formatYaml({ value: wellFormed }))).toEqual([{ value: wellFormed }])
      }),
      { numRuns: 1000 },
    )
  })

  test('what it writes of every recorded Pod is read back the same', () => {
    for (const { pod } of readRecorded<{ pod: unknown }>('inject-v1.3.0.jsonl'))
      expect(parseYaml(formatYaml(pod))).toEqual([pod])
  })

  test('what is nested too deep, or in itself, ends in an error', () => {
    const nest = (depth: number): object => {
      let value: object = {}
      for (let i = 1; i < depth; i++) value = { a: value }
      return value
    }
    expect(parseYaml(formatYaml(nest(500)))).toEqual([nest(500)])
    const itself: { a?: object } = {}
    itself.a = itself
    for (const value of [nest(501), nest(100_000), itself])
      expect(() => formatYaml(value)).toThrow(expect.objectContaining({ stage: 'manifest' }))
  })
})
