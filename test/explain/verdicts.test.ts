import { describe, expect, test } from 'vitest'
import { formatReport, type InjectionVerdict } from 'sidecarset'
import { readFixtureFolders } from './fixture-folder.js'
import { reportCase } from './read-case.js'

/** Each verdict has cases in which it is given (`fires...`), and beside them what differs little and gets another one. */
const verdicts: Record<InjectionVerdict, true> = {
  unchanged: true,
  'would-be-injected': true,
  'already-injected': true,
  'running-without': true,
  'running-outdated': true,
  refused: true,
  'not-accepted': true,
  'not-called': true,
  unknown: true,
}

describe.each(Object.keys(verdicts))('%s', (verdict) => {
  const folders = readFixtureFolders(`fixtures/verdicts/${verdict}`)

  test('has cases that fire and one that is quiet', () => {
    const names = folders.map(({ name }) => name)
    expect(names.filter((name) => name.startsWith('fires'))).not.toEqual([])
    expect(names.filter((name) => name.startsWith('quiet'))).not.toEqual([])
  })

  test.each(folders)('$name', (folder) => {
    const [{ verdict: expected } = {}] = folder.documents<{ verdict?: string }>('case.yaml')
    const report = reportCase(folder)
    expect(report.verdict).toBe(expected)
    expect(report.verdict === verdict).toBe(folder.name.startsWith('fires'))
    folder.expectText('expected.report.txt', formatReport(report))
    expect(folder.unused()).toEqual([])
  })
})
