import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { conventionTable } from '../../docs/generate/convention-table.js'
import { withGeneratedPart } from '../../docs/generate/generated-part.js'
import { virtualNodeCatalog } from '../../src/issue/catalog.js'
import { parseManifests } from '../../src/manifest/index.js'
import { containerConventions } from '../../src/virtual-node/conventions.js'
import type { OrderNoteCode } from '../../src/virtual-node/pod-order.js'
import type { PlacementRule } from '../../src/virtual-node/placement.js'
import { testMarkdown } from './run-markdown.js'

const page = new URL('../../docs/virtual-nodes.md', import.meta.url)

// Before the page is read to run its code: both write it when the documentation is updated.
const written = readFileSync(page, 'utf8')
const generated = withGeneratedPart(written, 'container-conventions', conventionTable())
const updates = process.env['UPDATE_DOCS'] === '1'
if (updates) writeFileSync(page, generated)

/** Both lists are complete: a rule or a note without an entry does not compile. */
const rules: Readonly<Record<PlacementRule, true>> = {
  'platform-label': true,
  'virtual-node-name': true,
  'other-node': true,
  'daemon-set': true,
  'acs-label': true,
  'eci-label': true,
  'old-eci-label': true,
  'burst-eci-only': true,
  'namespace-label': true,
  'old-namespace-label': true,
  'node-selector': true,
  contradiction: true,
  'burst-eci': true,
  'namespace-label-refused': true,
  'node-selector-without-toleration': true,
  'acs-class': true,
  toleration: true,
  'other-nodes-only': true,
  scheduler: true,
}
const notes: Readonly<Record<OrderNoteCode, true>> = {
  'platform-unknown': true,
  'kubernetes-version-unknown': true,
  'marks-contradict': true,
  'marks-combined': true,
  'type-without-job': true,
  'type-on-deletion': true,
  'acs-sidecar-on-deletion': true,
  'acs-sidecar-on-new-kubernetes': true,
  'native-sidecar-on-eci': true,
  'native-sidecar-ignored': true,
  'variable-of-other-platform': true,
  'value-without-meaning': true,
  'kruise-priority-assumed': true,
  'kruise-priority-undocumented': true,
}

describe('docs/virtual-nodes.md', () => {
  test.skipIf(updates)('its table of variables is that of the code; UPDATE_DOCS=1 writes it anew', () => {
    expect(written).toBe(generated)
  })

  testMarkdown(page)

  test('imports nothing but the package', () => {
    const specifiers = [...written.matchAll(/^import .* from '(.+)'$/gm)].map(([, specifier]) => specifier)
    expect(new Set(specifiers)).toEqual(new Set(['sidecarset', 'sidecarset/virtual-node']))
  })

  test.each([...Object.keys(rules), ...Object.keys(notes), ...Object.keys(virtualNodeCatalog)])(
    'explains %s',
    (code) => expect(written).toContain(`\`${code}\``),
  )

  test.each([...written.matchAll(/\]\(((?!https:)[^)]*)\)/g)].map(([, link = '']) => link))(
    'its link to %s leads there',
    (link) => {
      const [file = '', heading] = link.split('#')
      const text = file === '' ? written : readFileSync(new URL(file, page), 'utf8')
      const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title.toLowerCase().replaceAll(' ', '-'),
      )
      if (heading !== undefined) expect(headings).toContain(heading)
    },
  )

  test('tells the story of the walkthrough', () => {
    const told = parseManifests(/^const story = `\n(.*?)^`$/ms.exec(written)?.[1] ?? '')
    const files = ['sidecarset', 'sidecarset-resourcebinding', 'echo-server', 'filebeat-config']
    const fixture = parseManifests(
      files.map((file) => readFileSync(`fixtures/walkthrough/${file}.yaml`, 'utf8')),
    )
    expect(told.sidecarSets).toEqual(fixture.sidecarSets)
    expect(told.resourceBindings).toEqual(fixture.resourceBindings)
    expect(told.workloads).toEqual(fixture.workloads)
    expect(told.configMaps.map(({ metadata, data }) => [metadata?.name, Object.keys(data ?? {})])).toEqual(
      fixture.configMaps.map(({ metadata, data }) => [metadata?.name, Object.keys(data ?? {})]),
    )
  })
})

describe('the table of variables', () => {
  const rows = conventionTable().trimEnd().split('\n').slice(2)

  test('has a row for each', () => {
    expect(rows.map((row) => row.split('`')[1])).toEqual(containerConventions.map(({ name }) => name))
  })

  test('has a value in every cell', () => {
    for (const row of rows) expect(row).toMatch(/^\|(?: [^|]+ \|){7}$/)
  })
})
