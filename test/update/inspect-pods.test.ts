import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspectPods, planSidecarUpdate, simulateRollout } from 'sidecarset/update'
import type { Pod, SidecarSet } from 'sidecarset'
import type { UpdateReason } from 'sidecarset/update'
import { deepFreeze } from '../laws/deep-freeze.js'
import {
  annotation,
  appPod,
  cold,
  hot,
  now,
  runningPod,
  setWith,
  settled,
  withAnnotations,
  withReport,
  withStatus,
} from './cluster.js'

const before = setWith([cold('log', 'log:1')])
const set = setWith([cold('log', 'log:2')])
const pod = runningPod(before, 'web-0')
const hotSet = setWith([hot('mesh', 'mesh:2')])
const hotPod = runningPod(setWith([hot('mesh', 'mesh:1')]), 'web-0')

const inspect = (sidecarSet: SidecarSet, inspected: Pod): ReturnType<typeof inspectPods>[number] => {
  const [inspection] = inspectPods(sidecarSet, [deepFreeze(inspected)])
  if (inspection === undefined) throw new Error('no answer')
  return inspection
}

describe('where a Pod stands', () => {
  test.each<[UpdateReason, string, SidecarSet, Pod]>([
    ['upgradable', 'only an image differs', set, pod],
    ['up-to-date', 'it has the latest hash', before, pod],
    [
      'selector-mismatch',
      'its labels do not fit',
      set,
      { ...pod, metadata: { ...pod.metadata, labels: {} } },
    ],
    ['selector-empty', 'the SidecarSet selects nothing', setWith([], {}, { selector: {} }), pod],
    [
      'unknown-operator',
      'the selector cannot be used',
      setWith([], {}, { selector: { matchExpressions: [{ key: 'app', operator: 'Is' }] } }),
      pod,
    ],
    [
      'namespace-mismatch',
      'the SidecarSet is for another namespace',
      setWith([], {}, { namespace: 'kube' }),
      pod,
    ],
    ['pod-inactive', 'it has finished', set, withStatus(pod, { phase: 'Succeeded' })],
    [
      'pod-inactive',
      'it is being deleted',
      set,
      { ...pod, metadata: { ...pod.metadata, deletionTimestamp: now } },
    ],
    ['not-injected', 'it was created before the SidecarSet', set, settled(appPod('web-0'))],
    [
      'not-injected',
      'names in the list are not trimmed',
      set,
      withAnnotations(pod, { [annotation.list]: 'a, logs' }),
    ],
    [
      'containers-missing',
      'the SidecarSet has a container more',
      setWith([cold('log', 'log:2'), cold('new', 'a')]),
      pod,
    ],
    ['containers-missing', 'a container became hot-upgraded', setWith([hot('log', 'log:2')]), pod],
    [
      'working-container-unknown',
      'the working map has no entry',
      hotSet,
      withAnnotations(hotPod, { [annotation.working]: '{}' }),
    ],
    [
      'not-selected',
      'the rolling selector leaves it out',
      setWith([cold('log', 'log:2')], { selector: { matchLabels: { canary: 'yes' } } }),
      pod,
    ],
    [
      'needs-recreate',
      'env differs too',
      setWith([{ ...cold('log', 'log:2'), env: [{ name: 'A', value: 'b' }] }]),
      pod,
    ],
    [
      'status-incomplete',
      'a status is missing',
      set,
      withStatus(pod, { containerStatuses: pod.status?.containerStatuses?.slice(0, 1) }),
    ],
    ['pod-unreadable', 'its status is a text', set, { ...pod, status: 'Running' } as unknown as Pod],
  ])('%s: %s', (reason, _, sidecarSet, inspected) => {
    const inspection = inspect(sidecarSet, inspected)
    expect(inspection.reason).toBe(reason)
    expect(inspection.message).not.toBe('')
  })

  test('still-changing: the image of the last update is not there yet', () => {
    const [upgrade] = planSidecarUpdate(set, [pod], { now }).upgrades
    const changing = upgrade !== undefined && 'pod' in upgrade ? upgrade.pod : pod
    expect(inspect(setWith([cold('log', 'log:3')]), changing).reason).toBe('still-changing')
    expect(
      inspect(setWith([cold('log', 'log:3')]), withReport(changing, 'log', { ready: false })).reason,
    ).toBe('upgradable')
    expect(inspect(setWith([cold('log', 'log:3')]), settled(changing)).reason).toBe('upgradable')
  })

  test('an empty rolling selector selects all', () =>
    expect(inspect(setWith([cold('log', 'log:2')], { selector: {} }), pod).reason).toBe('upgradable'))

  test('that injection is paused or pinned has no say', () => {
    const injectionStrategy = { paused: true, revision: { revisionName: 'logs-0' } }
    expect(inspect(setWith([cold('log', 'log:2')], {}, { injectionStrategy }), pod).reason).toBe('upgradable')
  })
})

