import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { layers } from '../../lint/layers.js'

// Pages send people to files. A file that moved takes its pages with it.

const root = fileURLToPath(new URL('../../', import.meta.url))
const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder)).flatMap((file) => (file.endsWith('.md') ? [join(folder, file)] : []))
const pages = [
  ...markdownIn(''),
  ...markdownIn('docs'),
  ...markdownIn('docs/decisions'),
  'test/mutation/README.md',
]

/** Files and folders of the repository that stand in backticks, patterns and placeholders aside. */
const named = /`((?:src|test|docs|lint|scripts|fixtures|bench|examples)\/[\w.\-/]+)`/g
/** Links to files, without what follows a `#`. */
const linked = /\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g

function targetsOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replaceAll(/^```[^]*?^```/gm, '')
  const inBackticks = [...text.matchAll(named)].map(([, path = '']) => path)
  const links = [...text.matchAll(linked)].map(([, path = '']) => join(dirname(page), path))
  return [...inBackticks, ...links]
}

test.each(pages)('%s names only files that exist', (page) => {
  expect(targetsOf(page).filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('the page on the architecture says what each folder of src holds', () => {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
  const rooms = page.slice(page.indexOf('## The rooms'), page.indexOf('## The path of a Pod'))
  const folders = layers.flat().filter((name) => !name.endsWith('.ts'))
  expect(folders.filter((name) => !rooms.includes(`\`${name}\``))).toEqual([])
})
