import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  createInjector,
  formatReport,
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

const reportsOf = (
  manifests: Manifests,
  config: Partial<InjectorConfig> = {},
): readonly InjectionReport[] => {
  const injector = createInjector({ ...manifests, ...config })
  return [
    ...manifests.pods.map((pod) => injector.report(pod)),
    ...manifests.workloads.flatMap((workload) => {
      const reported = reportWorkload(workload, injector)
      return reported.ok ? [reported.report] : []
    }),
  ]
}

const hintsOf = ({ decisions }: InjectionReport) =>
  decisions.flatMap(({ facts }) => facts?.nearMiss?.hints ?? [])

test.each(['v1.3.0', 'v1.9.0'] as const)(
  'the label stands on the Deployment, not in its template (%s)',
  (profile) => {
    const [report] = reportsOf(read('R01-label-on-the-deployment-not-its-template'), { profile })
    expect(report).toMatchObject({ verdict: 'unchanged', changed: false })
    expect(report && hintsOf(report)).toMatchObject([
      { hint: 'label-on-workload', key: 'tap/inject', actual: 'true' },
    ])
    expect(report && formatReport(report)).toContain('the Deployment itself has this label')
  },
)

test('Pods that were there before the SidecarSet run without it', () => {
  for (const report of reportsOf(read('R18-pods-that-were-there-before'))) {
    expect(report.verdict).toBe('running-without')
    expect(report.running?.sidecarSets).toMatchObject([{ state: 'missing' }])
    expect(formatReport(report)).not.toMatch(/would be injected|[^-] injected/)
  }
})

test('a manifest of today and the default profile: which profile reads it', () => {
  const manifests = read('R25-manifest-of-today-and-the-default-profile')
  expect(createInjector(manifests).issues).toMatchObject([
    { code: 'unsupported-version', path: ['apiVersion'] },
  ])
  expect(reportsOf(manifests)).toMatchObject([{ verdict: 'unknown' }])
  expect(formatReport(reportsOf(manifests)[0] as InjectionReport)).toMatch(/profile: 'v1\.9\.0'|profile/)
  expect(reportsOf(manifests, { profile: 'v1.9.0' })).toMatchObject([{ verdict: 'would-be-injected' }])
})

test('transferEnv by a label: where the name comes from, and the containers that there are', () => {
  const reports = reportsOf(read('R29-shared-variable-from-apps-of-different-container-names'))
  const messages = reports.flatMap(({ issues }) =>
    issues.filter(({ code }) => code === 'transfer-env-missing').map(({ message }) => message),
  )
  const ofCart = messages.filter((message) => message.includes('"cart"'))
  expect(ofCart).toHaveLength(2)
  for (const message of ofCart) {
    expect(message).toContain("metadata.labels['app']")
    expect(message).toContain('"main"')
  }
})

test('a label that is nearly right: what the Pod has', () => {
  const [report] = reportsOf(read('R35-label-nearly-right'))
  expect(report && hintsOf(report)).toMatchObject([
    { hint: 'misspelt-key', key: 'app.kubernetes.io/nmae', actual: 'till' },
    { hint: 'other-case', key: 'tap/inject', actual: 'True' },
  ])
})

describe('features of later versions', () => {
  const versionsIn = (name: string): Record<string, string> =>
    Object.fromEntries(
      read(name)
        .sidecarSets.flatMap((set) => validateSidecarSet(set))
        .filter(({ code }) => code === 'feature-beyond-profile')
        .map(({ path, message }) => [
          String(path[path.length - 1]),
          /v1\.\d\.0|a later version/.exec(message)?.[0] ?? '',
        ]),
    )

  test('each has the version that it came with', () =>
    expect(versionsIn('R11-versions-named-in-warnings')).toEqual({
      restartPolicy: 'v1.7.0',
      podInjectPolicy: 'v1.7.0',
      shareVolumePolicy: 'v1.5.0',
      upgradeStrategy: 'v1.7.0',
      grpc: 'v1.5.0',
      appArmorProfile: 'v1.8.0',
      sleep: 'v1.8.0',
      resizePolicy: 'v1.7.0',
    }))

  test('also where the type of the field has another name there', () =>
    expect(versionsIn('R11b-later-fields-whose-type-was-renamed')).toEqual({
      sleep: 'v1.8.0',
      namespace: 'a later version',
    }))
})

describe('logs of the app by a volume of the app', () => {
  const manifests = read('R33-logs-of-the-app-by-volume-of-the-app')

  test('v1.3.0 crashes on a volume that the SidecarSet does not have', () =>
    expect(reportsOf(manifests)).toMatchObject([{ verdict: 'refused' }]))

  test('v1.9.0 takes the volume from the Pod', () => {
    const [report] = reportsOf(manifests, { profile: 'v1.9.0' })
    expect(report?.verdict).toBe('would-be-injected')
  })
})
