import { describe, expect, test } from 'vitest'
import { createInjector, hashSidecarSet, type ProfileName, type SidecarSet } from 'sidecarset'
import {
  agentSet,
  annotation,
  annotationJson,
  bothProfiles,
  codes,
  hashes,
  hashesWithoutImage,
  inject,
  injectedList,
  now,
  podOf,
  setOf,
} from './subjects.js'

/** What a Pod with this hash annotation has in it after an injection by SidecarSet `set`; undefined: refused. */
function continued(text: string, profile: ProfileName, set: SidecarSet = agentSet()): string | undefined {
  const result = inject(podOf({}, { annotations: { [hashes]: text } }), [set], { profile })
  return result.allowed ? annotation(result.pod, hashes) : undefined
}

/** The same without the entry of the injection itself, which sorts behind `a`. */
function kept(text: string, profile: ProfileName): string | undefined {
  return continued(text, profile)?.replace(/,?"set":\{.*\}\}$/, '}')
}

describe.each(bothProfiles)('%s: the hash annotations', (profile) => {
  test('an entry has time, hash, name and sidecarList, in that order', () => {
    const { hash, hashWithoutImage } = hashSidecarSet(agentSet(), { profile })
    const { pod } = inject(podOf(), [agentSet()], { profile })
    const entry = (text: string): string =>
      `{"set":{"updateTimestamp":"${now}","hash":"${text}","sidecarSetName":"set","sidecarList":["agent"]}}`
    expect(annotation(pod, hashes)).toBe(entry(hash))
    expect(annotation(pod, hashesWithoutImage)).toBe(entry(hashWithoutImage))
  })

  test('names are sorted by their bytes', () => {
    const sets = ['é', 'b', 'B', 'a'].map((name) => agentSet({ name }, { name }))
    expect(Object.keys(annotationJson(inject(podOf(), sets, { profile }).pod, hashes) as object)).toEqual([
      'B',
      'a',
      'b',
      'é',
    ])
  })

  test('they are computed, whatever the SidecarSet carries, with a warning where that does not fit', () => {
    const { hash, hashWithoutImage } = hashSidecarSet(agentSet(), { profile })
    const set = agentSet({}, { annotations: { [hashes]: 'h', [hashesWithoutImage]: 'w' } })
    const { pod, issues } = inject(podOf(), [set], { profile })
    expect(annotationJson(pod, hashes)).toMatchObject({ set: { hash } })
    expect(annotationJson(pod, hashesWithoutImage)).toMatchObject({ set: { hash: hashWithoutImage } })
    expect(codes(issues)).toEqual([`stale-hash metadata.annotations.${hashes}`])
  })

  test('with hashes: carried they are those of the SidecarSet, with a warning where they do not fit', () => {
    const set = agentSet({}, { annotations: { [hashes]: 'h', [hashesWithoutImage]: 'w' } })
    const { pod, issues } = inject(podOf(), [set], { profile, hashes: 'carried' })
    expect(annotationJson(pod, hashes)).toMatchObject({ set: { hash: 'h' } })
    expect(annotationJson(pod, hashesWithoutImage)).toMatchObject({ set: { hash: 'w' } })
    expect(codes(issues)).toEqual([`stale-hash metadata.annotations.${hashes}`])
  })

  test('an annotation that is absent or empty is computed, each by itself', () => {
    const computed = hashSidecarSet(agentSet(), { profile })
    const set = agentSet({}, { annotations: { [hashes]: '', [hashesWithoutImage]: 'w' } })
    const { pod } = inject(podOf(), [set], { profile, hashes: 'carried' })
    expect(annotationJson(pod, hashes)).toMatchObject({ set: { hash: computed.hash } })
    expect(annotationJson(pod, hashesWithoutImage)).toMatchObject({ set: { hash: 'w' } })
  })

  test('controllerRevision is status.latestRevision, in the first annotation only', () => {
    const { pod } = inject(podOf(), [{ ...agentSet(), status: { latestRevision: 'r-7' } }], { profile })
    expect(annotationJson(pod, hashes)).toMatchObject({ set: { controllerRevision: 'r-7' } })
    expect(annotation(pod, hashesWithoutImage)).not.toContain('controllerRevision')
  })

  test('an empty one is left out', () => {
    const { pod } = inject(podOf(), [{ ...agentSet(), status: { latestRevision: '' } }], { profile })
    expect(annotation(pod, hashes)).not.toContain('controllerRevision')
  })

  test('sidecarList: the names as the SidecarSet spells them, sorted, each once', () => {
    const hot = { upgradeType: 'HotUpgrade' }
    const containers = ['z', 'a', 'z'].map((name) => ({ name, image: 'x', upgradeStrategy: hot }))
    const { pod } = inject(podOf(), [setOf({ containers })], { profile })
    expect(annotationJson(pod, hashes)).toMatchObject({ set: { sidecarList: ['a', 'z'] } })
  })

  test('an entry of the same SidecarSet is written anew, those of others are kept', () => {
    const text = JSON.stringify({ set: { hash: 'old' }, other: { hash: 'o' } })
    const value = JSON.parse(continued(text, profile) ?? '') as Record<string, { hash: string }>
    expect(Object.keys(value)).toEqual(['other', 'set'])
    expect(value['other']?.hash).toBe('o')
    expect(value['set']?.hash).not.toBe('old')
  })

  describe('reading what an earlier injection left', () => {
    const whole = {
      updateTimestamp: '2025-01-01T00:00:00Z',
      hash: 'h',
      sidecarSetName: 'a',
      sidecarList: ['x'],
    }
    const written = (entry: object): string => JSON.stringify({ a: entry })

    test.each<[string, text: string, expected: string]>([
      ['empty text is {}', '', '{}'],
      [
        "Go's zero time is written as null",
        written({ ...whole, updateTimestamp: '0001-01-01T00:00:00Z' }),
        written({ ...whole, updateTimestamp: null }),
      ],
      [
        'the same time with an offset',
        written({ ...whole, updateTimestamp: '0001-01-01T08:00:00+08:00' }),
        written({ ...whole, updateTimestamp: null }),
      ],
      ['an empty object', '{}', '{}'],
      ['an entry of today stays', written(whole), written(whole)],
      [
        'with a controllerRevision',
        written({ ...whole, controllerRevision: 'r' }),
        written({ ...whole, controllerRevision: 'r' }),
      ],
      ['unknown keys are dropped', written({ ...whole, more: 1 }), written(whole)],
      [
        'absent ones are null, "", "", null and left out',
        written({}),
        '{"a":{"updateTimestamp":null,"hash":"","sidecarSetName":"","sidecarList":null}}',
      ],
      [
        'so is null',
        '{"a":null}',
        '{"a":{"updateTimestamp":null,"hash":"","sidecarSetName":"","sidecarList":null}}',
      ],
      [
        'the keys come in their order',
        '{"a":{"sidecarList":["x"],"hash":"h","sidecarSetName":"a","updateTimestamp":"2025-01-01T00:00:00Z"}}',
        written(whole),
      ],
      [
        'keys do not mind case',
        '{"a":{"HASH":"h","sidecarsetname":"a","sidecarLIST":["x"],"UpdateTimestamp":"2025-01-01T00:00:00Z"}}',
        written(whole),
      ],
      [
        'times in UTC, without fractions',
        written({ ...whole, updateTimestamp: '2025-01-01T01:30:00.75+01:30' }),
        written(whole),
      ],
      [
        'a time with a one-digit hour, as Go reads it',
        written({ ...whole, updateTimestamp: '2025-01-01T0:00:00Z' }),
        written(whole),
      ],
      [
        'of a name that comes twice the last counts',
        '{"a":{"hash":"o"},"a":{"hash":"h"}}',
        '{"a":{"updateTimestamp":null,"hash":"h","sidecarSetName":"","sidecarList":null}}',
      ],
      [
        'likewise of a field',
        '{"a":{"hash":"o","hash":"h"}}',
        '{"a":{"updateTimestamp":null,"hash":"h","sidecarSetName":"","sidecarList":null}}',
      ],
      [
        'a null element of sidecarList is empty',
        written({ ...whole, sidecarList: [null] }),
        written({ ...whole, sidecarList: [''] }),
      ],
      [
        'an empty sidecarList stays',
        written({ ...whole, sidecarList: [] }),
        written({ ...whole, sidecarList: [] }),
      ],
      [
        'the old form: name and hash',
        '{"a":"h"}',
        '{"a":{"updateTimestamp":null,"hash":"h","sidecarSetName":"a","sidecarList":null}}',
      ],
      [
        'text is written as Go writes it',
        written({ ...whole, hash: '<&>' }),
        written(whole).replace('"h"', '"\\u003c\\u0026\\u003e"'),
      ],
      [
        'spaces around are no matter',
        ' { "a" : "h" } ',
        '{"a":{"updateTimestamp":null,"hash":"h","sidecarSetName":"a","sidecarList":null}}',
      ],
    ])('%s', (_, text, expected) => {
      expect(kept(text, profile)).toBe(expected)
    })

    test.each<[string, text: string]>([
      ['no JSON', 'not json'],
      ['the text null, on which the reference crashes', 'null'],
      ['a list', '[]'],
      ['a scalar', '"a"'],
      ['a mix of objects and strings', '{"a":"h","b":{}}'],
      ['a number as hash', '{"a":1}'],
      ['a wrong type inside', '{"a":{"hash":1}}'],
      ['a wrong type in sidecarList', '{"a":{"sidecarList":"x"}}'],
      ['a wrong element of sidecarList', '{"a":{"sidecarList":[1]}}'],
      ['a wrong type under a name that comes again', '{"a":1,"a":"h"}'],
      ['a mix under a name that comes again', '{"a":"h","a":{}}'],
      ['a wrong type of a field that comes again', '{"a":{"hash":1,"hash":"h"}}'],
      ['a wrong type of a field that comes again with capitals', '{"a":{"HASH":1,"hash":"h"}}'],
      ['a wrong type after an escaped name', '{"a":1,"\\u0061":"h"}'],
      ['a bad time', '{"a":{"updateTimestamp":"yesterday"}}'],
      ['no time of that form', '{"a":{"updateTimestamp":"2025-01-01 00:00:00"}}'],
      ['a day that is none', '{"a":{"updateTimestamp":"2025-02-30T00:00:00Z"}}'],
    ])('refused: %s', (_, text) => {
      expect(continued(text, profile)).toBeUndefined()
    })

    test.each([hashes, hashesWithoutImage])('both annotations are read: %s', (name) => {
      const result = inject(podOf({}, { annotations: { [name]: '[]' } }), [agentSet()], { profile })
      expect(result.allowed).toBe(false)
      expect(result.issues).toMatchObject([
        {
          code: 'annotation-unreadable',
          resource: { kind: 'Pod', name: 'p' },
          path: ['metadata', 'annotations', name],
        },
      ])
    })

    test('an entry named __proto__ is an entry', () => {
      const text = '{"__proto__":{"updateTimestamp":null,"hash":"h","sidecarSetName":"x","sidecarList":null}'
      expect(continued(`${text}}`, profile)?.startsWith(text)).toBe(true)
    })
  })
})

