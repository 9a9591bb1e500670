import { profiles } from '../../src/profile.js'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withGeneratedPart } from '../../docs/generate/generated-part.js'
import { adviceTable, behaviourTable, fieldTable } from '../../docs/generate/profiles.js'
import { testMarkdown } from './run-markdown.js'

const page = new URL('../../docs/profiles.md', import.meta.url)

// Before the page is read to run its code: both write it when the documentation is updated.
const written = readFileSync(page, 'utf8')
const generated = withGeneratedPart(
  withGeneratedPart(withGeneratedPart(written, 'behaviours', behaviourTable()), 'fields', fieldTable()),
  'openkruise',
  adviceTable(),
)
const updates = process.env['UPDATE_DOCS'] === '1'
if (updates) writeFileSync(page, generated)

test.skipIf(updates)('docs/profiles.md is what the code says; UPDATE_DOCS=1 writes it anew', () => {
  expect(written).toBe(generated)
})

test('there is a row for every difference, and each is one', () => {
  const rows = behaviourTable().trimEnd().split('\n').slice(2)
  expect(rows).toHaveLength(Object.keys(profiles['v1.3.0'].injection).length)
  for (const row of rows) {
    const [, about, older, newer] = row.split(' | ').map((cell) => cell.replace(/^\| /, ''))
    expect([about, older, newer]).not.toContain('')
    expect(older).not.toBe(newer)
  }
})

testMarkdown(page)
