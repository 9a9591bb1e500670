import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { applyPatch, createInjector, hashSidecarSet, parseManifests, type Pod } from '../src/index.js'

const read = (name: string): string =>
  readFileSync(new URL(`../fixtures/walkthrough/${name}`, import.meta.url), 'utf8')

const { sidecarSets, resourceBindings } = parseManifests([
  read('sidecarset.yaml'),
  read('sidecarset-resourcebinding.yaml'),
])

interface Recorded {
  readonly pod: Pod
  readonly expect: {
    readonly pod: Pod
    readonly sidecarSets: readonly { readonly hash: string; readonly hashWithoutImage: string }[]
  }
}

const recorded = JSON.parse(read('expected.json')) as Recorded
const request = { operation: 'CREATE', namespace: 'default', now: '2026-01-01T00:00:00Z' } as const

describe("the document's walkthrough, from its manifests", () => {
  test('the Pod is the recorded one, by object and by patch', () => {
    const result = createInjector({ sidecarSets, resourceBindings }).inject(recorded.pod, request)
    expect(result.pod).toEqual(recorded.expect.pod)
    expect(applyPatch(recorded.pod, result.patch)).toEqual(recorded.expect.pod)
    expect(result).toMatchObject({ allowed: true, changed: true, issues: [] })
  })

  test('echo-server comes out with two containers, filebeat in front', () => {
    const { pod } = createInjector({ sidecarSets, resourceBindings }).inject(recorded.pod, request)
    expect(pod.spec?.containers?.map(({ name }) => name)).toEqual(['filebeat', 'echo-server'])
  })

  test('the hashes are the recorded ones', () => {
    const { hash, hashWithoutImage } = recorded.expect.sidecarSets[0] ?? {}
    expect(sidecarSets.map((set) => hashSidecarSet(set))).toEqual([{ hash, hashWithoutImage }])
  })

  test('one operation for each thing that is added', () => {
    const { patch } = createInjector({ sidecarSets, resourceBindings }).inject(recorded.pod, request)
    expect(patch.map(({ op, path }) => `${op} ${path}`)).toEqual([
      'add /metadata/annotations',
      'add /spec/containers/0',
      'add /spec/volumes',
    ])
  })

  test('without the binding the Pod is refused, and comes back as it was', () => {
    const result = createInjector({ sidecarSets }).inject(recorded.pod, request)
    expect(result).toMatchObject({ allowed: false, changed: false, patch: [] })
    expect(result.pod).toStrictEqual(recorded.pod)
    expect(result.references).toMatchObject([{ verdict: 'denied', reason: 'no-binding' }])
    expect(result.issues).toMatchObject([
      { code: 'unauthorized-reference', path: ['spec', 'volumes', 0, 'configMap', 'name'] },
    ])
  })

  test('on an ordinary node nothing matches', () => {
    const { 'serverless.alibabacloud.com/virtual-node': _label, ...labels } =
      recorded.pod.metadata?.labels ?? {}
    const pod: Pod = { ...recorded.pod, metadata: { ...recorded.pod.metadata, labels } }
    const injector = createInjector({ sidecarSets, resourceBindings })
    expect(injector.inject(pod, request).pod).toStrictEqual(pod)
    expect(injector.explain(pod, request)).toMatchObject([
      { outcome: 'skipped', reason: 'selector-mismatch' },
    ])
  })
})