describe('what nobody is told in a cluster', () => {
  test.each<[string, string, SidecarSet, Pod]>([
    [
      'pod-hash-unreadable',
      'a hash annotation is a list',
      set,
      withAnnotations(pod, { [annotation.hash]: '[]' }),
    ],
    ['update-state-unreadable', 'an empty text', set, withAnnotations(pod, { [annotation.state]: '' })],
    [
      'working-container-unknown',
      'no working map',
      hotSet,
      withAnnotations(hotPod, { [annotation.working]: undefined }),
    ],
    ['container-status-missing', 'no status', set, withStatus(pod, { containerStatuses: [] })],
  ])('%s: %s', (code, _, sidecarSet, inspected) =>
    expect(inspect(sidecarSet, inspected).issues).toMatchObject([{ code, severity: 'warning' }]),
  )

  test('a good Pod draws nothing', () => expect(inspect(set, pod).issues).toEqual([]))

  test('a Pod of somebody else draws nothing', () =>
    expect(
      inspect(set, withAnnotations(pod, { [annotation.hash]: '[]', [annotation.list]: 'other' })).issues,
    ).toEqual([]))

  test('wrong types are reported with their places', () => {
    const broken = {
      metadata: { name: 'web-0', labels: { app: 1 }, creationTimestamp: 'yesterday' },
      spec: { containers: [null, { name: [] }] },
      status: { containerStatuses: {}, conditions: [{ type: 'Ready', status: true }] },
    }
    const { name, issues } = inspect(set, broken as unknown as Pod)
    expect(name).toBe('web-0')
    expect(issues.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['wrong-type', 'spec.containers.0'],
      ['wrong-type', 'spec.containers.1.name'],
      ['wrong-type', 'status.containerStatuses'],
      ['wrong-type', 'metadata.labels.app'],
      ['invalid-time', 'metadata.creationTimestamp'],
      ['wrong-type', 'status.conditions.0.status'],
    ])
  })
})

