import { describe, expect, test } from 'vitest'
import type { SidecarSetPatchPodMetadata } from 'sidecarset'
import { agentSet, bothProfiles, codes, hashes, inject, podOf, setOf } from './subjects.js'

describe.each(bothProfiles)('%s: patchPodMetadata', (profile) => {
  /** The annotations after; undefined where the Pod is refused. */
  const patched = (
    patches: SidecarSetPatchPodMetadata[],
    annotations: Record<string, string> = {},
  ): unknown => {
    const result = inject(podOf({}, { annotations }), [setOf({ patchPodMetadata: patches })], { profile })
    return result.allowed ? result.pod.metadata?.annotations : undefined
  }
  const one = (patchPolicy: string | undefined, own: string | undefined, value: string): unknown => {
    const policy = patchPolicy === undefined ? {} : { patchPolicy }
    const after = patched([{ ...policy, annotations: { k: value } }], own === undefined ? {} : { k: own })
    return after === undefined ? 'refused' : (after as { k?: string }).k
  }

  test.each<
    [string, policy: string | undefined, own: string | undefined, value: string, expected: string | undefined]
  >([
    ['Retain sets what the Pod lacks', 'Retain', undefined, 'p', 'p'],
    ['Retain leaves what is there', 'Retain', 'd', 'p', 'd'],
    ['Retain: an empty value is there', 'Retain', '', 'p', ''],
    ['Retain is the default', undefined, 'd', 'p', 'd'],
    ['Overwrite sets always', 'Overwrite', 'd', 'p', 'p'],
    ['Overwrite with nothing', 'Overwrite', 'd', '', ''],
    ['an unknown policy does nothing', 'overwrite', undefined, 'p', undefined],
    [
      'MergePatchJson: absent, the patch as it stands',
      'MergePatchJson',
      undefined,
      '{"b":1,"a":null}',
      '{"b":1,"a":null}',
    ],
    ['MergePatchJson: absent, JSON or not', 'MergePatchJson', undefined, 'not json', 'not json'],
    ['MergePatchJson: an empty value is as good as none', 'MergePatchJson', '', 'p', 'p'],
    ['MergePatchJson: merged by key, keys sorted', 'MergePatchJson', '{"b":1}', '{"a":2}', '{"a":2,"b":1}'],
    ['MergePatchJson: null deletes', 'MergePatchJson', '{"a":1,"b":2}', '{"a":null}', '{"b":2}'],
    [
      'MergePatchJson: objects merge to any depth',
      'MergePatchJson',
      '{"a":{"x":1}}',
      '{"a":{"y":2}}',
      '{"a":{"x":1,"y":2}}',
    ],
    ['MergePatchJson: a list replaces', 'MergePatchJson', '[1]', '[2,null]', '[2,null]'],
    ['MergePatchJson: a scalar of the Pod gives way', 'MergePatchJson', '1', '{"a":1}', '{"a":1}'],
    [
      'MergePatchJson: numbers keep their spelling',
      'MergePatchJson',
      '{"a":1.0}',
      '{"b":1e3}',
      '{"a":1.0,"b":1e3}',
    ],
    [
      'MergePatchJson: what HTML minds is escaped',
      'MergePatchJson',
      '{"a":"<"}',
      '{"b":1}',
      '{"a":"\\u003c","b":1}',
    ],
    ['MergePatchJson: the Pod has no JSON', 'MergePatchJson', 'd', '{}', 'refused'],
    ['MergePatchJson: the Pod has null', 'MergePatchJson', 'null', '{}', 'refused'],
    ['MergePatchJson: the patch is no JSON', 'MergePatchJson', '{}', 'p', 'refused'],
    ['MergePatchJson: the patch is null', 'MergePatchJson', '{}', 'null', 'refused'],
    ['MergePatchJson: the patch is a scalar', 'MergePatchJson', '{}', '1', 'refused'],
  ])('%s', (_, policy, own, value, expected) => {
    expect(one(policy, own, value)).toBe(expected)
  })

  test('entries in order: a later one sees what an earlier one wrote', () => {
    const patches = [
      { patchPolicy: 'Overwrite', annotations: { k: '{"a":1}' } },
      { patchPolicy: 'MergePatchJson', annotations: { k: '{"b":2}' } },
      { patchPolicy: 'Retain', annotations: { k: 'x', l: 'new' } },
    ]
    expect(patched(patches, { k: 'old' })).toEqual({ k: '{"a":1,"b":2}', l: 'new' })
  })

  test('SidecarSets in order of name', () => {
    const write = (name: string, patchPolicy: string) =>
      setOf({ patchPodMetadata: [{ patchPolicy, annotations: { k: name } }] }, { name })
    const sets = [write('b', 'Retain'), write('c', 'Overwrite'), write('a', 'Retain')]
    expect(inject(podOf(), sets, { profile }).pod.metadata?.annotations).toEqual({ k: 'c' })
  })

  test('only annotations: labels of an entry are not known', () => {
    const patch = { labels: { x: '1' }, annotations: {} } as SidecarSetPatchPodMetadata
    expect(inject(podOf(), [setOf({ patchPodMetadata: [patch] })], { profile }).changed).toBe(false)
  })

  test('a key such as __proto__ is a key', () => {
    const annotations = JSON.parse('{"__proto__":"p","constructor":"c"}') as Record<string, string>
    const after = patched([{ annotations }])
    expect(JSON.stringify(after)).toBe('{"__proto__":"p","constructor":"c"}')
  })

  test('a mistake names the SidecarSet, the entry and the key, and nothing is injected', () => {
    const patchPodMetadata = [
      { annotations: { x: '1' } },
      { patchPolicy: 'MergePatchJson', annotations: { k: 'p' } },
    ]
    const set = agentSet()
    const pod = podOf({}, { annotations: { k: '{}' } })
    const result = inject(pod, [{ ...set, spec: { ...set.spec, patchPodMetadata } }], { profile })
    expect(result.pod).toStrictEqual(pod)
    expect(result.decisions).toMatchObject([{ outcome: 'failed', reason: 'annotation-not-mergeable' }])
    expect(codes(result.issues)).toEqual(['annotation-not-mergeable spec.patchPodMetadata.1.annotations.k'])
    expect(result.issues).toMatchObject([{ resource: { kind: 'SidecarSet', name: 'set' } }])
  })

  test("annotations that injection itself writes may be patched; injection's own come last", () => {
    const set = agentSet()
    const patchPodMetadata = [{ patchPolicy: 'Overwrite', annotations: { [hashes]: '{"old":"h"}' } }]
    const { pod } = inject(podOf(), [{ ...set, spec: { ...set.spec, patchPodMetadata } }], { profile })
    expect(Object.keys(JSON.parse(pod.metadata?.annotations?.[hashes] ?? '') as object)).toEqual([
      'old',
      'set',
    ])
  })
})
