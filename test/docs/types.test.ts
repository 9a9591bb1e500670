import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findTypeErrors } from './check-types.js'

const root = new URL('../../', import.meta.url)
const docs = readdirSync(new URL('docs', root)).filter((file) => file.endsWith('.md'))
const pages = ['README.md', ...docs.map((file) => `docs/${file}`)]

// One test for all pages: compiling the library again for each of them takes longer than all other tests of the docs.
test('the code of every page has the types it says', () => {
  const errors = findTypeErrors(pages.map((page) => new URL(page, root)))
  expect(errors).toEqual([])
})