describe('what differs', () => {
  const empty = setOf({ patchPodMetadata: [{ annotations: { x: '1' } }] }, { name: 'empty' })
  const native = setOf({
    containers: [{ name: 'z', image: 'z' }],
    initContainers: [
      { name: 'native', image: 'n', restartPolicy: 'Always' },
      { name: 'plain', image: 'p' },
    ],
  })

  test.each<[ProfileName, string, string[]]>([
    ['v1.3.0', 'an entry for every matched SidecarSet', ['empty', 'set']],
    ['v1.9.0', 'entries for those with containers only', ['set']],
  ])('%s writes %s', (profile, _, expected) => {
    const { pod } = inject(podOf(), [agentSet(), empty], { profile })
    expect(Object.keys(annotationJson(pod, hashes) as object)).toEqual(expected)
    expect(annotation(pod, injectedList)).toBe('empty,set')
  })

  test.each<[ProfileName, string, string[]]>([
    ['v1.3.0', 'containers only', ['z']],
    ['v1.9.0', 'native sidecars too', ['native', 'z']],
  ])('%s lists %s', (profile, _, expected) => {
    const { pod } = inject(podOf(), [native], { profile })
    expect(annotationJson(pod, hashes)).toMatchObject({ set: { sidecarList: expected } })
  })

  test.each(bothProfiles)('%s: sidecarList is [] where there are init containers only', (profile) => {
    const { pod } = inject(podOf(), [setOf({ initContainers: [{ name: 'i', image: 'i' }] })], { profile })
    expect(annotation(pod, hashes)).toContain('"sidecarList":[]')
  })

  test.each<[ProfileName, old: string, expected: string]>([
    ['v1.3.0', 'other,gone', 'set'],
    ['v1.9.0', 'other,gone', 'gone,other,set'],
    ['v1.9.0', '', 'set'],
    ['v1.9.0', 'set,set, set', ' set,set'],
    ['v1.9.0', ',', ',set'],
  ])('%s: the injected list after %j is %j', (profile, old, expected) => {
    const pod = podOf({}, { annotations: { [injectedList]: old } })
    expect(annotation(inject(pod, [agentSet()], { profile }).pod, injectedList)).toBe(expected)
  })

  test('v1.3.0 lists in visiting order, v1.9.0 sorted', () => {
    const label = 'kubernetes.io/metadata.name'
    const bound = agentSet({ name: 'b' }, { name: 'z' })
    const sets = [
      agentSet({ name: 'a' }, { name: 'a' }),
      { ...bound, spec: { ...bound.spec, namespaceSelector: { matchLabels: { [label]: 'default' } } } },
    ]
    expect(annotation(inject(podOf(), sets, { profile: 'v1.9.0' }).pod, injectedList)).toBe('a,z')
    expect(annotation(inject(podOf(), sets).pod, injectedList)).toBe('a,z')
  })
})

