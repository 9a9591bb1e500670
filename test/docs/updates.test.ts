import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { updateReasons } from '../../src/update/reasons.js'
import { testMarkdown } from './run-markdown.js'

const page = new URL('../../docs/updates.md', import.meta.url)

describe('docs/updates.md', () => {
  testMarkdown(page)

  test.each(updateReasons)('explains %s', (reason) =>
    expect(readFileSync(page, 'utf8')).toContain(`\`${reason}\``),
  )
})
