import { describe, expect, test } from 'vitest'
import { SidecarSetError, toFieldPath } from '../../src/issue/index.js'
import { locateIssues, parseManifests, safeParseManifests } from '../../src/manifest/index.js'
import type { ManifestSource } from '../../src/manifest/index.js'
import type { Issue } from '../../src/issue/index.js'

const set = 'apiVersion: apps.kruise.io/v1alpha1\nkind: SidecarSet\nmetadata: {name: logs}\n'

function issuesOf(source: ManifestSource): readonly Issue[] {
  return safeParseManifests(source).issues
}

/** Issues as `code path line:column`. */
function brief(source: ManifestSource): string[] {
  return issuesOf(source).map(
    ({ code, path, line, column }) => `${code} ${toFieldPath(path)} ${line ?? '-'}:${column ?? '-'}`,
  )
}

function counts(source: ManifestSource): Record<string, number> {
  const entries = Object.entries(parseManifests(source)).map(([bucket, list]) => [
    bucket,
    Array.isArray(list) ? list.length : 0,
  ])
  return Object.fromEntries(entries.filter(([, count]) => count !== 0)) as Record<string, number>
}

describe('classification', () => {
  test.each<[apiVersion: string, kind: string, bucket: string]>([
    ['apps.kruise.io/v1alpha1', 'SidecarSet', 'sidecarSets'],
    ['apps.kruise.io/v1beta1', 'SidecarSet', 'sidecarSets'],
    ['sidecarset.alibabacloud.com/v1alpha1', 'SidecarSetResourceBinding', 'resourceBindings'],
    ['v1', 'Pod', 'pods'],
    ['v1', 'Namespace', 'namespaces'],
    ['v1', 'ConfigMap', 'configMaps'],
    ['v1', 'Secret', 'secrets'],
    ['apps/v1', 'ControllerRevision', 'controllerRevisions'],
    ['apps/v1', 'Deployment', 'workloads'],
    ['apps/v1', 'ReplicaSet', 'workloads'],
    ['apps/v1', 'StatefulSet', 'workloads'],
    ['apps/v1', 'DaemonSet', 'workloads'],
    ['v1', 'ReplicationController', 'workloads'],
    ['batch/v1', 'Job', 'workloads'],
    ['batch/v1', 'CronJob', 'workloads'],
    ['apps.kruise.io/v1alpha1', 'CloneSet', 'workloads'],
    ['apps.kruise.io/v1beta1', 'StatefulSet', 'workloads'],
    ['apps.kruise.io/v1alpha1', 'DaemonSet', 'workloads'],
    ['apps.kruise.io/v1alpha1', 'BroadcastJob', 'workloads'],
    ['apps.kruise.io/v1alpha1', 'AdvancedCronJob', 'workloads'],
    ['argoproj.io/v1alpha1', 'Rollout', 'workloads'],
    ['v1', 'Service', 'others'],
    ['batch.volcano.sh/v1alpha1', 'Job', 'others'],
    ['apps.kruise.io/v1alpha1', 'ImagePullJob', 'others'],
    ['example.com/v1', 'PriceList', 'others'],
  ])('%s %s goes to %s', (apiVersion, kind, bucket) => {
    expect(counts({ apiVersion, kind })).toEqual({ [bucket]: 1 })
  })

  test.each<[apiVersion: string, kind: string]>([
    ['apps.kruise.io/v2', 'SidecarSet'],
    ['app.kruise.io/v1alpha1', 'SidecarSet'],
    ['extensions/v1beta1', 'Deployment'],
    ['apps/v1beta1', 'Deployment'],
    ['apps/v1', 'Pod'],
    ['v2', 'Pod'],
  ])('%s %s is refused', (apiVersion, kind) => {
    expect(brief({ apiVersion, kind })).toEqual(['unsupported-version apiVersion -:-'])
  })

  test('unknown kinds are left alone, whatever is in them', () => {
    const other = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: 5, spec: ['x'] }
    expect(parseManifests(other).others[0]).toBe(other)
  })
})

