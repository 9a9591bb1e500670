import { describe, expect, test } from 'vitest'
import { applyPatch } from 'sidecarset'
import { planSidecarUpdate } from 'sidecarset/update'
import type { Pod, SidecarSet } from 'sidecarset'
import { repairHashes } from '../../src/update/upgrade-pod.js'
import { noteImageIds, readInplaceStates, writeInplaceStates } from '../../src/update/inplace-state.js'
import {
  annotation,
  cold,
  digestOf,
  hot,
  imagesOf,
  now,
  runningPod,
  setWith,
  settled,
  withAnnotations,
  withReport,
  withStatus,
} from './cluster.js'

const upgrade = (set: SidecarSet, pod: Pod): Pod => {
  const [first] = planSidecarUpdate(set, [pod], { now }).upgrades
  if (first === undefined || 'issues' in first) throw new Error('not upgraded')
  expect(applyPatch(pod, first.patch)).toEqual(first.pod)
  return first.pod
}

/** The flips of a round. */
const flipsOf = (...args: Parameters<typeof planSidecarUpdate>) => planSidecarUpdate(...args).flips

const annotationOf = (pod: Pod | undefined, key: string): string | undefined =>
  pod?.metadata?.annotations?.[key]

describe('an upgrade in place', () => {
  const before = setWith([cold('log', 'log:1'), cold('metrics', 'metrics:1')])
  const set = setWith([cold('log', 'log:2'), cold('metrics', 'metrics:1')])
  const pod = runningPod(before, 'web-0')
  const after = upgrade(set, pod)

  test('changes the images that differ, and no other', () =>
    expect(imagesOf(after)).toEqual({ app: 'app:1', log: 'log:2', metrics: 'metrics:1' }))

  test('touches nothing else', () => {
    expect(after.status).toEqual(pod.status)
    expect(after.metadata?.labels).toEqual(pod.metadata?.labels)
    const unchanged = pod.spec?.containers?.filter(({ name }) => name !== 'log')
    for (const container of unchanged ?? []) expect(after.spec?.containers).toContainEqual(container)
  })

  test('notes the hash, and leaves the one without image', () => {
    expect(JSON.parse(annotationOf(after, annotation.hash) ?? '')).toMatchObject({
      logs: { updateTimestamp: now, sidecarList: ['log', 'metrics'], controllerRevision: 'logs-1' },
    })
    expect(annotationOf(after, annotation.hashWithoutImage)).toBe(
      annotationOf(pod, annotation.hashWithoutImage),
    )
  })

  test('notes the imageID that is to go away', () =>
    expect(JSON.parse(annotationOf(after, annotation.state) ?? '').logs.lastContainerStatuses).toEqual({
      log: { imageID: `docker-pullable://log@${digestOf('log:1')}` },
    }))

  test('the patch has one operation for each thing written', () => {
    const plan = planSidecarUpdate(set, [pod], { now })
    expect(
      plan.upgrades.flatMap((each) =>
        'patch' in each ? each.patch.map(({ op, path }) => `${op} ${path}`) : [],
      ),
    ).toEqual([
      'replace /metadata/annotations/kruise.io~1sidecarset-hash',
      'add /metadata/annotations/kruise.io~1sidecarset-inplace-update-state',
      'replace /spec/containers/0/image',
    ])
  })

  test('one that changes no image is written down all the same', () => {
    const entry = JSON.stringify({ logs: { hash: 'of another time' } })
    const unchanged = upgrade(before, withAnnotations(pod, { [annotation.hash]: entry }))
    expect(imagesOf(unchanged)).toEqual(imagesOf(pod))
    expect(JSON.parse(annotationOf(unchanged, annotation.state) ?? '').logs.lastContainerStatuses).toEqual({})
  })

  test('is followed by patchPodMetadata', () => {
    const patchPodMetadata = [
      { annotations: { team: 'b', new: '1' }, patchPolicy: 'Retain' },
      { annotations: { over: '2' }, patchPolicy: 'Overwrite' },
    ]
    const patched = upgrade(
      setWith([cold('log', 'log:2'), cold('metrics', 'metrics:1')], {}, { patchPodMetadata }),
      withAnnotations(pod, { team: 'a', over: '1' }),
    )
    expect(patched.metadata?.annotations).toMatchObject({ team: 'a', new: '1', over: '2' })
  })
})

