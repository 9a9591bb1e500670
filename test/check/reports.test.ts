import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  createInjector,
  injectWorkload,
  parseManifests,
  reportWorkload,
  validateSidecarSet,
  type InjectionReport,
  type InjectorConfig,
  type Manifests,
} from 'sidecarset'

/** Situations from public bug reports: what a person who asks has to be told. */
const read = (name: string): Manifests =>
  parseManifests(readFileSync(new URL(`../../fixtures/reports/${name}/input.yaml`, import.meta.url), 'utf8'))

function reportOf(manifests: Manifests, config: Partial<InjectorConfig> = {}, at = 0): InjectionReport {
  const pod = manifests.pods[at]
  if (pod === undefined) throw new Error('no such Pod')
  return createInjector({ ...manifests, ...config }).report(pod)
}

const codesOf = ({ issues }: Pick<InjectionReport, 'issues'>): string[] =>
  issues.map(({ severity, code }) => `${severity} ${code}`)

test('one port of the node for two: the API server refuses the Pod', () => {
  const manifests = read('R13-host-network-and-one-port-for-two')
  const onHost = reportOf(manifests)
  expect(onHost.verdict).toBe('not-accepted')
  expect(codesOf(onHost)).toContain('error host-port-conflict')
  const inPod = reportOf(manifests, {}, 1)
  expect(inPod.verdict).toBe('would-be-injected')
  expect(codesOf(inPod)).toContain('warning port-conflict')
})

test('an init container of the name of the sidecar', () => {
  const manifests = read('R09-own-init-container-of-the-same-name')
  const older = reportOf(manifests)
  expect(older.verdict).toBe('not-accepted')
  expect(codesOf(older)).toEqual(
    expect.arrayContaining(['warning container-name-clash', 'error duplicate-container-name']),
  )
  const newer = reportOf(manifests, { profile: 'v1.9.0' })
  expect(newer.verdict).toBe('would-be-injected')
  expect(codesOf(newer)).toContain('warning app-container-replaced')
})

test.each(['v1.3.0', 'v1.9.0'] as const)('names that meet across lists (%s)', (profile) => {
  const manifests = read('R38-names-that-meet-across-lists')
  const report = reportOf(manifests, { profile })
  expect(report.verdict).toBe('not-accepted')
  expect(codesOf(report)).toEqual(
    expect.arrayContaining(['warning container-name-clash', 'error duplicate-container-name']),
  )
  const clash = report.issues.find(({ code }) => code === 'duplicate-container-name')
  const [brought, there] = (clash?.message ?? '').split(' has the name of ')
  expect(brought).toMatch(/SidecarSet/)
  expect(there).toMatch(/SidecarSet/)
  expect(sidecarSetIn(brought)).not.toBe(sidecarSetIn(there))
  const [, , three] = manifests.sidecarSets
  const found = three && validateSidecarSet(three, { others: manifests.sidecarSets, profile })
  expect(found?.map(({ code }) => code)).toContain('duplicate-container-name')
})

test.each(['v1.3.0', 'v1.9.0'] as const)('a Job and an ordinary sidecar (%s)', (profile) => {
  const manifests = read('R17-job-and-an-ordinary-sidecar')
  const [job] = manifests.workloads
  const injector = createInjector({ ...manifests, profile })
  const reported = job && reportWorkload(job, injector)
  if (reported?.ok !== true) throw new Error('no report')
  const expected = profile === 'v1.3.0' ? 'warning job-never-ends' : 'info job-never-ends'
  expect(codesOf(reported.report)).toContain(expected)
  const injected = job && injectWorkload(job, injector, { now: '2026-01-01T00:00:00Z' })
  if (injected?.ok !== true) throw new Error('not injected')
  expect(codesOf(injected.result)).toContain(expected)
})

test('a namespace that the webhook never sees', () => {
  const manifests = read('R23-namespace-the-webhook-never-sees')
  const report = reportOf(manifests)
  expect(report.verdict).toBe('not-called')
  expect(codesOf(report)).toContain('warning webhook-not-called')
  const inOther = { webhookNamespaceSelector: { matchExpressions: [] } }
  expect(reportOf(manifests, inOther).verdict).toBe('would-be-injected')
  // By the charts of today this label does not matter, by the manifests it does.
  const newer = reportOf(manifests, { profile: 'v1.9.0' })
  expect(newer.verdict).toBe('would-be-injected')
  expect(codesOf(newer)).toContain('warning webhook-not-called')
})

test('a mirror of a static Pod', () => {
  const report = reportOf(read('R06-mirror-pod-of-a-static-pod'))
  expect(codesOf(report).filter((code) => code.endsWith('mirror-pod'))).toEqual(['warning mirror-pod'])
})

/** The SidecarSet that a piece of a message names. */
function sidecarSetIn(text: string | undefined): string | undefined {
  return /of SidecarSet "([^"]+)"/.exec(text ?? '')?.[1]
}