describe('now', () => {
  test.each<[string, string | Date, string]>([
    ['a text', '2026-03-04T05:06:07Z', '2026-03-04T05:06:07Z'],
    ['with an offset and a fraction', '2026-03-04T07:06:07.999+02:00', '2026-03-04T05:06:07Z'],
    ['a Date', new Date('2026-03-04T05:06:07.5Z'), '2026-03-04T05:06:07Z'],
  ])('%s', (_, given, expected) => {
    const { pod } = inject(podOf(), [agentSet()], {}, { now: given })
    expect(annotationJson(pod, hashes)).toMatchObject({ set: { updateTimestamp: expected } })
  })

  test.each<[string, string | Date | undefined]>([
    ['missing', undefined],
    ['no time', 'now'],
    ['an invalid Date', new Date('x')],
  ])('%s, and one has to be written: refused', (_, given) => {
    const result = inject(podOf(), [agentSet()], {}, { now: given } as { now: string })
    expect(result).toMatchObject({
      allowed: false,
      changed: false,
      decisions: [{ outcome: 'failed', reason: 'missing-now' }],
    })
    expect(codes(result.issues)).toEqual(['missing-now '])
  })

  test('is the time of each request, also for requests a few seconds apart', () => {
    const injector = createInjector({ sidecarSets: [agentSet()] })
    for (const second of ['00', '03', '03', '01', '00']) {
      const { pod } = injector.inject(podOf(), { now: `2026-03-04T05:06:${second}Z` })
      expect(annotationJson(pod, hashes)).toMatchObject({
        set: { updateTimestamp: `2026-03-04T05:06:${second}Z` },
      })
    }
  })

  test('a function is called once, when it is written', () => {
    let calls = 0
    const clock = (): string => `2026-03-04T05:06:0${++calls}Z`
    inject(podOf(), [setOf({ selector: { matchLabels: { app: 'db' } } })], {}, { now: clock })
    expect(calls).toBe(0)
    const { pod } = inject(podOf(), [agentSet()], {}, { now: clock })
    expect(annotationJson(pod, hashes)).toMatchObject({ set: { updateTimestamp: '2026-03-04T05:06:01Z' } })
    expect(calls).toBe(1)
  })

  test.each<[string, SidecarSet]>([
    ['nothing matches', setOf({ selector: { matchLabels: { app: 'db' } } })],
    ['only metadata is patched', setOf({ patchPodMetadata: [{ annotations: { x: '1' } }] })],
  ])('missing, and %s: no matter', (_, set) => {
    expect(inject(podOf(), [set], {}, { now: undefined } as unknown as { now: string })).toMatchObject({
      allowed: true,
      issues: [],
    })
  })
})
