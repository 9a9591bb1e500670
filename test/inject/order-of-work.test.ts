import { describe, expect, test } from 'vitest'
import type { ObjectMeta, Pod, SidecarSet } from 'sidecarset'
import { agentSet, annotation, bothProfiles, codes, hashes, inject, names, podOf, setOf } from './subjects.js'

describe.each(bothProfiles)('%s', (profile) => {
  describe('an inactive Pod is untouched', () => {
    test.each<[string, Partial<Pod>, injected: boolean]>([
      ['phase Succeeded', { status: { phase: 'Succeeded' } }, false],
      ['phase Failed', { status: { phase: 'Failed' } }, false],
      [
        'being deleted',
        { metadata: { ...podOf().metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } },
        false,
      ],
      ['phase Pending', { status: { phase: 'Pending' } }, true],
      ['phase Running', { status: { phase: 'Running' } }, true],
      [
        'deletionTimestamp null',
        { metadata: { ...podOf().metadata, deletionTimestamp: null } as unknown as ObjectMeta },
        true,
      ],
      ['status null', { status: null as unknown as object }, true],
    ])('%s', (_, part, injected) => {
      const result = inject({ ...podOf(), ...part }, [agentSet()], { profile })
      expect(result).toMatchObject({ allowed: true, changed: injected })
    })
  })

  describe('UPDATE: nothing to do', () => {
    test.each<[string, SidecarSet]>([
      ['no containers are injected', agentSet()],
      ['no metadata is patched', setOf({ patchPodMetadata: [{ annotations: { a: '1' } }] })],
      [
        'no pinned revision is looked up',
        setOf({ injectionStrategy: { revision: { revisionName: 'gone' } }, containers: [] }),
      ],
    ])('%s', (_, set) => {
      const result = inject(podOf(), [set], { profile }, { operation: 'UPDATE' })
      expect(result).toMatchObject({ allowed: true, changed: false, issues: [] })
    })

    test('but matching comes first: an unknown operator fails the request all the same', () => {
      const set = setOf({ selector: { matchExpressions: [{ key: 'app', operator: 'Nonsense' }] } })
      const result = inject(podOf(), [set], { profile }, { operation: 'UPDATE' })
      expect(result).toMatchObject({ allowed: false, issues: [{ code: 'unknown-operator' }] })
    })
  })

  test('a paused SidecarSet is skipped, whatever is wrong with it', () => {
    const paused = setOf({
      selector: { matchExpressions: [{ key: 'app', operator: 'Nonsense' }] },
      injectionStrategy: { paused: true, revision: { revisionName: 'gone' } },
    })
    expect(inject(podOf(), [paused], { profile })).toMatchObject({ allowed: true, changed: false })
  })

  describe('where no container results, only the metadata patch is kept', () => {
    const bringsAll = setOf({
      volumes: [{ name: 'v', emptyDir: {} }],
      imagePullSecrets: [{ name: 'pull' }],
      patchPodMetadata: [{ annotations: { a: '1' } }],
    })

    test('no volumes, no pull secrets, no annotations about hashes', () => {
      const { pod, patch } = inject(podOf(), [bringsAll], { profile })
      expect(pod.spec).toEqual(podOf().spec)
      expect(pod.metadata?.annotations).toEqual({ a: '1' })
      expect(patch).toEqual([{ op: 'add', path: '/metadata/annotations', value: { a: '1' } }])
    })

    test('nothing if that changed nothing either', () => {
      const pod = podOf({}, { annotations: { a: 'own' } })
      expect(inject(pod, [bringsAll], { profile })).toMatchObject({
        changed: false,
        decisions: [{ outcome: 'metadata-only' }],
      })
    })

    test('it counts as a change when one SidecarSet changed an annotation, even if the next changed it back', () => {
      const write = (name: string, value: string): SidecarSet =>
        setOf({ patchPodMetadata: [{ patchPolicy: 'Overwrite', annotations: { a: value } }] }, { name })
      const pod = podOf({}, { namespace: '', annotations: { a: 'x' } })
      const request = { namespace: 'web' }
      const there = inject(pod, [write('1', 'y'), write('2', 'x')], { profile }, request)
      expect(there.patch).toEqual([{ op: 'add', path: '/metadata/namespace', value: 'web' }])
      expect(inject(pod, [write('1', 'x')], { profile }, request).changed).toBe(false)
    })
  })

  test('an error fails the whole request, also when nothing would have been injected', () => {
    const pod = podOf({}, { annotations: { [hashes]: 'not json' } })
    const result = inject(pod, [setOf({})], { profile })
    expect(result).toMatchObject({ allowed: false, changed: false })
    expect(codes(result.issues)).toEqual([`annotation-unreadable metadata.annotations.${hashes}`])
  })

  test('a bad annotation does not matter to a Pod that no SidecarSet matches', () => {
    const pod = podOf({}, { annotations: { [hashes]: 'not json' }, labels: { app: 'db' } })
    expect(inject(pod, [agentSet()], { profile })).toMatchObject({ allowed: true, changed: false })
  })

  test('annotations are read as patchPodMetadata left them: a hash annotation it breaks is refused', () => {
    const set = setOf({ patchPodMetadata: [{ annotations: { [hashes]: '[]' } }] })
    expect(inject(podOf(), [set], { profile })).toMatchObject({ allowed: false })
  })

  describe('namespace', () => {
    test.each<[string, ObjectMeta, request: string | undefined, expected: string | undefined]>([
      ["a changed Pod without one gets the request's", { namespace: '' }, 'web', 'web'],
      ['likewise where the field is missing', { namespace: undefined }, 'web', 'web'],
      ["the Pod's own stays", { namespace: 'default' }, 'default', 'default'],
      ['neither has one: nothing is written', { namespace: '' }, undefined, ''],
    ])('%s', (_, metadata, namespace, expected) => {
      const request = namespace === undefined ? {} : { namespace }
      const { changed, pod } = inject(podOf({}, metadata), [agentSet()], { profile }, request)
      expect(changed).toBe(true)
      expect(pod.metadata?.namespace).toBe(expected)
    })

    test('an unchanged Pod gets none', () => {
      const pod = podOf({}, { namespace: '', labels: { app: 'db' } })
      expect(inject(pod, [agentSet()], { profile }, { namespace: 'web' }).pod).toStrictEqual(pod)
    })
  })

  test('SidecarSets are visited in order of name, by the bytes of UTF-8, however they were given', () => {
    const sets = ['é', 'b', '\u{1f600}', 'B', '\uffee', 'a'].map((name) => agentSet({ name }, { name }))
    const { decisions } = inject(podOf(), sets, { profile })
    expect(decisions.map(({ sidecarSet }) => sidecarSet)).toEqual(['B', 'a', 'b', 'é', '\uffee', '\u{1f600}'])
  })
})

