import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createInjector, formatReport, parseManifests } from 'sidecarset'

const read = (name: string): string =>
  readFileSync(new URL(`../../fixtures/embedding/manifests/${name}`, import.meta.url), 'utf8')

const manifests = parseManifests(['logs.yaml', 'grants.yaml', 'pods.yaml'].map(read))
const podNamed = (name: string) => {
  const pod = manifests.pods.find(({ metadata }) => metadata?.name === name)
  if (pod === undefined) throw new Error(`no Pod ${name}`)
  return pod
}

test('web gets the log shipper behind a grant', () => {
  const injector = createInjector(manifests)
  const { pod, decisions } = injector.inject(podNamed('web'), { now: '2026-01-01T00:00:00Z' })
  expect(pod.spec?.containers?.map(({ name }) => name)).toEqual(['shipper', 'web'])
  expect(decisions).toMatchObject([{ sidecarSet: 'logs', outcome: 'injected' }])
})

test('without the grant, web is refused', () => {
  const injector = createInjector({ sidecarSets: manifests.sidecarSets })
  const { allowed, issues } = injector.inject(podNamed('web'), { now: '2026-01-01T00:00:00Z' })
  expect(allowed).toBe(false)
  expect(issues.map(({ code }) => code)).toEqual(['unauthorized-reference'])
})

test('db gets nothing, and the report says why', () => {
  const report = createInjector(manifests).report(podNamed('db'))
  expect(report.decisions).toMatchObject([{ sidecarSet: 'logs', reason: 'selector-mismatch' }])
  expect(formatReport(report)).toContain('logs')
})
