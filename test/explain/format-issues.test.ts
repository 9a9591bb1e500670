import { describe, expect, test } from 'vitest'
import { checkManifests, formatIssues, type Issue } from 'sidecarset'

const issue = (fields: Partial<Issue> = {}): Issue => ({
  code: 'required',
  severity: 'error',
  message: 'a volume needs a name',
  path: ['spec', 'volumes', 0, 'name'],
  ...fields,
})

const frameOf = (text: string, line: number, column: number, width = 80): readonly string[] =>
  formatIssues([issue({ line, column })], { sources: text, width })
    .split('\n')
    .filter((each) => each.includes(' | '))
    .map((each) => each.trimStart())

describe('formatIssues', () => {
  test('nothing is no text, and one issue is one line', () => {
    expect(formatIssues([])).toBe('')
    expect(formatIssues([issue({ source: 'a.yaml', line: 3, column: 5 })])).toBe(
      'error spec.volumes[0].name (a.yaml:3:5): a volume needs a name [required]',
    )
  })

  test('several are grouped by file, in order of their places, and counted', () => {
    const issues = [
      issue({ source: 'b.yaml', line: 12, column: 3 }),
      issue({ source: 'a.yaml', line: 7, column: 1, severity: 'warning' }),
      issue({ source: 'b.yaml', line: 2, column: 10, severity: 'info' }),
      issue({ message: 'no file' }),
    ]
    expect(formatIssues(issues)).toBe(`b.yaml

 2:10  info   spec.volumes[0].name: a volume needs a name [required]
12:3   error  spec.volumes[0].name: a volume needs a name [required]

a.yaml

7:1  warning  spec.volumes[0].name: a volume needs a name [required]

  error  spec.volumes[0].name: no file [required]

2 errors, 1 warning and 1 note`)
  })

  test('issues that were left out before are counted too', () => {
    const omitted = { error: 4, warning: 2, info: 0 }
    expect(formatIssues([issue(), issue({ code: 'more-issues', omitted })])).toMatch(
      /5 errors and 2 warnings$/,
    )
  })

  test('beyond the limit the rest is counted', () => {
    const text = formatIssues(
      Array.from({ length: 300 }, () => issue()),
      { limit: 5 },
    )
    expect(text.split('\n').length).toBeLessThan(12)
    expect(text).toContain('and 295 further issues')
    expect(text).toMatch(/300 errors$/)
  })

  test('as Markdown: a list, and the place as code', () => {
    const text = 'metadata:\n  nmae: tap\n'
    const issues = [issue({ line: 2, column: 3 })]
    expect(formatIssues(issues, { format: 'markdown', sources: text })).toBe(
      [
        '- <sub>2:3</sub> **error** `spec.volumes[0].name`: a volume needs a name <sub>\\[required]</sub>',
        '',
        '  ```text',
        '  2 |   nmae: tap',
        '    |   ^^^^',
        '  ```',
        '',
        '**1 error**',
      ].join('\n'),
    )
  })

  test('what checkManifests finds is shown at its place', () => {
    const source = {
      name: 'tap.yaml',
      text: 'kind: SidecarSet\napiVersion: apps.kruise.io/v1alpha1\nspek: {}\n',
    }
    expect(formatIssues(checkManifests([source]), { sources: [source] })).toContain('3 | spek: {}')
  })
})

describe('the line of an issue', () => {
  test.each<[string, string, number, readonly string[]]>([
    ['a word', 'a: b', 1, ['1 | a: b', '| ^']],
    ['a text in quotes', 'a: "b c" # d', 4, ['1 | a: "b c" # d', '|    ^^^^^']],
    ['the end of the line', 'a:', 3, ['1 | a:', '|   ^']],
    ['a tab before it', 'a:\tb', 4, ['1 | a:  b', '|     ^']],
    ['wide characters before it', '名: b', 4, ['1 | 名: b', '|     ^']],
    ['wide characters themselves', 'a: 名前', 4, ['1 | a: 名前', '|    ^^^^']],
    ['what cannot be seen', 'a\u200b: b', 5, ['1 | a\\u200b: b', '|          ^']],
  ])('%s', (_title, text, column, frame) => expect(frameOf(text, 1, column)).toEqual(frame))

  test('a long line is cut around the place', () => {
    const [shown = '', mark = ''] = frameOf(`${'x: 1, '.repeat(100)}here: 2${', y: 3'.repeat(100)}`, 1, 601)
    expect(shown.length).toBeLessThan(80)
    expect(shown).toMatch(/^1 \| \.\.\..*here: 2.*\.\.\.$/)
    expect(shown.indexOf('here') - '1 | '.length).toBe(mark.indexOf('^') - '| '.length)
  })

  test.each<[string, number, number]>([
    ['another line', 9, 1],
    ['a column behind the end', 1, 40],
  ])('%s than the text has is not shown', (_title, line, column) =>
    expect(frameOf('a: b', line, column)).toEqual([]),
  )

  test('line ends of Windows are no part of the line', () =>
    expect(frameOf('a: b\r\nc: d', 1, 4)[0]).toBe('1 | a: b'))
})
