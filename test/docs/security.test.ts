import { describe } from 'vitest'
import { testMarkdown } from './run-markdown.js'

describe('docs/security.md', () => {
  testMarkdown(new URL('../../docs/security.md', import.meta.url))
})
