import { describe, expect, test } from 'vitest'
import { safeParseManifests } from '../../src/manifest/index.js'

/** Where, and a few words of the sentence. */
function explain(text: string): string[] {
  return safeParseManifests(text).issues.map(
    ({ code, line, column, message }) => `${code} ${line}:${column} ${message}`,
  )
}

describe('what a person did who wrote YAML that cannot be read', () => {
  test.each<[mistake: string, text: string, place: string, words: string]>([
    ['a tab in the indentation', 'a:\n\tb: 1', '2:1', 'a tab in the indentation'],
    ['a tab in a later line', 'a:\n  b: 1\n\tc: 2', '3:1', 'a tab in the indentation'],
    ['a tab behind blanks', 'a:\n  b:\n  \tc: 1\n  \td: 2', '3:3', 'a tab in the indentation'],
    ['one blank too many', 'spec:\n  a: x\n   b: y', '3:4', 'one blank too many'],
    ['one too many below an item', 'x:\n- name: a\n   image: b', '3:4', 'one blank too many'],
    ['one blank too few', 'metadata:\n  name: a\n image: b', '3:2', 'one blank too few'],
    ['two blanks too few', 'spec:\n    a: 1\n  b: 2', '3:3', '2 blanks too few'],
    [
      'a first line that is indented',
      ' apiVersion: v1\nkind: Pod',
      '1:1',
      'the lines below would not belong',
    ],
    ['key: value: value', 'a: b: c', '1:5', 'a colon with a blank behind it'],
    ['a template as a value', 'metadata:\n  name: {{ .Release.Name }}\n', '2:9', 'render it first'],
    ['a template between lines', '{{- if x }}\na: b\n{{- end }}', '1:1', 'render it first'],
    ['a template that inserts lines', 'a:\n  {{- toYaml .x }}\nb: 1', '2:3', 'render it first'],
    ['an unquoted *', 'path: *.log', '1:7', 'begins with * must be in quotes'],
    ['an unquoted &', 'a: & b', '1:4', 'begins with & must be in quotes'],
    ['an unquoted @', 'a: @b', '1:4', 'begins with @ must be in quotes'],
    ['an unquoted %', 'a: %b', '1:4', 'begins with % must be in quotes'],
    ['an unquoted back quote', 'a: `b`', '1:4', 'begins with ` must be in quotes'],
    ['an unquoted [', 'a: [ -f x ] && y', '1:13', 'a value that begins with a bracket must be in quotes'],
    ['an unquoted {', 'a: {x}-y', '1:7', 'a value that begins with a bracket must be in quotes'],
    ['a bracket that is not closed', 'a: 1\nb: [x, y\nc: 1', '2:4', 'bracket'],
    ['a quote that is not closed', 'a: "x\nb: 1', '1:4', 'this quote is not closed'],
    ['a quote that the next one closes', 'a: "x\nb: "y"\n', '1:4', 'this quote is not closed in its line'],
    ['a quote inside quotes', "a: 'it's'", '1:8', 'write a quote inside twice'],
    ['no escape', 'a: "\\d"', '1:5', 'double it, or use single quotes'],
    ['no blank behind the colon', 'metadata:\n  name:web\n  labels: {}', '2:7', 'a blank is missing'],
    ['no blank behind the last colon', 'kind: Pod\napiVersion:v1', '2:11', 'a blank is missing'],
    ['no colon', 'metadata\n  name: x', '1:1', 'a colon is missing'],
    ['no colon behind the last key', 'a: 1\nb', '2:1', 'a colon is missing'],
    ['a list behind its key', 'a: - b', '1:4', 'a list begins in the line below its key'],
    ['a key among items', 'x:\n  - name: a\n  image: b', '3:3', 'a key stands among list items'],
    ['an item among keys', 'a:\n  b: 1\n  - c', '3:3', 'a list item stands among keys'],
    ['an item with one blank too few', 'a:\n  - b\n - c', '3:2', 'one blank too few'],
    ['text behind |', 'a: |foo\n', '1:5', 'the text begins in the next line'],
    ['no comma', 'a: [b, {d: e f: g}]', '1:15', 'a comma or the closing bracket is missing'],
    ['a comma too many', 'a: [b, , c]', '1:8', 'nothing stands before this comma'],
    ['a mapping on the marker line', '--- a: 1', '1:5', 'in the line after ---'],
    ['another version of YAML', '%YAML 1.2\n---\na: 1', '1:1', '%YAML 1.1'],
    ['an alias inside its anchor', 'a: &a [*a]', '1:8', 'inside the node that it names'],
    ['a list as a key', '? [a]\n: b', '1:3', 'a key must be text'],
    ['a key that is missing', '? \n: b', '1:1', 'a key'],
    ['a control character', 'a: \u0007', '1:4', 'control characters'],
  ])('%s', (_mistake, text, place, words) => {
    const [first = ''] = explain(text)
    expect(first.startsWith(`yaml-syntax ${place} `), first).toBe(true)
    expect(first).toContain(words)
  })

  test('no sentence quotes the text', () => {
    for (const text of [
      'a: *geheim',
      'a: !geheim!x y',
      'password: "\\geheim"',
      'a: b: geheim',
      'a: @geheim',
      'x: "y" geheim',
    ])
      expect(explain(text).join()).not.toContain('geheim')
  })
})