describe('lists', () => {
  test('give their items, nested ones too', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod' }
    const inner = { apiVersion: 'v1', kind: 'List', items: [pod, { apiVersion: 'v1', kind: 'Secret' }] }
    const outer = { apiVersion: 'v1', kind: 'List', items: [inner, pod] }
    expect(counts(outer)).toEqual({ pods: 2, secrets: 1 })
    expect(parseManifests(outer).pods[0]).toBe(pod)
  })

  test('of one kind have items without apiVersion and kind', () => {
    const list = { apiVersion: 'v1', kind: 'PodList', items: [{ metadata: { name: 'a' } }] }
    expect(parseManifests(list).pods).toEqual([{ metadata: { name: 'a' } }])
  })

  test('may have no items', () => {
    expect(counts({ apiVersion: 'v1', kind: 'List' })).toEqual({})
    expect(counts('apiVersion: v1\nkind: PodList\nitems:\n')).toEqual({})
  })

  test('must have a list of them', () => {
    expect(brief('apiVersion: v1\nkind: List\nitems: {}')).toEqual(['wrong-type items 3:1'])
  })

  test('mistakes in items have the path of the item and the line of the text', () => {
    const text =
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec:\n    containers: nginx\n'
    expect(brief(text)).toEqual(['wrong-type spec.containers 7:5'])
  })
})

describe('what is no manifest', () => {
  test.each<[name: string, source: ManifestSource, issues: string[]]>([
    ['a list', '- a', ['not-a-manifest  1:1']],
    ['text', 'hello', ['not-a-manifest  1:1']],
    ['no kind', 'apiVersion: v1', ['missing-kind kind 1:1']],
    ['no apiVersion', 'kind: Pod', ['missing-kind apiVersion 1:1']],
    ['neither', '{}', ['missing-kind kind 1:1', 'missing-kind apiVersion 1:1']],
    ['an empty kind', 'apiVersion: v1\nkind: ""', ['missing-kind kind 2:1']],
    ['a kind that is a number', 'apiVersion: v1\nkind: 5', ['wrong-type kind 2:1']],
    ['an object without kind', {}, ['missing-kind kind -:-', 'missing-kind apiVersion -:-']],
    ['a list inside the source', [[]] as unknown as object[], ['not-a-manifest  -:-']],
    ['a number', 5 as unknown as string, ['not-a-manifest  -:-']],
    ['the second of three documents', `${set}---\nkind: Pod\n---\n${set}`, ['missing-kind apiVersion 5:1']],
  ])('%s', (_name, source, issues) => {
    expect(brief(source)).toEqual(issues)
  })

  test('documents that say null are passed over', () => {
    expect(counts(`null\n---\n~\n---\n${set}`)).toEqual({ sidecarSets: 1 })
  })
})

