import { describe, expect, test } from 'vitest'
import { listIssues, toFieldPath } from '../../src/issue/index.js'
import { safeParseManifests, type ManifestSource } from '../../src/manifest/index.js'
import { checkManifests } from '../../src/validate/check-manifests.js'

const head = 'apiVersion: apps.kruise.io/v1alpha1\nkind: SidecarSet\nmetadata: {name: logs}\n'
const good = `${head}spec:\n  selector: {matchLabels: {app: web}}\n  containers:\n  - {name: agent, image: "agent:1"}\n`

function brief(source: ManifestSource): string[] {
  return checkManifests(source)
    .filter((issue) => issue.severity === 'error')
    .map(({ code, path, source, line }) => `${source ?? '-'}:${line ?? '-'} ${code} ${toFieldPath(path)}`)
}

describe('checkManifests', () => {
  test('is content with what is right', () => expect(brief([{ name: 'a.yaml', text: good }])).toEqual([]))

  test('tells wrong types and broken rules of one SidecarSet at once', () => {
    const text = `${head}spec:\n  selector: {}\n  revisionHistoryLimit: "5"\n  containers:\n  - name: Agent\n    image: 5\n    env: {}\n  volumes: [{hostPath: /a}]\n`
    expect(brief([{ name: 'a.yaml', text }])).toEqual(
      expect.arrayContaining([
        'a.yaml:5 invalid spec.selector',
        'a.yaml:6 wrong-type spec.revisionHistoryLimit',
        'a.yaml:8 invalid spec.containers[0].name',
        'a.yaml:9 wrong-type spec.containers[0].image',
        'a.yaml:10 wrong-type spec.containers[0].env',
        'a.yaml:11 wrong-type spec.volumes[0].hostPath',
        'a.yaml:11 required spec.volumes[0].name',
      ]),
    )
  })

  test('tells each mistake once', () => {
    const issues = checkManifests(`${head}spec:\n  selector: []\n  containers: 5\n`)
    const places = issues.map(({ code, path }) => `${code} ${toFieldPath(path)}`)
    expect(new Set(places).size).toBe(places.length)
  })

  test('names the file of each mistake, the files in their order', () => {
    const conflict = good.replace('{name: logs}', '{name: other}')
    const files = [
      { name: 'chart.yaml', text: 'a: {{ .Values.x }}\n' },
      { name: 'logs.yaml', text: good },
      { name: 'other.yaml', text: conflict },
    ]
    const sources = brief(files).map((line) => line.split(' ').slice(0, 2).join(' '))
    expect(sources[0]).toBe('chart.yaml:1 yaml-syntax')
    expect(sources.slice(1).map((line) => line.split(':')[0])).toEqual(['logs.yaml', 'other.yaml'])
  })

  test('validates bindings against the SidecarSets beside them', () => {
    const binding =
      'apiVersion: sidecarset.alibabacloud.com/v1alpha1\nkind: SidecarSetResourceBinding\nmetadata: {name: b, namespace: kube-system}\nspec:\n  subjects: [{kind: SidecarSet, name: lgos}]\n  resourceRefs: [{kind: ConfigMap, name: c}]\n'
    const issues = checkManifests([good, { name: 'b.yaml', text: binding }])
    expect(issues.map(({ code, source, line }) => [code, source, line])).toContainEqual([
      'unknown-subject',
      'b.yaml',
      5,
    ])
  })
})

describe('safeParseManifests', () => {
  test('gives what could be read, whatever stands beside it', () => {
    const result = safeParseManifests([
      { name: 'a.yaml', text: `${good}---\na: [\n---\napiVersion: v1\nkind: Pod\n` },
      { name: 'kustomization.yaml', text: 'resources: [a.yaml]\n' },
      { name: 'twice.yaml', text: `${head}spec: {}\nspec: {}\n` },
      { apiVersion: 'v1', kind: 'Namespace' },
    ])
    const { sidecarSets, pods, namespaces } = result.manifests
    expect([result.ok, sidecarSets.length, pods.length, namespaces.length]).toEqual([false, 1, 1, 1])
    expect(result.issues.map(({ code, source, line }) => [code, source, line])).toEqual([
      ['yaml-syntax', 'a.yaml', 9],
      ['missing-kind', 'kustomization.yaml', 1],
      ['missing-kind', 'kustomization.yaml', 1],
      ['duplicate-key', 'twice.yaml', 5],
    ])
  })

  test('an issue is formatted with its file', () => {
    const { issues } = safeParseManifests({ name: 'a.yaml', text: 'a: @b' })
    expect(listIssues(issues)).toContain('(a.yaml:1:4)')
  })

  test('no message shows what may be a secret', () => {
    const secret = 48151623
    const container = `{name: a, args: [${secret}], command: [${secret}], env: [{name: A, value: ${secret}}]}`
    const text = [
      `apiVersion: v1\nkind: Secret\ndata: {a: ${secret}}\nstringData: {a: ${secret}}\n`,
      `apiVersion: v1\nkind: ConfigMap\ndata: {a: ${secret}}\nmetadata: {annotations: {a: ${secret}}}\n`,
      `${head}spec:\n  containers: [${container}]\n  initContainers: [${container}]\n`,
      `apiVersion: v1\nkind: Pod\nspec:\n  containers: [${container}]\n`,
    ].join('---\n')
    const issues = [...safeParseManifests(text).issues, ...checkManifests(text)]
    expect(issues.filter((issue) => issue.code === 'wrong-type').length).toBeGreaterThan(12)
    expect(JSON.stringify(issues)).not.toContain(String(secret))
  })
})