describe('an upgrade that fails', () => {
  const patchPodMetadata = [{ annotations: { conf: '{"a":1}' }, patchPolicy: 'MergePatchJson' }]
  const set = setWith([cold('log', 'log:2')], { maxUnavailable: 3 }, { patchPodMetadata })
  const pods = ['web-0', 'web-1', 'web-2'].map((name) => runningPod(setWith([cold('log', 'log:1')]), name))
  const plan = planSidecarUpdate(
    set,
    pods.map((pod, index) => (index === 1 ? withAnnotations(pod, { conf: 'no JSON' }) : pod)),
    { now },
  )

  test('ends the round, and keeps what came before', () => {
    expect(plan.next.map(({ name }) => name)).toEqual(['web-0', 'web-1', 'web-2'])
    expect(plan.upgrades).toMatchObject([
      { name: 'web-0', patch: expect.anything() },
      {
        name: 'web-1',
        issues: [
          { code: 'annotation-not-mergeable', path: ['spec', 'patchPodMetadata', 0, 'annotations', 'conf'] },
        ],
      },
    ])
    expect(plan.waiting).toMatchObject([
      { name: 'web-2', namespace: 'default', reason: 'after-failed-upgrade' },
    ])
  })
})

describe('a hot upgrade', () => {
  const at = (version: string, resourceVersion: string): SidecarSet => ({
    ...setWith([hot('mesh', `mesh:${version}`)]),
    metadata: { name: 'logs', resourceVersion },
  })
  const versions = (pod: Pod | undefined): (string | undefined)[] =>
    [
      'version.sidecarset.kruise.io/mesh-1',
      'versionalt.sidecarset.kruise.io/mesh-1',
      'version.sidecarset.kruise.io/mesh-2',
      'versionalt.sidecarset.kruise.io/mesh-2',
    ].map((key) => annotationOf(pod, key))
  const pod = runningPod(at('1', '100'), 'web-0')
  const first = upgrade(at('2', '200'), pod)

  test('1. the new image goes where the empty one was, and that container becomes the working one', () => {
    expect(imagesOf(first)).toMatchObject({ 'mesh-1': 'mesh:1', 'mesh-2': 'mesh:2' })
    expect(annotationOf(first, annotation.working)).toBe('{"mesh":"mesh-2"}')
    expect(versions(first)).toEqual(['1', '200', '200', '1'])
  })

  test('2. nothing more happens before it is ready', () =>
    expect(flipsOf(at('2', '200'), [first], { now })).toEqual([]))

  test('3. then the old container gets the empty image', () => {
    const [flip] = flipsOf(at('2', '200'), [settled(first)], { now })
    expect(imagesOf(flip?.pod)).toMatchObject({ 'mesh-1': 'empty:1', 'mesh-2': 'mesh:2' })
    expect(annotationOf(flip?.pod, annotation.working)).toBe('{"mesh":"mesh-2"}')
    expect(versions(flip?.pod)).toEqual(['0', '200', '200', '0'])
    expect(annotationOf(flip?.pod, annotation.hash)).toBe(annotationOf(first, annotation.hash))
  })

  test('the other containers being ready is enough for a flip', () => {
    const waiting = { ...withReport(settled(first), 'mesh-1', { ready: false }) }
    const notReady = { ...waiting, status: { ...waiting.status, phase: 'Unknown', conditions: [] } }
    expect(flipsOf(at('2', '200'), [notReady], { now })).toHaveLength(1)
    expect(flipsOf(at('2', '200'), [withReport(notReady, 'app', { ready: false })], { now })).toEqual([])
  })

  test('a flip asks neither for pausing nor for NotUpdate', () => {
    const stopped = {
      ...at('2', '200'),
      spec: { ...at('2', '200').spec, updateStrategy: { type: 'NotUpdate', paused: true } },
    }
    expect(planSidecarUpdate(stopped, [settled(first)], { now })).toMatchObject({
      gate: 'notUpdate',
      flips: [{ name: 'web-0' }],
    })
  })

  test('a Pod that is flipped and upgraded in one round is upgraded on top of its flip', () => {
    const third = at('3', '300')
    const { flips, upgrades } = planSidecarUpdate(third, [settled(first)], { now })
    const [flip] = flips
    const [change] = upgrades
    if (flip === undefined || change === undefined || 'issues' in change) throw new Error('nothing happens')
    expect(imagesOf(flip.pod)).toMatchObject({ 'mesh-1': 'empty:1', 'mesh-2': 'mesh:2' })
    expect(imagesOf(change.pod)).toMatchObject({ 'mesh-1': 'mesh:3', 'mesh-2': 'mesh:2' })
    expect(applyPatch(settled(first), change.patch)).toEqual(change.pod)
    expect(applyPatch(flip.pod, change.patch)).toEqual(change.pod)
  })

  const failing = withStatus(withReport(settled(first), 'mesh-2', { ready: false }), {
    conditions: [{ type: 'Ready', status: 'False' }],
  })

  test('a container that came up with a bad image is the target again', () => {
    expect(imagesOf(upgrade(at('3', '300'), failing))).toMatchObject({
      'mesh-1': 'mesh:1',
      'mesh-2': 'mesh:3',
    })
  })

  test('going back to the image that the other container still has changes no image', () => {
    const back = upgrade(at('1', '300'), failing)
    expect(imagesOf(back)).toEqual(imagesOf(failing))
    expect(annotationOf(back, annotation.working)).toBe('{"mesh":"mesh-2"}')
  })
})

