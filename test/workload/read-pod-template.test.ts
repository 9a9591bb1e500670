import { describe, expect, test } from 'vitest'
import { readPodTemplate, type PodTemplateOptions, type Workload } from 'sidecarset'
import { firstOrdinal } from '../../src/workload/pod-identity.js'

const template = { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'app' }] } }

const podOf = (workload: Workload, options?: PodTemplateOptions) => {
  const read = readPodTemplate(workload, options)
  if (!read.ok) throw new Error(JSON.stringify(read.issues))
  return read.template.pod
}

const deployment = (given: object = template): Workload => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'shop', namespace: 'web' },
  spec: { template: given },
})

describe('what cannot be read', () => {
  test.each<[string, unknown, string, (string | number)[]]>([
    ['no mapping', null, 'wrong-type', []],
    ['an unknown kind', { apiVersion: 'example.com/v1', kind: 'Fleet' }, 'unknown-workload', ['kind']],
    [
      'a known kind of another group',
      { apiVersion: 'example.com/v1', kind: 'Deployment' },
      'unknown-workload',
      ['kind'],
    ],
    ['a Pod', { apiVersion: 'v1', kind: 'Pod' }, 'unknown-workload', ['kind']],
    ['no kind', { spec: { template } }, 'unknown-workload', ['kind']],
    [
      'no template',
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: {} },
      'no-pod-template',
      ['spec', 'template'],
    ],
    [
      'null in place of the spec',
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: null },
      'no-pod-template',
      ['spec', 'template'],
    ],
    [
      'a text in place of the template',
      deployment('shop' as unknown as object),
      'wrong-type',
      ['spec', 'template'],
    ],
    [
      'a text on the way to it',
      { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: 'x' } },
      'wrong-type',
      ['spec', 'jobTemplate'],
    ],
  ])('%s', (_title, workload, code, path) => {
    const read = readPodTemplate(workload as Workload)
    expect(read).toMatchObject({ ok: false, issues: [{ code, path, severity: 'error' }] })
  })

  test("a Rollout that uses another workload's template says which", () => {
    const workload = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'shop' },
      spec: { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-template' } },
    }
    const read = readPodTemplate(workload)
    expect(read.ok ? '' : read.issues[0]?.message).toContain('Deployment shop-template')
  })
})

describe('the Pod of a template', () => {
  test("the template's own name and namespace do not count", () => {
    const pod = podOf(deployment({ metadata: { name: 'x', namespace: 'y', labels: { a: 'b' } }, spec: {} }))
    expect(pod.metadata).toEqual({ generateName: 'shop-', namespace: 'web', labels: { a: 'b' } })
  })

  test('annotations and finalizers are taken over, other metadata is not', () => {
    const metadata = { annotations: { a: '1' }, finalizers: ['f'], uid: 'u', labels: null }
    expect(podOf(deployment({ metadata, spec: {} })).metadata).toEqual({
      generateName: 'shop-',
      namespace: 'web',
      annotations: { a: '1' },
      finalizers: ['f'],
    })
  })

  test('a template without metadata and spec yields a Pod without them', () => {
    expect(podOf({ apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: {} } })).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {},
    })
  })

  test('labels of the caller win, and any key is a key', () => {
    const labels = JSON.parse('{"app":"cart","__proto__":"x"}') as Record<string, string>
    const found = podOf(deployment(), { labels }).metadata?.labels ?? {}
    expect(Object.entries(found)).toEqual([
      ['app', 'cart'],
      ['__proto__', 'x'],
    ])
  })

  test('labels that are no mapping stay, for injection to refuse', () => {
    const pod = podOf(deployment({ metadata: { labels: 'app' } }), { labels: { a: 'b' } })
    expect(pod.metadata?.labels).toBe('app')
  })

  test('the spec is the same, where nothing is added to it', () => {
    expect(podOf(deployment()).spec).toStrictEqual(template.spec)
  })

  test('a volume of the template gives way to the claim of its name', () => {
    const pod = podOf({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: {
        volumeClaimTemplates: [{ metadata: { name: 'data' } }, { metadata: { name: 'data' } }, null],
        template: {
          spec: {
            volumes: [
              { name: 'data', emptyDir: {} },
              { name: 'tmp', emptyDir: {} },
            ],
          },
        },
      },
    })
    expect(pod.spec?.volumes).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } },
      { name: 'tmp', emptyDir: {} },
    ])
  })

  test('a kind of the caller comes before that of the table', () => {
    const kinds = [{ kind: 'Deployment', group: 'apps', templatePath: ['spec', 'other'] }]
    const workload = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: { other: { spec: { nodeName: 'n' } } },
    }
    expect(podOf(workload, { kinds }).spec).toEqual({ nodeName: 'n' })
  })

  test("Argo's hash is known by its own label", () => {
    const rollout = { ...deployment(), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' }
    const labels = { 'rollouts-pod-template-hash': 'abc' }
    expect(podOf(rollout, { labels }).metadata?.generateName).toBe('shop-abc-')
  })
})

test.each<[string, unknown, number]>([
  ['0 by default', {}, 0],
  ['where ordinals start', { ordinals: { start: 5 } }, 5],
  ['the first that is not reserved', { reserveOrdinals: [0, 1, 3] }, 2],
  ['ranges count', { reserveOrdinals: ['0-2', 4, '3'] }, 5],
  ['in any order', { reserveOrdinals: [3, '1-2', 0] }, 4],
  ['from where ordinals start', { ordinals: { start: 2 }, reserveOrdinals: [0, 2] }, 3],
  [
    'what is no number counts for nothing',
    { ordinals: { start: '2' }, reserveOrdinals: ['x', null, '-1'] },
    0,
  ],
])('the first ordinal: %s', (_title, spec, ordinal) => {
  expect(firstOrdinal({ spec })).toBe(ordinal)
})