describe('hostile Pods', () => {
  const odd: unknown[] = [
    null,
    'pod',
    [],
    7,
    {},
    { metadata: null, spec: null, status: null },
    { metadata: { annotations: { [annotation.list]: 'logs' } } },
  ]

  test.each(odd.map((value) => [JSON.stringify(value), value]))('%s is answered', (_, value) => {
    const pods = [value as Pod, pod]
    expect(inspectPods(set, pods)[0]).toMatchObject({ matched: false })
    expect(planSidecarUpdate(set, pods, { now }).next).toEqual([{ namespace: 'default', name: 'web-0' }])
  })

  test('keys such as __proto__ are ordinary data', () => {
    const annotations = JSON.stringify(pod.metadata?.annotations).replace('{', '{"__proto__":"polluted",')
    const hostile = { ...pod, metadata: { ...pod.metadata, annotations: JSON.parse(annotations) } }
    const [upgrade] = planSidecarUpdate(set, [hostile], { now }).upgrades
    if (upgrade === undefined || 'issues' in upgrade) throw new Error('not upgraded')
    expect(Object.entries(upgrade.pod.metadata?.annotations ?? {})).toContainEqual(['__proto__', 'polluted'])
    expect(Object.hasOwn({}, 'polluted')).toBe(false)
  })

  test('nothing in a Pod makes anything throw', () =>
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withBigInt: true }),
        fc.jsonValue(),
        (anything, value) => {
          const metadata = {
            name: 'x',
            labels: { app: 'web' },
            annotations: {
              ...pod.metadata?.annotations,
              [annotation.state]: JSON.stringify(value),
              [annotation.hash]: JSON.stringify(value),
              [annotation.working]: JSON.stringify(value),
            },
          }
          const pods = [
            anything,
            { metadata: anything, spec: anything, status: anything },
            { metadata, spec: { containers: anything }, status: value },
            { ...pod, metadata },
            { ...hotPod, metadata },
          ] as Pod[]
          for (const each of [set, hotSet]) {
            inspectPods(each, pods)
            planSidecarUpdate(each, pods, { now })
            planSidecarUpdate(each, pods, { now, profile: 'v1.9.0' })
            simulateRollout(each, pods, { now, maxRounds: 3 })
          }
        },
      ),
    ))
})

describe("what is not a Pod's fault", () => {
  test('a SidecarSet that cannot be read', () =>
    expect(() => inspectPods({ spec: { containers: 'x' } } as unknown as SidecarSet, [])).toThrow(
      'wrong-type',
    ))

  test.each([undefined, '', 'today', new Date(NaN)])('now = %s', (value) =>
    expect(() => planSidecarUpdate(set, [], { now: value as string })).toThrow('missing-now'),
  )
})

test('the counters are those of matched Pods', () => {
  const pods = [
    pod,
    runningPod(set, 'web-1'),
    withStatus(pod, { phase: 'Pending' }),
    settled(appPod('web-2')),
  ]
  expect(planSidecarUpdate(set, pods, { now }).status).toEqual({
    matchedPods: 3,
    updatedPods: 1,
    readyPods: 2,
    updatedReadyPods: 1,
  })
})

describe('where the hashes come from', () => {
  const carrying = {
    ...set,
    metadata: {
      ...set.metadata,
      annotations: { [annotation.hash]: 'h', [annotation.hashWithoutImage]: 'n' },
    },
  }
  const entry = (hash: string): string => JSON.stringify({ logs: { hash } })
  const foreign = withAnnotations(pod, {
    [annotation.hash]: entry('h'),
    [annotation.hashWithoutImage]: entry('n'),
  })

  test('computed, unless asked', () => {
    expect(inspect(carrying, foreign)).toMatchObject({ updated: false, sameHashWithoutImage: false })
    expect(inspectPods(carrying, [foreign], { hashes: 'carried' })).toMatchObject([
      { updated: true, sameHashWithoutImage: true },
    ])
    expect(inspectPods(set, [pod], { hashes: 'carried' })).toMatchObject([{ reason: 'upgradable' }])
  })
})

describe('v1.9.0 matches by namespaceSelector', () => {
  const selecting = setWith(
    [cold('log', 'log:2')],
    {},
    { namespaceSelector: { matchLabels: { team: 'web' } } },
  )
  const namespaces = [{ metadata: { name: 'default', labels: { team: 'web' } } }]

  test.each<[UpdateReason, string, object]>([
    ['namespace-unknown', 'labels not given', {}],
    ['upgradable', 'labels fit', { namespaces }],
    ['namespace-selector-mismatch', 'labels do not', { namespaces: [{ metadata: { name: 'default' } }] }],
  ])('%s: %s', (reason, _, options) =>
    expect(inspectPods(selecting, [pod], { profile: 'v1.9.0', ...options })[0]?.reason).toBe(reason),
  )
})
