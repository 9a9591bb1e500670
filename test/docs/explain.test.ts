import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { withGeneratedPart } from '../../docs/generate/generated-part.js'
import { reasonTable } from '../../docs/generate/reason-table.js'
import { testMarkdown } from './run-markdown.js'

const page = new URL('../../docs/explain.md', import.meta.url)

// Before the page is read to run its code: both write it when the documentation is updated.
const written = readFileSync(page, 'utf8')
const generated = withGeneratedPart(written, 'reason-codes', reasonTable())
if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, generated)

describe('docs/explain.md', () => {
  test('its table of reasons is that of the code', () => {
    expect(readFileSync(page, 'utf8')).toContain(reasonTable())
    if (process.env['UPDATE_DOCS'] !== '1') expect(written).toBe(generated)
  })

  testMarkdown(page)
})
