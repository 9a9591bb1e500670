import { describe, expect, test } from 'vitest'
import { createInjector, formatReport, type InjectionRequest, type SidecarSet } from 'sidecarset'
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

// A report needs no time, and so only `inject` can lack one.
const { 'missing-now': _, ...reportedReasons } = reasonCatalog

test.each(Object.keys(reportedReasons))('reason %s has a fixture', (reason) => {
  expect(decisions.map((decision) => decision.reason)).toContain(reason)
})

test.each(
  Object.entries(reportedReasons).flatMap(([reason, { outcomes }]) =>
    outcomes.map((outcome) => [reason, outcome]),
  ),
)('reason %s has a fixture with outcome %s', (reason, outcome) => {
  const seen = decisions.filter((decision) => decision.reason === reason)
  expect(seen.map((decision) => decision.outcome)).toContain(outcome)
})

test('without a time inject fails, and the report says what it would do', () => {
  const sidecarSets: SidecarSet[] = [
    {
      apiVersion: 'apps.kruise.io/v1alpha1',
      kind: 'SidecarSet',
      metadata: { name: 'logs' },
      spec: { selector: { matchLabels: { app: 'web' } }, containers: [{ name: 'logs', image: 'logs:1' }] },
    },
  ]
  const pod = { metadata: { name: 'web', labels: { app: 'web' } }, spec: { containers: [{ name: 'web' }] } }
  const injector = createInjector({ sidecarSets })
  const lacking = injector.inject(pod, { namespace: 'shop' } as InjectionRequest)
  expect(lacking.decisions).toMatchObject([{ outcome: 'failed', reason: 'missing-now' }])
  expect(injector.report(pod, { namespace: 'shop' }).changed).toBe(true)
})

test('a reason comes with the outcomes and the facts that the catalog says', () => {
  for (const { reason, outcome, facts } of decisions) {
    const known = reasonCatalog[reason]
    expect(known.outcomes).toContain(outcome)
    for (const fact of Object.keys(facts ?? {}))
      expect([...known.facts, 'revision', 'beyondProfile']).toContain(fact)
  }
})
