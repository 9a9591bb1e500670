import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInjector } from '../../src/report/create-injector.js'
import { toFieldPath, SidecarSetError } from '../../src/issue/index.js'
import { isObjectName } from '../../src/kubernetes/names/index.js'
import type { Pod, SidecarSet, Volume } from '../../src/manifest/api-types.js'
import type { ConfigMap, Secret } from '../../src/manifest/manifest-types.js'
import { applyPatch } from '../../src/patch/index.js'
import { copyName, type CopyPlan } from '../../src/virtual-node/copies.js'
import { copyReferences } from '../../src/virtual-node/copy-references.js'
import { formatCopies, renderCopies } from '../../src/virtual-node/render-copies.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { binding } from '../reference/bindings.js'

const config: ConfigMap = deepFreeze({
  kind: 'ConfigMap',
  metadata: { namespace: 'kube-system', name: 'conf' },
  data: { 'a.yml': 'é' },
  binaryData: { 'b.bin': 'AAEC' },
})
const secret: Secret = deepFreeze({
  kind: 'Secret',
  type: 'kubernetes.io/tls',
  metadata: { namespace: 'kube-system', name: 'tls' },
  data: { 'tls.key': 'dG9wLXNlY3JldA==' },
  stringData: { note: 'whispered' },
})
const objects = { configMaps: [config], secrets: [secret] }
const bindings = [binding('kube-system/b', ['logs'], ['ConfigMap/conf', 'Secret/tls'])]

const bothVolumes: Volume[] = [
  { name: 'conf', configMap: { name: 'kube-system/conf', items: [{ key: 'a.yml', path: 'a' }] } },
  {
    name: 'all',
    projected: {
      sources: [{ secret: { name: 'kube-system/tls' } }, { configMap: { name: 'kube-system/conf' } }],
    },
  },
]
const setOf = (name: string, volumes: Volume[]): SidecarSet => ({
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    containers: [
      {
        name,
        image: 'log:1',
        volumeMounts: volumes.map((volume) => ({ name: volume.name, mountPath: `/${volume.name}` })),
      },
    ],
    volumes,
  },
})
const podOf = (spec: object = {}): Pod =>
  deepFreeze({
    metadata: { name: 'p', namespace: 'web', labels: { app: 'web' } },
    spec: { containers: [{ name: 'app', image: 'app:1' }], ...spec },
  })

type Policy = 'deny' | 'skip' | 'allow'
const inject = (
  pod: Pod,
  sidecarSets: SidecarSet[],
  unauthorizedReference: Policy = 'deny',
): ReturnType<ReturnType<typeof createInjector>['inject']> =>
  createInjector({ sidecarSets, resourceBindings: bindings, unauthorizedReference }).inject(pod, {
    now: '2026-01-01T00:00:00Z',
  })

const issuesOf = ({ issues }: CopyPlan): string[] =>
  issues.map(({ code, path }) => `${code} ${toFieldPath(path)}`)
const names = (pod: Pod): unknown[] =>
  (pod.spec?.volumes ?? []).map(({ configMap, projected }) => configMap?.name ?? projected?.sources)

