import { describe } from 'vitest'
import { testMarkdown } from './run-markdown.js'

describe('docs/yaml.md', () => {
  testMarkdown(new URL('../../docs/yaml.md', import.meta.url))
})
