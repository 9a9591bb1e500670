import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readMarkdownBlocks } from './markdown-blocks.js'
import { testMarkdown } from './run-markdown.js'

const page = new URL('../../docs/embedding.md', import.meta.url)

testMarkdown(page)

test.each(['sidecarsets.test.ts', 'page.js'])('the page shows examples/embedding/%s as it is', (file) => {
  const text = readFileSync(new URL(`../../examples/embedding/${file}`, import.meta.url), 'utf8')
  const blocks = readMarkdownBlocks(readFileSync(page, 'utf8')).map(({ content }) => content)
  expect(blocks).toContain(text.trimEnd())
})