describe('a Pod with granted references', () => {
  const result = inject(podOf(), [setOf('logs', bothVolumes)])
  const plan = copyReferences(result, objects)
  const [confName, tlsName] = plan.copies.map(({ target }) => target.name)

  test('gets one copy of each object', () => {
    expect(plan.copies).toEqual([
      {
        kind: 'ConfigMap',
        source: { namespace: 'kube-system', name: 'conf' },
        target: { namespace: 'web', name: confName },
        volumes: ['conf', 'all'],
        sidecarSets: ['logs'],
        bindings: [{ namespace: 'kube-system', name: 'b' }],
        entries: [
          { key: 'a.yml', bytes: 2 },
          { key: 'b.bin', bytes: 3 },
        ],
      },
      {
        kind: 'Secret',
        source: { namespace: 'kube-system', name: 'tls' },
        target: { namespace: 'web', name: tlsName },
        volumes: ['all'],
        sidecarSets: ['logs'],
        bindings: [{ namespace: 'kube-system', name: 'b' }],
        entries: [
          { key: 'tls.key', bytes: 10 },
          { key: 'note', bytes: 9 },
        ],
      },
    ])
    expect([confName, tlsName]).toEqual([
      expect.stringMatching(/^conf-[0-9a-f]{10}$/),
      expect.stringMatching(/^tls-[0-9a-f]{10}$/),
    ])
    expect(plan.issues).toEqual([])
  })

  test('names them in its volumes, and nothing else changes', () => {
    expect(names(plan.pod)).toEqual([
      confName,
      [{ secret: { name: tlsName } }, { configMap: { name: confName } }],
    ])
    expect(plan.pod.spec?.containers).toStrictEqual(result.pod.spec?.containers)
    expect(plan.pod.metadata).toStrictEqual(result.pod.metadata)
    expect(plan.pod.spec?.volumes?.[0]?.configMap?.items).toEqual([{ key: 'a.yml', path: 'a' }])
  })

  test('its patch leads there, behind the patch of the injection', () => {
    expect(applyPatch(result.pod, plan.patch)).toEqual(plan.pod)
    expect(applyPatch(podOf(), [...result.patch, ...plan.patch])).toEqual(plan.pod)
  })

  test('the same input gives the same plan', () => {
    expect(copyReferences(result, { secrets: [secret], configMaps: [config] })).toEqual(plan)
  })

  test('renders the objects, with their content', () => {
    const metadata = (name: string | undefined, from: string): object => ({
      name,
      namespace: 'web',
      labels: { 'app.kubernetes.io/managed-by': 'sidecarset' },
      annotations: { 'sidecarset/copied-from': from },
    })
    expect(renderCopies(plan, objects)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: metadata(confName, 'kube-system/conf'),
        immutable: true,
        data: config.data,
        binaryData: config.binaryData,
      },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: metadata(tlsName, 'kube-system/tls'),
        immutable: true,
        type: 'kubernetes.io/tls',
        data: secret.data,
        stringData: secret.stringData,
      },
    ])
  })

  test('as text', () => {
    expect(formatCopies(plan)).toBe(
      [
        `ConfigMap kube-system/conf -> web/${confName} (a.yml 2 bytes, b.bin 3 bytes), for SidecarSet logs by binding kube-system/b`,
        `Secret kube-system/tls -> web/${tlsName} (tls.key 10 bytes, note 9 bytes), for SidecarSet logs by binding kube-system/b`,
      ].join('\n'),
    )
  })

  test('holds nothing of what a Secret holds, however it is printed', () => {
    for (const printed of [JSON.stringify(plan), formatCopies(plan), JSON.stringify(result)]) {
      expect(printed).not.toMatch(/dG9wLXNlY3JldA|top-secret|whispered/)
    }
  })

  test.each<[title: string, given: object, code: string]>([
    ['gone', { configMaps: [config], secrets: [] }, 'copy-source-missing'],
    [
      'of other content',
      { configMaps: [config], secrets: [{ ...secret, data: { 'tls.key': 'eA==' } }] },
      'copy-source-changed',
    ],
  ])('refuses to render what is %s meanwhile', (_, given, code) => {
    let thrown: unknown
    try {
      renderCopies(plan, given)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(SidecarSetError)
    expect(thrown).toMatchObject({ stage: 'virtual-node', issues: [{ code, resource: { kind: 'Secret' } }] })
    expect(JSON.stringify(thrown) + String(thrown)).not.toContain('eA==')
  })
})

describe('what is not granted is not copied', () => {
  const denied: Volume[] = [{ name: 'conf', configMap: { name: 'shop/conf' } }]
  const shop: ConfigMap = { metadata: { namespace: 'shop', name: 'conf' }, data: {} }
  const withShop = { configMaps: [config, shop], secrets: [] }
  const place = 'spec.volumes[0].configMap.name'
  const plain: Volume[] = [{ name: 'conf', configMap: { name: 'kube-system/conf' } }]

  test('a reference that was injected all the same', () => {
    const plan = copyReferences(inject(podOf(), [setOf('logs', denied)], 'allow'), withShop)
    expect(issuesOf(plan)).toEqual([`copy-not-granted ${place}`])
    expect([plan.copies, names(plan.pod)]).toEqual([[], ['shop/conf']])
  })

  test("the Pod's own volume, though a SidecarSet may read the object elsewhere", () => {
    const result = inject(podOf({ volumes: [{ name: 'mine', configMap: { name: 'kube-system/conf' } }] }), [
      setOf('logs', plain),
    ])
    const plan = copyReferences(result, objects)
    expect(issuesOf(plan)).toEqual([`copy-not-granted ${place}`])
    expect(names(plan.pod)).toEqual(['kube-system/conf', plan.copies[0]?.target.name])
  })

  test("the Pod's own volume of the sidecar's name, where that sidecar was left out", () => {
    const volumes = [...plain, { name: 'other', configMap: { name: 'shop/conf' } }]
    const result = inject(podOf({ volumes: plain }), [setOf('logs', volumes)], 'skip')
    expect(result.references.map(({ verdict }) => verdict)).toEqual(['granted', 'denied'])
    const plan = copyReferences(result, withShop)
    expect([issuesOf(plan), plan.copies, plan.pod]).toEqual([[`copy-not-granted ${place}`], [], result.pod])
  })

  test('a volume that another SidecarSet shares without a grant', () => {
    const result = inject(podOf(), [setOf('logs', plain), setOf('thief', plain)], 'allow')
    expect(issuesOf(copyReferences(result, objects))).toEqual([`copy-not-granted ${place}`])
  })

  test('a volume that a SidecarSet without a grant was kept from', () => {
    const result = inject(podOf(), [setOf('logs', plain), setOf('thief', plain)], 'skip')
    const plan = copyReferences(result, objects)
    expect([issuesOf(plan), plan.copies.map(({ sidecarSets }) => sidecarSets)]).toEqual([[], [['logs']]])
  })

  test.each<[title: string, change: object]>([
    ['of another volume', { volume: 'other' }],
    ['of another kind', { kind: 'Secret' }],
    ['of another text', { text: 'kube-system/other' }],
    ['without a binding', { binding: undefined }],
    ['with a binding of another namespace', { binding: { namespace: 'web', name: 'b' } }],
    ['that denies', { verdict: 'denied' }],
  ])('a decision %s does not count', (_, change) => {
    const { pod, references } = inject(podOf(), [setOf('logs', plain)])
    const changed = references.map((reference) => ({ ...reference, ...change }) as typeof reference)
    expect(issuesOf(copyReferences({ pod, references }, objects))).toEqual([])
    expect(issuesOf(copyReferences({ pod, references: changed }, objects))).toEqual([
      `copy-not-granted ${place}`,
    ])
  })
})