describe('shapes', () => {
  test.each<[name: string, spec: string, issues: string[]]>([
    ['a list that is text', 'containers: nginx', ['wrong-type spec.containers 5:3']],
    ['a mapping that is text', 'injectionStrategy: Before', ['wrong-type spec.injectionStrategy 5:3']],
    ['a mapping that is a list', 'selector: []', ['wrong-type spec.selector 5:3']],
    ['an empty list item', 'containers: [null]', ['wrong-type spec.containers[0] 5:16']],
    [
      'a number for text',
      'containers: [{name: a, env: [{name: PORT, value: 8080}]}]',
      ['wrong-type spec.containers[0].env[0].value 5:45'],
    ],
    [
      'a boolean label',
      'selector: {matchLabels: {on: yes}}',
      ['wrong-type spec.selector.matchLabels[true] 5:28'],
    ],
    ['text for a number', 'revisionHistoryLimit: "5"', ['wrong-type spec.revisionHistoryLimit 5:3']],
    ['a fraction for a number', 'revisionHistoryLimit: 1.5', ['wrong-type spec.revisionHistoryLimit 5:3']],
    [
      'text for a boolean',
      'injectionStrategy: {paused: "true"}',
      ['wrong-type spec.injectionStrategy.paused 5:23'],
    ],
    [
      'an amount that is none',
      'containers: [{resources: {limits: {cpu: 1 core}}}]',
      ['invalid-quantity spec.containers[0].resources.limits[cpu] 5:38'],
    ],
    [
      'a mapping for an amount',
      'containers: [{resources: {limits: {cpu: {}}}}]',
      ['wrong-type spec.containers[0].resources.limits[cpu] 5:38'],
    ],
    [
      'a boolean where number or text may stand',
      'updateStrategy: {partition: true}',
      ['wrong-type spec.updateStrategy.partition 5:20'],
    ],
    [
      'several at once',
      'containers: {}\n  volumes: [{hostPath: /a}, {name: 1}]',
      [
        'wrong-type spec.containers 5:3',
        'wrong-type spec.volumes[0].hostPath 6:14',
        'wrong-type spec.volumes[1].name 6:30',
      ],
    ],
  ])('%s', (_name, spec, issues) => {
    expect(brief(`${set}spec:\n  ${spec}`)).toEqual(issues)
  })

  test.each<[name: string, spec: string]>([
    ['null for any field', 'containers:\n  volumes: ~\n  selector: null\n  revisionHistoryLimit: ~'],
    ['a number or text for a partition', 'updateStrategy: {partition: 1, maxUnavailable: 10%}'],
    [
      'a number or text for an amount',
      'containers: [{resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 0.5}}}]',
    ],
    ['octal file modes', 'volumes: [{name: a, configMap: {name: b, defaultMode: 0644}}]'],
    ['unknown fields of any type', 'foo: baz\n  containers: [{name: a, bar: [1]}]'],
  ])('%s is fine', (_name, spec) => {
    expect(brief(`${set}spec:\n  ${spec}`)).toEqual([])
  })

  test('issues name the resource', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: []'
    expect(issuesOf(text)[0]?.resource).toEqual({ kind: 'Pod', namespace: 'shop', name: 'web' })
    expect(issuesOf(`${set}spec: 1\nspec: 2`).map((issue) => issue.resource)).toEqual([
      { kind: 'SidecarSet', name: 'logs' },
      { kind: 'SidecarSet', name: 'logs' },
    ])
  })

  test('a number for text says how to write it', () => {
    const text = 'apiVersion: v1\nkind: Namespace\nmetadata: {labels: {port: 8080}}'
    expect(issuesOf(text)[0]?.message).toContain('"8080"')
  })

  test.each<[kind: string, text: string, issue: string]>([
    ['Namespace', 'apiVersion: v1\nkind: Namespace\nmetadata: {labels: {a: 1}}', 'metadata.labels[a]'],
    ['Secret', 'apiVersion: v1\nkind: Secret\nstringData: {a: yes}', 'stringData[a]'],
    ['ControllerRevision', 'apiVersion: apps/v1\nkind: ControllerRevision\nrevision: one', 'revision'],
    [
      'binding',
      'apiVersion: sidecarset.alibabacloud.com/v1alpha1\nkind: SidecarSetResourceBinding\nspec: {subjects: {}}',
      'spec.subjects',
    ],
    [
      'Deployment',
      'apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: {}}}}',
      'spec.template.spec.containers',
    ],
    [
      'CronJob',
      'apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: {volumes: 1}}}}}',
      'spec.jobTemplate.spec.template.spec.volumes',
    ],
  ])('of a %s', (_kind, text, path) => {
    expect(issuesOf(text).map((issue) => [issue.code, toFieldPath(issue.path)])).toEqual([
      ['wrong-type', path],
    ])
  })

  test('the keys of a map may have any name', () => {
    const labels = JSON.parse('{"__proto__": "a", "constructor": "b", "toString": 5}') as object
    expect(brief({ apiVersion: 'v1', kind: 'Namespace', metadata: { labels } })).toEqual([
      'wrong-type metadata.labels[toString] -:-',
    ])
    const polluted = JSON.parse('{"__proto__": 5}') as object
    expect(brief({ apiVersion: 'v1', kind: 'Namespace', metadata: { labels: polluted } })).toEqual([
      'wrong-type metadata.labels[__proto__] -:-',
    ])
  })
})

describe('objects', () => {
  test('are the same objects afterwards, and text may stand beside them', () => {
    const pod = Object.freeze({ apiVersion: 'v1', kind: 'Pod', extra: { kept: true } })
    const manifests = parseManifests([pod, set])
    expect(manifests.pods[0]).toBe(pod)
    expect(manifests.sidecarSets).toHaveLength(1)
  })

  test('may hold a Date where a time stands', () => {
    expect(brief({ apiVersion: 'v1', kind: 'Pod', metadata: { creationTimestamp: new Date(0) } })).toEqual([])
    expect(brief({ apiVersion: 'v1', kind: 'Pod', metadata: { creationTimestamp: 'today' } })).toEqual([
      'invalid-time metadata.creationTimestamp -:-',
    ])
  })

  test('that contain themselves are refused', () => {
    const pod: Record<string, unknown> = { apiVersion: 'v1', kind: 'Pod' }
    pod.spec = { self: pod }
    expect(issuesOf(pod).map((issue) => issue.code)).toEqual(['limit-exceeded'])
  })

  test('that are nested without end are refused', () => {
    let deep: object = {}
    for (let i = 0; i < 100_000; i++) deep = { deep }
    expect(issuesOf(deep).map((issue) => issue.code)).toEqual(['limit-exceeded'])
  })

  test('that share so much that they would fill the memory are refused', () => {
    let shared: object = {}
    for (let i = 0; i < 64; i++) shared = { a: shared, b: shared }
    expect(issuesOf(shared).map((issue) => issue.code)).toEqual(['limit-exceeded'])
  })

  test('may share', () => {
    const labels = { app: 'web' }
    expect(
      brief([
        { apiVersion: 'v1', kind: 'Pod', metadata: { labels } },
        { apiVersion: 'v1', kind: 'Namespace', metadata: { labels } },
      ]),
    ).toEqual([])
  })
})

