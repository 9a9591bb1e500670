import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withGeneratedPart } from '../../docs/generate/generated-part.js'
import { issueTable } from '../../docs/generate/issue-table.js'
import { validationRulesTable } from '../../docs/generate/validation-rules.js'
import { issueCatalog } from '../../src/issue/index.js'
import { validationRules } from '../../src/validate/rules.js'
import { testMarkdown } from './run-markdown.js'

const page = new URL('../../docs/validation.md', import.meta.url)

// Before the page is read to run its code: both write it when the documentation is updated.
const written = readFileSync(page, 'utf8')
const generated = withGeneratedPart(
  withGeneratedPart(written, 'validation-rules', validationRulesTable()),
  'issue-codes',
  issueTable(),
)
const updates = process.env['UPDATE_DOCS'] === '1'
if (updates) writeFileSync(page, generated)

test.skipIf(updates)('docs/validation.md is what the code says; UPDATE_DOCS=1 writes it anew', () => {
  expect(written).toBe(generated)
})

test('every code has one row, with a sentence and an example', () => {
  const rows = issueTable().trimEnd().split('\n').slice(2)
  expect(rows.map((row) => row.split('`')[1])).toEqual(Object.keys(issueCatalog))
  for (const row of rows) expect(row).toMatch(/^\| `[a-z0-9-]+` \| [A-Za-z].*\. \| `.+` \|$/)
})

test('every difference between the profiles is one', () => {
  const rows = validationRulesTable().trimEnd().split('\n').slice(2)
  expect(rows).toHaveLength(Object.keys(validationRules['v1.3.0']).length - 1)
  for (const row of rows) {
    const [, older, newer] = row.split(' | ')
    expect(`${older} |`).not.toBe(newer)
  }
})

testMarkdown(page)
