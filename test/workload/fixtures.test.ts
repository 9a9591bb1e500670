import { describe, expect, test } from 'vitest'
import {
  createInjector,
  formatReport,
  formatYaml,
  injectWorkload,
  reportWorkload,
  type CustomWorkloadKind,
  type SidecarSet,
  type Workload,
} from 'sidecarset'
import { readFixtureFolders } from '../explain/fixture-folder.js'
import { deepFreeze } from '../laws/deep-freeze.js'

/** What `case.yaml` may say besides the manifests. */
interface CaseSettings {
  readonly namespace?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly kinds?: readonly CustomWorkloadKind[]
}

const folders = readFixtureFolders('fixtures/workload')

describe.each(folders)('$name', (folder) => {
  test('the Pod it yields, the workload with its template injected, and the report', () => {
    const settings = folder.documents<CaseSettings>('case.yaml')[0] ?? {}
    const workload = deepFreeze(folder.documents<Workload>('workload.yaml')[0] as Workload)
    const injector = createInjector({ sidecarSets: folder.documents<SidecarSet>('sidecarsets.yaml') })
    const request = { ...settings, now: '2026-01-01T00:00:00Z' }
    const injection = injectWorkload(workload, injector, request)
    const report = reportWorkload(workload, injector, request)
    if (!injection.ok || !report.ok) throw new Error('the workload cannot be read')
    folder.expectText('expected.pod.yaml', formatYaml(injection.template.pod))
    folder.expectText('expected.workload.yaml', formatYaml(injection.workload))
    folder.expectText('expected.report.txt', formatReport(report.report))
    expect(folder.unused()).toEqual([])
  })
})
