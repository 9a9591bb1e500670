import { describe, expect, test } from 'vitest'
import { formatRollout, planSidecarUpdate, simulateRollout } from 'sidecarset/update'
import type { Pod, SidecarSetUpdateStrategy } from 'sidecarset'
import type { RolloutSimulation, SimulationOptions } from 'sidecarset/update'
import { cold, hot, imagesOf, namesOf, now, runningPod, setWith, withStatus } from './cluster.js'

const before = setWith([cold('log', 'log:1')])
const set = (strategy: SidecarSetUpdateStrategy = {}): ReturnType<typeof setWith> =>
  setWith([cold('log', 'log:2')], strategy)
const pods = (count: number): Pod[] =>
  Array.from({ length: count }, (_, index) => runningPod(before, `web-${index}`))
const play = (
  strategy: SidecarSetUpdateStrategy,
  count: number,
  options: Partial<SimulationOptions> = {},
): RolloutSimulation => simulateRollout(set(strategy), pods(count), { now, ...options })
const upgraded = ({ steps }: RolloutSimulation): readonly (readonly string[])[] =>
  steps.map((step) => namesOf(step.upgraded))

describe('a rollout', () => {
  test('goes one by one, and ends with a round in which the last is back', () =>
    expect(upgraded(play({}, 3))).toEqual([['web-0'], ['web-1'], ['web-2'], []]))

  test('goes several at a time', () =>
    expect(upgraded(play({ maxUnavailable: '50%' }, 4))).toEqual([
      ['web-0', 'web-1'],
      ['web-2', 'web-3'],
      [],
    ]))

  test('waits for what takes longer', () =>
    expect(upgraded(play({}, 2, { readiness: 3 }))).toEqual([['web-0'], [], [], ['web-1'], [], [], []]))

  test('stops at a Pod that never comes back, and says who waits', () => {
    const readiness: SimulationOptions['readiness'] = ({ name }) => (name === 'web-1' ? 'never' : 1)
    const { end, status, waiting, steps } = play({}, 3, { readiness })
    expect(end).toBe('stopped')
    expect(status).toEqual({ matchedPods: 3, updatedPods: 2, readyPods: 2, updatedReadyPods: 1 })
    expect(waiting).toMatchObject([{ name: 'web-2', reason: 'held-by-max-unavailable' }])
    expect(steps.at(-1)).toMatchObject({ unavailable: [{ namespace: 'default', name: 'web-1' }] })
  })

  test('stops at the partition', () =>
    expect(play({ partition: 2 }, 3)).toMatchObject({
      end: 'stopped',
      waiting: [{ reason: 'held-by-partition' }, { reason: 'held-by-partition' }],
    }))

  test('has no rounds where there is nothing to do', () => {
    expect(play({}, 0)).toMatchObject({ steps: [], end: 'no-pods' })
    expect(play({ paused: true }, 2)).toMatchObject({ steps: [], end: 'stopped' })
  })

  test('ends at the limit of rounds', () =>
    expect(play({}, 5, { maxRounds: 2 })).toMatchObject({ end: 'limit', status: { updatedPods: 2 } }))

  test('ends at a Pod whose upgrade fails, round for round', () => {
    const patchPodMetadata = [{ annotations: { conf: '{}' }, patchPolicy: 'MergePatchJson' }]
    const broken = runningPod(before, 'bad', {
      metadata: { annotations: { conf: 'x' }, creationTimestamp: now },
    })
    const simulation = simulateRollout(
      setWith([cold('log', 'log:2')], {}, { patchPodMetadata }),
      [...pods(1), broken],
      { now },
    )
    expect(simulation).toMatchObject({ end: 'stopped', steps: [] })
  })

  test('counts the time', () =>
    expect(play({}, 2, { secondsPerRound: 30 }).steps.map((step) => step.now)).toEqual([
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:30Z',
      '2026-01-01T00:01:00Z',
    ]))

  test('asks about each change once', () => {
    const asked: string[] = []
    simulateRollout(set({ maxUnavailable: 2 }), pods(2), {
      now,
      readiness: ({ round, name, container, image }) =>
        asked.push(`${round} ${name} ${container} ${image}`) * 0,
    })
    expect(asked).toEqual(['1 web-0 log log:2', '1 web-1 log log:2'])
  })

  test.each([() => NaN, Infinity])('%s rounds are never', (readiness) =>
    expect(play({}, 1, { readiness }).end).toBe('stopped'),
  )
})

describe('a hot upgrade', () => {
  const old = setWith([hot('mesh', 'mesh:1')])
  const simulation = simulateRollout(setWith([hot('mesh', 'mesh:2')]), [runningPod(old, 'web-0')], { now })

  test('takes two changes: the new container, then the flip', () =>
    expect(
      simulation.steps.map(({ upgraded, flipped, settled }) => ({
        upgraded: namesOf(upgraded),
        flipped: namesOf(flipped),
        settled: namesOf(settled),
      })),
    ).toEqual([
      { upgraded: ['web-0'], flipped: [], settled: [] },
      { upgraded: [], flipped: ['web-0'], settled: ['web-0'] },
      { upgraded: [], flipped: [], settled: ['web-0'] },
    ]))

  test('leaves the old container empty', () => {
    expect(simulation.end).toBe('complete')
    expect(imagesOf(simulation.pods[0])).toMatchObject({ 'mesh-1': 'empty:1', 'mesh-2': 'mesh:2' })
  })
})

describe('Pods that are changing at the start', () => {
  test('come up first where the readiness model says so', () => {
    const halfway = play({}, 1, { maxRounds: 1 }).pods
    const again = simulateRollout(set(), halfway, { now, readiness: () => 1 })
    expect(again).toMatchObject({ end: 'complete', steps: [{ settled: [{ name: 'web-0' }], upgraded: [] }] })
  })

  test('stay as they are where they are not ready and nothing says otherwise', () => {
    const halfway = play({}, 1, { maxRounds: 1 }).pods
    expect(simulateRollout(set(), halfway, { now })).toMatchObject({ end: 'stopped', steps: [] })
  })

  test('come up where they are ready, and the kubelet has not begun', () => {
    const [upgraded] = planSidecarUpdate(set(), pods(1), { now }).upgrades
    const written = upgraded !== undefined && 'pod' in upgraded ? [upgraded.pod] : []
    expect(simulateRollout(set(), written, { now })).toMatchObject({ end: 'complete' })
  })

  test('Pods that are not ready for other reasons stay so', () => {
    const pending = withStatus(runningPod(before, 'web-0'), {
      phase: 'Pending',
      conditions: [{ type: 'Ready', status: 'False' }],
    })
    expect(simulateRollout(set(), [pending], { now })).toMatchObject({
      end: 'stopped',
      status: { updatedPods: 1, readyPods: 0 },
      waiting: [],
    })
  })
})

test('as text', () => {
  const partition = formatRollout(play({ partition: 1 }, 2))
  expect(partition.split('\n')).toEqual([
    'SidecarSet logs: 2 rounds, then stuck: 1 Pod cannot be updated (held-by-partition)',
    '  round 1: 0/2 updated; upgrade web-0; unavailable: web-0',
    '  round 2: 1/2 updated; containers ready: web-0; unavailable: none',
    expect.stringMatching(/^ {2}web-1 waits: .* \[held-by-partition\]$/),
  ])
})