describe('positions', () => {
  const text = `${set}spec:\n  volumes:\n  - name: a\n  - &b\n    name: b\n---\n${set.replace('logs', 'other')}spec:\n  volumes: [*x]\n`
  const good = text.replace('[*x]', '[{name: c}]')

  test('of the fields of a manifest', () => {
    const manifests = parseManifests([{ apiVersion: 'v1', kind: 'Pod' }, good])
    const [first, second] = manifests.sidecarSets
    if (first === undefined || second === undefined) throw new Error('two sets expected')
    expect(manifests.sources.locate(first)).toEqual({ line: 1, column: 1 })
    expect(manifests.sources.locate(first, ['spec', 'volumes', 1, 'name'])).toEqual({ line: 8, column: 5 })
    expect(manifests.sources.locate(second, ['spec', 'volumes', 0])).toEqual({ line: 14, column: 13 })
    expect(manifests.sources.locate(second, ['spec', 'selector'])).toEqual({ line: 13, column: 1 })
    expect(manifests.sources.locate(manifests.pods[0] ?? {})).toBeUndefined()
    expect(manifests.sources.locate({ ...first })).toBeUndefined()
  })

  test('of merged and aliased fields are where they are written', () => {
    const merged = `${set}base: &base {containers: []}\nspec:\n  <<: *base\n`
    const manifests = parseManifests(merged)
    expect(manifests.sources.locate(manifests.sidecarSets[0] ?? {}, ['spec', 'containers'])).toEqual({
      line: 4,
      column: 14,
    })
  })

  test('of issues that others find', () => {
    const manifests = parseManifests(good)
    const issue: Issue = {
      code: 'required',
      severity: 'error',
      message: '',
      path: ['spec', 'volumes', 0, 'name'],
      resource: { kind: 'SidecarSet', name: 'other' },
    }
    const elsewhere: Issue = { ...issue, resource: { kind: 'SidecarSet', name: 'unheard-of' } }
    expect(locateIssues([issue, elsewhere], manifests)).toEqual([
      { ...issue, line: 14, column: 14 },
      elsewhere,
    ])
  })

  test('are not guessed where two manifests have the name', () => {
    const manifests = parseManifests(`${set}---\n${set}`)
    const resource = { kind: 'SidecarSet', name: 'logs' }
    expect(manifests.sources.locateResource(resource)).toBeUndefined()
  })
})

test('warnings do not keep manifests from being read', () => {
  const result = safeParseManifests('{apiVersion: v1, kind: Pod}\n{apiVersion: v1, kind: Secret}')
  expect(result.ok && result.manifests.pods.length).toBe(1)
  expect(result.issues.map(({ code, severity, line }) => [code, severity, line])).toEqual([
    ['trailing-content', 'warning', 2],
  ])
})

test('parseManifests throws all issues', () => {
  expect(() => parseManifests('kind: Pod\n---\n[')).toThrow(SidecarSetError)
  try {
    parseManifests(['kind: Pod\n---\n[', {}])
  } catch (error) {
    expect(error instanceof SidecarSetError && error.issues.map((issue) => issue.code)).toEqual([
      'missing-kind',
      'yaml-syntax',
      'missing-kind',
      'missing-kind',
    ])
  }
})

test('a mistake in every line is counted, and the first hundred are reported', () => {
  const labels = Array.from({ length: 50_000 }, (_, i) => `    l${i}: ${i}`).join('\n')
  const issues = issuesOf(`apiVersion: v1\nkind: Namespace\nmetadata:\n  labels:\n${labels}`)
  expect(issues.map((issue) => issue.line).slice(0, 100)).toEqual(
    Array.from({ length: 100 }, (_, i) => i + 5),
  )
  expect(issues.slice(100).map(({ code, omitted }) => [code, omitted?.error])).toEqual([
    ['more-issues', 49_900],
  ])
})
