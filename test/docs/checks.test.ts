import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkTable, webhookTable } from '../../docs/generate/check-tables.js'
import { withGeneratedPart } from '../../docs/generate/generated-part.js'
import { testMarkdown } from './run-markdown.js'

const page = new URL('../../docs/checks.md', import.meta.url)

// Before the page is read to run its code: both write it when the documentation is updated.
const written = readFileSync(page, 'utf8')
const generated = withGeneratedPart(
  withGeneratedPart(written, 'check-codes', checkTable()),
  'webhook',
  webhookTable(),
)
const updates = process.env['UPDATE_DOCS'] === '1'
if (updates) writeFileSync(page, generated)

test.skipIf(updates)('docs/checks.md is what the code says; UPDATE_DOCS=1 writes it anew', () => {
  expect(written).toBe(generated)
})

testMarkdown(page)
