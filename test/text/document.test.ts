import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listOfItems, name, type Block, type Document, type Inline } from '../../src/text/document.js'
import { renderMarkdown } from '../../src/text/render-markdown.js'
import { renderText, wrapWords } from '../../src/text/render-text.js'
import { visible } from '../../src/text/visible.js'

const textOf = (line: readonly { readonly text: string }[]): string => line.map(({ text }) => text).join('')

describe('wrapping', () => {
  test('a name and the comma behind it are not parted', () => {
    const line = ['mount ', name('/data'), ', shared']
    expect(wrapWords(line, 12).map(textOf)).toEqual(['mount /data,', 'shared'])
  })

  test('a word that is too long stays whole', () => {
    expect(wrapWords(['see registry.example/shop:2.4.1 now'], 8).map(textOf)).toEqual([
      'see',
      'registry.example/shop:2.4.1',
      'now',
    ])
  })

  const inlines = fc.array(
    fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.record({ text: fc.string({ maxLength: 12 }), tone: fc.constantFrom('name', 'good', 'muted') }),
    ) as fc.Arbitrary<Inline>,
    { maxLength: 6 },
  )

  test('no line is longer than the width unless it is one word, and no word is lost', () => {
    fc.assert(
      fc.property(inlines, fc.integer({ min: 1, max: 60 }), (line, width) => {
        const lines = wrapWords(line, width).map(textOf)
        for (const one of lines) expect([...one].length <= width || !one.includes(' ')).toBe(true)
        const all = line.map((part) => visible(typeof part === 'string' ? part : part.text)).join('')
        expect(lines.join(' ').trim()).toBe(all.split(' ').filter(Boolean).join(' '))
      }),
    )
  })
})

const document: Document = [
  { block: 'title', line: ['Pod ', name('web/shop')] },
  { block: 'paragraph', line: [{ text: 'Refused', tone: 'bad' }, ': too bad.'] },
  ...listOfItems([
    {
      marker: '!',
      line: [name('logs'), ' failed'],
      children: [
        { block: 'code', language: 'yaml', text: 'a:\n  - b\n' },
        ...listOfItems([{ line: ['more'] }]),
      ],
    },
  ]),
]

describe('plain text', () => {
  test('indents what belongs to a point', () => {
    expect(renderText(document, { width: 80, color: false })).toBe(
      'Pod web/shop\n\nRefused: too bad.\n! logs failed\n    a:\n      - b\n  * more\n',
    )
  })

  test('has colours only where they are asked for, and the same words', () => {
    const colored = renderText(document, { width: 80, color: true })
    expect(colored).toContain('\u001b[31mRefused\u001b[0m')
    const plain = colored.replace(/\u001b\[[\d;]+m/g, '')
    expect(plain).toBe(renderText(document, { width: 80, color: false }))
  })

  test('does not wrap to less than can be read, however deep', () => {
    const deep = (depth: number): readonly Block[] =>
      listOfItems([{ line: ['some words that go on'], children: depth === 0 ? [] : deep(depth - 1) }])
    const lines = renderText(deep(20), { width: 30, color: false }).split('\n')
    expect(lines.at(-2)?.trim()).toBe('* some words that go on')
  })
})

describe('a table', () => {
  const table: Document = [
    {
      block: 'table',
      head: [['Pod'], ['1']],
      rows: [
        [[name('web/名前')], ['+']],
        [[name('a|b')], ['?']],
      ],
    },
  ]

  test('as text stands under each other, wide letters included', () => {
    expect(renderText(table, { width: 80, color: false })).toBe('Pod       1\nweb/名前  +\na|b       ?\n')
  })

  test('as Markdown keeps bars within its cells', () => {
    expect(renderMarkdown(table, 60_000)).toBe(
      '| Pod | 1 |\n| --- | --- |\n| `web/名前` | + |\n| `a\\|b` | ? |\n',
    )
  })
})

describe('Markdown that is too long', () => {
  test('is cut between lines, code is closed, and the rest counted', () => {
    const code = { block: 'code', language: 'yaml', text: 'a: b\n'.repeat(5000) } as const
    const text = renderMarkdown([code], 1000)
    expect(text.length).toBeLessThanOrEqual(1000)
    const [kept = '', end = ''] = text.split('\n```\n\n')
    expect(end).toBe(`**Cut here**: ${5002 - kept.split('\n').length} more lines.\n`)
  })
})

describe('Markdown', () => {
  test('puts a block that belongs to a point below it', () => {
    expect(renderMarkdown(document, 60_000)).toBe(`### Pod \`web/shop\`

**Refused**: too bad.

- \`logs\` failed

  \`\`\`yaml
  a:
    - b
  \`\`\`
  - more
`)
  })

  const line = (inline: Inline): string =>
    renderMarkdown([{ block: 'paragraph', line: [inline] }], 60_000).trimEnd()

  test.each<[string, Inline, string]>([
    ['emphasis is escaped', '*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~c\\~'],
    ['links are escaped', '[a](https://b.example)', '\\[a](https:<!-- -->//b.example)'],
    ['HTML is escaped', '<b>&amp;', '&lt;b>\\&amp;'],
    ['nobody is mentioned', '@octocat and a@b', '@<!-- -->octocat and a@<!-- -->b'],
    ['no issue is linked to', 'see #12', 'see #<!-- -->12'],
    ['nor one of GitHub by its other name', 'see GH-12', 'see GH-<!-- -->12'],
    ['an address is no link', 'www.evil.example', 'www<!-- -->.evil.example'],
    ['a cell stays a cell', 'a|b', 'a\\|b'],
    ['code is escaped', 'the `now`', 'the \\`now\\`'],
    ['a name is code', name('a|b'), '`a|b`'],
    ['a name with backticks is code all the same', name('a``b`'), '``` a``b` ```'],
    ['an empty name is seen', name(''), '`""`'],
  ])('%s', (_title, inline, expected) => expect(line(inline)).toBe(expected))

  test('a fence is longer than any within', () => {
    const text = renderMarkdown([{ block: 'code', language: '', text: 'a\n````\nb' }], 60_000)
    expect(text).toBe('`````\na\n````\nb\n`````\n')
  })
})