describe('repairing hash annotations', () => {
  const repair = (text: string | undefined, withoutImage?: string): unknown => {
    const { entries, entriesWithoutImage } = repairHashes(text, withoutImage, (hash) => ({
      updateTimestamp: now,
      hash,
      sidecarSetName: 'mine',
      sidecarList: null,
    }))
    const summary = (map: typeof entries): unknown =>
      Object.fromEntries([...map].map(([name, entry]) => [name, `${entry.hash}/${entry.sidecarSetName}`]))
    return entriesWithoutImage === undefined
      ? [summary(entries)]
      : [summary(entries), summary(entriesWithoutImage)]
  }

  test.each([
    [
      'an object of entries stays',
      '{"a":{"hash":"h","sidecarSetName":"a"},"b":null}',
      '{"x":"y"}',
      [{ a: 'h/a', b: '/' }],
    ],
    ['null is no entries', 'null', '{"x":"y"}', [{}]],
    ['no annotation', undefined, undefined, [{}]],
    ['no JSON', 'x', '{"a":{}}', [{}]],
    ['a list, and the old form beside it', '[]', '{"a":"h"}', [{}, { a: 'h/mine' }]],
    ['the old form', '{"a":"h","b":null}', undefined, [{ a: 'h/mine', b: '/mine' }]],
    [
      'the old form twice: names leak',
      '{"a":"h","b":"i"}',
      '{"a":"j","c":"k"}',
      [
        { a: 'h/mine', b: 'i/mine' },
        { a: 'j/mine', b: 'i/mine', c: 'k/mine' },
      ],
    ],
    ['a mix: texts are lost', '{"a":{"hash":"h"},"b":"i"}', '{"a":{}}', [{ a: 'h/', b: '/' }]],
    [
      'a mix beside the old form: names leak',
      '{"a":{"hash":"h"},"b":"i"}',
      '{"c":"k"}',
      [
        { a: 'h/', b: '/' },
        { a: '/mine', b: 'i/mine', c: 'k/mine' },
      ],
    ],
    [
      'a wrong type inside: the rest stays',
      '{"a":{"hash":"h","sidecarSetName":1}}',
      undefined,
      [{ a: 'h/' }],
    ],
  ])('%s', (_, text, withoutImage, result) => expect(repair(text, withoutImage)).toEqual(result))
})

describe('the note of an in-place update', () => {
  const note = (text: string | undefined, imageIds: Record<string, string>): string =>
    writeInplaceStates(
      noteImageIds(
        readInplaceStates(text),
        'mine',
        { revision: 'r', updateTimestamp: now },
        new Map(Object.entries(imageIds)),
      ),
    )
  const mine = (statuses: string): string =>
    `{"mine":{"revision":"r","updateTimestamp":"${now}","lastContainerStatuses":${statuses}}}`

  test.each([
    ['is made', undefined, { b: 'x', a: '' }, mine('{"a":{},"b":{"imageID":"x"}}')],
    ['replaces what cannot be read', 'x', {}, mine('{}')],
    [
      'keeps revision, time and earlier notes',
      '{"mine":{"revision":"q","updateTimestamp":null,"lastContainerStatuses":{"a":{"imageID":"o"}}}}',
      { b: 'x' },
      '{"mine":{"revision":"q","updateTimestamp":null,"lastContainerStatuses":{"a":{"imageID":"o"},"b":{"imageID":"x"}}}}',
    ],
    ['keeps other entries', '{"other":null}', {}, `${mine('{}').slice(0, -1)},"other":null}`],
  ])('%s', (_, text, imageIds, result) => expect(note(text, imageIds as Record<string, string>)).toBe(result))
})
