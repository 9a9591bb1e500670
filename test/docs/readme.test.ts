import { testMarkdown } from './run-markdown.js'

testMarkdown(new URL('../../README.md', import.meta.url))