describe('what nobody names counts as', () => {
  const forDefault = { ...agentSet(), spec: { ...agentSet().spec, namespace: 'default' } }
  const pod = podOf({}, { namespace: '' })

  test('v1.3.0: no namespace', () => {
    expect(inject(pod, [forDefault]).changed).toBe(false)
  })

  test('v1.9.0: namespace default, for matching only', () => {
    const result = inject(pod, [forDefault], { profile: 'v1.9.0' })
    expect(result.changed).toBe(true)
    expect(result.pod.metadata?.namespace).toBe('')
  })
})

describe("v1.9.0 visits the SidecarSets bound to the Pod's namespace first", () => {
  const label = 'kubernetes.io/metadata.name'
  const free = agentSet({ name: 'free' }, { name: 'a-free' })
  const bound = (namespaceSelector: object): SidecarSet => ({
    ...agentSet({ name: 'bound' }, { name: 'z-bound' }),
    spec: { ...agentSet({ name: 'bound' }).spec, namespaceSelector },
  })
  const order = (set: SidecarSet, profile: 'v1.3.0' | 'v1.9.0' = 'v1.9.0'): string[] =>
    inject(podOf(), [free, set], { profile }).decisions.map(({ sidecarSet }) => sidecarSet)

  test.each<[string, object, string[]]>([
    ['by matchLabels', { matchLabels: { [label]: 'default' } }, ['z-bound', 'a-free']],
    [
      'by an In expression that lists it',
      { matchExpressions: [{ key: label, operator: 'In', values: ['web', 'default'] }] },
      ['z-bound', 'a-free'],
    ],
    [
      'only the first such expression counts',
      {
        matchExpressions: [
          { key: label, operator: 'NotIn', values: ['web'] },
          { key: label, operator: 'In', values: ['default'] },
        ],
      },
      ['z-bound', 'a-free'],
    ],
    [
      'NotIn binds to nothing',
      { matchExpressions: [{ key: label, operator: 'NotIn', values: ['web'] }] },
      ['a-free', 'z-bound'],
    ],
    ['a selector that fits everything binds to nothing', {}, ['a-free', 'z-bound']],
  ])('%s', (_, namespaceSelector, expected) => {
    expect(order(bound(namespaceSelector))).toEqual(expected)
  })

  test('spec.namespace of a v1alpha1 SidecarSet binds as well', () => {
    const set = agentSet({ name: 'bound' }, { name: 'z-bound' })
    expect(order({ ...set, spec: { ...set.spec, namespace: 'default' } })).toEqual(['z-bound', 'a-free'])
  })

  test('containers stand in that order', () => {
    const { pod } = inject(podOf(), [free, bound({ matchLabels: { [label]: 'default' } })], {
      profile: 'v1.9.0',
    })
    expect(names(pod)).toEqual(['bound', 'free', 'app'])
  })

  test('v1.3.0 knows no such thing', () => {
    expect(order(bound({ matchLabels: { [label]: 'default' } }), 'v1.3.0')).toEqual(['a-free', 'z-bound'])
  })
})

test('what is read while building comes from the Pod as it was handed in, not from sidecars of the same request', () => {
  const owner = agentSet({ name: 'owner', env: [{ name: 'TZ', value: 'UTC' }] }, { name: 'a' })
  const reader = agentSet(
    { name: 'reader', transferEnv: [{ sourceContainerName: 'owner', envName: 'TZ' }] },
    { name: 'b' },
  )
  const result = inject(podOf(), [owner, reader])
  expect(result.pod.spec?.containers?.find(({ name }) => name === 'reader')?.env).toEqual([
    { name: 'IS_INJECTED', value: 'true' },
  ])
  expect(codes(result.issues)).toEqual(['transfer-env-missing spec.containers.0.transferEnv.0'])
})

test('the annotations that record an injection are written for a Pod without any', () => {
  const { pod } = inject(podOf(), [agentSet()])
  expect(Object.keys(pod.metadata?.annotations ?? {}).sort()).toEqual([
    'kruise.io/sidecarset-hash',
    'kruise.io/sidecarset-hash-without-image',
    'kruise.io/sidecarset-injected-list',
  ])
  expect(annotation(pod, 'kruise.io/sidecarset-injected-list')).toBe('set')
})