describe('what needs no copy, or cannot have one', () => {
  test.each<[title: string, volume: Volume, after: string, issues: string[]]>([
    [
      "the Pod's own namespace becomes a plain name",
      { name: 'v', configMap: { name: 'web/conf' } },
      'conf',
      [],
    ],
    ['a plain name stays', { name: 'v', configMap: { name: 'conf' } }, 'conf', []],
    [
      'an object that is not given',
      { name: 'v', configMap: { name: 'kube-system/conf' } },
      'kube-system/conf',
      ['copy-source-missing spec.volumes[0].configMap.name'],
    ],
  ])('%s', (_, volume, after, issues) => {
    const plan = copyReferences(inject(podOf(), [setOf('logs', [volume])]), { configMaps: [], secrets: [] })
    expect([names(plan.pod), issuesOf(plan), plan.copies]).toEqual([[after], issues, []])
  })

  test('what is no reference stays as it is', () => {
    const pod = podOf({ volumes: [{ name: 'v', configMap: { name: 'a/b/c' } }] })
    const plan = copyReferences({ pod, references: [] }, objects)
    expect([plan.pod, plan.patch, plan.issues]).toEqual([pod, [], []])
    expect(plan.pod).toStrictEqual(pod)
  })
})

describe('names of copies', () => {
  const id = { kind: 'ConfigMap', namespace: 'kube-system', name: 'conf' } as const
  const base = copyName(id, { data: { a: '1' } })
  test.each<[title: string, name: string]>([
    ['a value', copyName(id, { data: { a: '2' } })],
    ['a key', copyName(id, { data: { b: '1' } })],
    ['another field', copyName(id, { binaryData: { a: '1' } })],
    ['another namespace', copyName({ ...id, namespace: 'shop' }, { data: { a: '1' } })],
    ['another kind', copyName({ ...id, kind: 'Secret' }, { data: { a: '1' } })],
  ])('change with %s', (_, name) => expect(name).not.toBe(base))

  test('do not change with the order of keys', () => {
    expect(copyName(id, { data: { a: '1', b: '2' } })).toBe(copyName(id, { data: { b: '2', a: '1' } }))
  })

  test('are object names, however long the source is', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]([-.a-z0-9]{0,300}[a-z0-9])?$/).filter(isObjectName),
        (name) => {
          expect(isObjectName(copyName({ ...id, name }, {}))).toBe(true)
        },
      ),
    )
    expect(copyName({ ...id, name: `${'a'.repeat(241)}.${'b'.repeat(11)}` }, {})).toMatch(
      /^a{241}-[0-9a-f]{10}$/,
    )
  })
})

test('Secrets that Kubernetes ties to a service account become ordinary ones', () => {
  const token: Secret = { ...secret, type: 'kubernetes.io/service-account-token' }
  const volumes: Volume[] = [{ name: 'v', secret: { secretName: 'kube-system/tls' } }]
  const plan = copyReferences(inject(podOf(), [setOf('logs', volumes)]), { secrets: [token] })
  expect(renderCopies(plan, { secrets: [token] })[0]).toMatchObject({ type: 'Opaque' })
})

test('keys of the prototype are ordinary keys', () => {
  const hostile = JSON.parse(
    '{"metadata":{"namespace":"kube-system","name":"conf"},"data":{"__proto__":"x"}}',
  ) as ConfigMap
  const volumes: Volume[] = [{ name: 'v', configMap: { name: 'kube-system/conf' } }]
  const plan = copyReferences(inject(podOf(), [setOf('logs', volumes)]), { configMaps: [hostile] })
  expect(plan.copies[0]?.entries).toEqual([{ key: '__proto__', bytes: 1 }])
  expect(Object.keys(renderCopies(plan, { configMaps: [hostile] })[0]?.data ?? {})).toEqual(['__proto__'])
})
