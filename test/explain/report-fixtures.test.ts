import { describe, expect, test } from 'vitest'
import { formatReport } from 'sidecarset'
import { reasonCatalog } from '../../src/inject/decide/reasons.js'
import { readFixtureFolders } from './fixture-folder.js'
import { reportCase } from './read-case.js'

const folders = readFixtureFolders('fixtures/explain')

describe.each(folders)('$name', (folder) => {
  test('the report, as text and as Markdown', () => {
    const report = reportCase(folder)
    folder.expectText('expected.report.txt', formatReport(report))
    folder.expectText('expected.report.md', formatReport(report, { format: 'markdown' }))
    expect(folder.unused()).toEqual([])
  })
})

const decisions = folders.flatMap((folder) => reportCase(folder).decisions)

test.each(Object.keys(reasonCatalog))('reason %s has a fixture', (reason) => {
  expect(decisions.map((decision) => decision.reason)).toContain(reason)
})

test.each(
  Object.entries(reasonCatalog).flatMap(([reason, { outcomes }]) =>
    outcomes.map((outcome) => [reason, outcome]),
  ),
)('reason %s has a fixture with outcome %s', (reason, outcome) => {
  const seen = decisions.filter((decision) => decision.reason === reason)
  expect(seen.map((decision) => decision.outcome)).toContain(outcome)
})

test('a reason comes with the outcomes and the facts that the catalog says', () => {
  for (const { reason, outcome, facts } of decisions) {
    const known = reasonCatalog[reason]
    expect(known.outcomes).toContain(outcome)
    for (const fact of Object.keys(facts ?? {}))
      expect([...known.facts, 'revision', 'beyondProfile']).toContain(fact)
  }
})
