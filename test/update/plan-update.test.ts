import { describe, expect, test } from 'vitest'
import { planSidecarUpdate } from 'sidecarset/update'
import type { Pod, SidecarSetUpdateStrategy } from 'sidecarset'
import { cold, namesOf, now, orderNames, runningPod, setWith, withStatus } from './cluster.js'

const before = setWith([cold('log', 'log:1')])
const pods = (count: number): Pod[] =>
  Array.from({ length: count }, (_, index) => runningPod(before, `web-${index}`))
const plan = (
  strategy: SidecarSetUpdateStrategy,
  given: readonly Pod[],
  image = 'log:2',
): ReturnType<typeof planSidecarUpdate> =>
  planSidecarUpdate(setWith([cold('log', image)], strategy), given, { now })
const reasons = (strategy: SidecarSetUpdateStrategy, given: readonly Pod[], image?: string): string[] =>
  plan(strategy, given, image).waiting.map(({ name, reason }) => `${name} ${reason}`)

describe('how many', () => {
  const failing = withStatus(runningPod(before, 'bad'), { conditions: [{ type: 'Ready', status: 'False' }] })

  test('one at a time, unless told otherwise', () =>
    expect(namesOf(plan({}, pods(3)).next)).toEqual(['web-0']))

  test('Pods that are not ready cost nothing', () =>
    expect(namesOf(plan({ maxUnavailable: 0 }, [...pods(2), failing]).next)).toEqual(['bad']))

  test('updated Pods that are not back use up the limit', () => {
    const busy = withStatus(runningPod(setWith([cold('log', 'log:2')]), 'busy'), { phase: 'Pending' })
    expect(namesOf(plan({ maxUnavailable: 1 }, [busy, ...pods(2)]).next)).toEqual([])
    expect(namesOf(plan({ maxUnavailable: 2 }, [busy, ...pods(2)]).next)).toEqual(['web-0'])
  })

  test('the first ready Pod without room ends the round, even before Pods that are not ready', () => {
    const labels = (pod: Pod): Pod => ({
      ...pod,
      metadata: { ...pod.metadata, labels: { app: 'web', zone: 'x' } },
    })
    const given = [
      labels(failing),
      labels({ ...failing, metadata: { ...failing.metadata, name: 'worse' } }),
      ...pods(3),
    ]
    const strategy = { maxUnavailable: 0, scatterStrategy: [{ key: 'zone', value: 'x' }] }
    expect(orderNames(setWith([cold('log', 'log:2')], strategy), given)).toEqual([
      'bad',
      'web-0',
      'web-1',
      'web-2',
      'worse',
    ])
    expect(namesOf(plan(strategy, given).next)).toEqual(['bad'])
  })

  test('a partition counts candidates only', () => {
    const selector = { matchExpressions: [{ key: 'canary', operator: 'Exists' }] }
    const canary = { metadata: { labels: { canary: 'yes' } } }
    const given = [...pods(2), runningPod(before, 'c-0', canary), runningPod(before, 'c-1', canary)]
    expect(namesOf(plan({ selector, partition: 1, maxUnavailable: '100%' }, given).next)).toEqual(['c-0'])
  })
})

describe('why Pods wait', () => {
  test.each<[string, SidecarSetUpdateStrategy, string[]]>([
    ['no room', {}, ['web-1 held-by-max-unavailable', 'web-2 held-by-max-unavailable']],
    [
      'the partition',
      { maxUnavailable: 9, partition: 2 },
      ['web-1 held-by-partition', 'web-2 held-by-partition'],
    ],
    ['both', { partition: 1 }, ['web-1 held-by-max-unavailable', 'web-2 held-by-partition']],
    ['paused', { paused: true }, ['web-0 paused', 'web-1 paused', 'web-2 paused']],
    [
      'NotUpdate comes before paused',
      { type: 'NotUpdate', paused: true },
      ['web-0 not-update', 'web-1 not-update', 'web-2 not-update'],
    ],
    [
      'not selected, which pausing does not change',
      { paused: true, selector: { matchLabels: { a: 'b' } } },
      ['web-0 not-selected', 'web-1 not-selected', 'web-2 not-selected'],
    ],
  ])('%s', (_, strategy, waiting) => expect(reasons(strategy, pods(3))).toEqual(waiting))

  test('up to date', () => {
    expect(plan({}, pods(2), 'log:1')).toMatchObject({ gate: 'finished', next: [], upgrades: [] })
    expect(reasons({}, pods(2), 'log:1')).toEqual(['web-0 up-to-date', 'web-1 up-to-date'])
  })

  test('no Pods: finished', () =>
    expect(plan({ paused: true }, [])).toMatchObject({ gate: 'finished', waiting: [] }))

  test('Pods of one name in two namespaces are told apart', () => {
    const twins = ['a', 'b'].map((namespace) => runningPod(before, 'web', { metadata: { namespace } }))
    expect(plan({}, twins).waiting).toMatchObject([{ name: 'web', namespace: 'b' }])
  })
})
