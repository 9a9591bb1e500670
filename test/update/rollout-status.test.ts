import { describe, expect, test } from 'vitest'
import { describeRollout } from 'sidecarset/update'
import type { SidecarSetUpdateStrategy } from 'sidecarset'
import type { RolloutProgress, UpdateStatus } from 'sidecarset/update'
import { cold, setWith } from './cluster.js'

const counters = (matchedPods: number, updatedPods: number, updatedReadyPods: number): UpdateStatus => ({
  matchedPods,
  updatedPods,
  readyPods: updatedReadyPods,
  updatedReadyPods,
})

describe('the words of kubectl rollout status', () => {
  test.each<[RolloutProgress['phase'], boolean, SidecarSetUpdateStrategy, UpdateStatus, string]>([
    [
      'updating',
      false,
      {},
      counters(5, 1, 1),
      'Waiting for sidecarset "logs" rollout to finish: 1 out of 5 new pods have been updated...',
    ],
    [
      'settling',
      false,
      {},
      counters(5, 5, 3),
      'Waiting for sidecarset "logs" rollout to finish: 3 of 5 updated pods are available...',
    ],
    ['complete', true, {}, counters(5, 5, 5), 'sidecarset "logs" successfully rolled out'],
    ['complete', true, {}, counters(0, 0, 0), 'sidecarset "logs" successfully rolled out'],
    [
      'updating',
      false,
      { partition: '40%' },
      counters(5, 2, 2),
      'Waiting for sidecarset "logs" rollout to finish: 2 out of 3 new pods have been updated...',
    ],
    [
      'partitioned',
      true,
      { partition: 2 },
      counters(5, 3, 3),
      'partitioned roll out complete: 3 new pods have been updated...',
    ],
    [
      'settling',
      false,
      { partition: 2 },
      counters(5, 3, 2),
      'Waiting for sidecarset "logs" rollout to finish: 2 of 3 updated pods are available...',
    ],
    [
      'paused',
      false,
      { paused: true },
      counters(5, 1, 1),
      'sidecarset "logs" is paused: 1 out of 5 new pods have been updated',
    ],
    ['complete', true, { paused: true }, counters(5, 5, 5), 'sidecarset "logs" successfully rolled out'],
    [
      'not-update',
      true,
      { type: 'NotUpdate' },
      counters(5, 1, 1),
      'rollout status is only available for RollingUpdate strategy type',
    ],
  ])('%s (%s): %j %j', (phase, done, strategy, status, message) => {
    const set = setWith([cold('log', 'log:2')], strategy)
    expect(describeRollout(set, { status })).toEqual({ phase, done, message })
  })
})

describe("the SidecarSet's own status", () => {
  const set = { ...setWith([cold('log', 'log:2')]), status: { ...counters(2, 1, 1), observedGeneration: 3 } }
  const generation = (number: number): typeof set => ({
    ...set,
    metadata: { ...set.metadata, generation: number },
  })

  test('is asked where no counters are given', () => expect(describeRollout(set).phase).toBe('updating'))
  test('is old news when the spec is newer', () => {
    expect(describeRollout(generation(4)).message).toBe(
      'Waiting for sidecarset spec update to be observed...',
    )
    expect(describeRollout(generation(3)).phase).toBe('updating')
    expect(describeRollout(generation(4), { status: counters(2, 2, 2) }).phase).toBe('complete')
  })
})
