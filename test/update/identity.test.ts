import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPatch, type Pod, type ProfileName } from 'sidecarset'
import { planSidecarUpdate, simulateRollout } from 'sidecarset/update'
import { deepFreeze } from '../laws/deep-freeze.js'
import { arbitraryCluster } from './arbitrary-cluster.js'
import { cold, now, runningPod, setWith, settled } from './cluster.js'

describe('three Pods of one name in three namespaces', () => {
  const before = setWith([cold('log', 'log:1')])
  const set = setWith([cold('log', 'log:2')], { maxUnavailable: 2 })
  const pods = ['a', 'b', 'c'].map((namespace) => runningPod(before, 'web-0', { metadata: { namespace } }))

  test('are told apart in a plan', () => {
    const plan = planSidecarUpdate(set, pods, { now })
    const ids = [...plan.next, ...plan.waiting].map(({ namespace, name }) => `${namespace}/${name}`)
    expect(ids).toEqual(['a/web-0', 'b/web-0', 'c/web-0'])
    expect(plan.upgrades).toMatchObject([{ namespace: 'a' }, { namespace: 'b' }])
    expect(plan.waiting[0]?.message).toContain('a/web-0 is upgraded')
  })

  test('are each upgraded once in a rollout', () => {
    const { steps, end } = simulateRollout(set, pods, { now })
    expect(end).toBe('complete')
    expect(steps.flatMap(({ upgraded }) => upgraded.map(({ namespace }) => namespace))).toEqual([
      'a',
      'b',
      'c',
    ])
  })
})

test('a plan and a simulation share nothing with the Pods given', () => {
  const profiles = fc.constantFrom<ProfileName>('v1.3.0', 'v1.9.0')
  fc.assert(
    fc.property(arbitraryCluster(), profiles, ({ set, pods }, profile) => {
      const copy = structuredClone(pods)
      const plan = planSidecarUpdate(set, pods, { now, profile })
      const played = simulateRollout(set, pods, { now, profile, maxRounds: 3 })
      scribble(plan)
      scribble(played)
      expect(pods).toEqual(copy)
    }),
    { numRuns: 30 },
  )
})

/** Writes to everything that is reachable. */
function scribble(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const member of Object.values(value)) scribble(member)
  expect(Object.isFrozen(value)).toBe(false)
  if (Array.isArray(value)) value.push('scribble')
  else Object.assign(value, { scribble: true })
}

/** What v1.9.0 does in a round, told from its plans alone. */
describe('laws of a round in v1.9.0', () => {
  const law = (check: (plan: ReturnType<typeof planSidecarUpdate>, pods: readonly Pod[]) => void): void =>
    fc.assert(
      fc.property(arbitraryCluster(), (cluster) => {
        const { set, pods } = deepFreeze(cluster)
        check(planSidecarUpdate(set, pods, { now, profile: 'v1.9.0' }), pods)
      }),
    )

  test('a closed gate writes nothing at all', () =>
    law(({ gate, flips, upgrades, conditions }) => {
      if (gate === 'notUpdate' || gate === 'paused')
        expect([flips, upgrades, conditions]).toEqual([[], [], []])
    }))

  test('a round that flips does nothing else', () =>
    law(({ flips, upgrades, conditions }) => {
      if (flips.length > 0) expect([upgrades, conditions]).toEqual([[], []])
    }))

  test('upgraded Pods get True, Pods that need recreating False, others nothing', () =>
    law(({ flips, upgrades, conditions, waiting, gate }) => {
      if (gate !== 'upgrade' || flips.length > 0) return
      const told = (status: string) =>
        conditions.filter((each) => each.status === status).map(({ name }) => name)
      expect(told('True')).toEqual(upgrades.map(({ name }) => name))
      const stuck = waiting.filter(({ reason }) => reason === 'needs-recreate')
      expect(told('False')).toEqual(stuck.map(({ name }) => name))
    }))

  test('the patch of a condition applies to the Pod, after which nothing is left to write', () =>
    law(({ conditions }, pods) => {
      for (const { name, patch, status, message } of conditions) {
        const pod = pods.find(({ metadata }) => metadata?.name === name)
        if (pod === undefined) throw new Error('no Pod')
        expect(applyPatch(pod, patch).status?.conditions).toContainEqual(
          expect.objectContaining({ type: 'SidecarSetUpgradable', status, message, lastTransitionTime: now }),
        )
      }
    }))
})

describe('the condition SidecarSetUpgradable', () => {
  const before = setWith([{ ...cold('log', 'log:1'), env: [{ name: 'A', value: '1' }] }])
  const set = setWith([cold('log', 'log:2')])
  const withCondition = (message: string, status = 'True'): Pod => {
    const pod = runningPod(before, 'web-0')
    const condition = {
      type: 'SidecarSetUpgradable',
      status,
      message,
      reason: 'AllSidecarsetUpgradable',
      lastTransitionTime: '2025-01-01T00:00:00Z',
    }
    return {
      ...settled(pod),
      status: { ...pod.status, conditions: [...(pod.status?.conditions ?? []), condition] },
    }
  }
  const plan = (pod: Pod, others: readonly Pod[] = []) =>
    planSidecarUpdate(set, [pod, ...others], { now, profile: 'v1.9.0' })

  test('keeps the entries of other SidecarSets, in the order Go writes', () =>
    expect(plan(withCondition('{"z":true,"a":true}')).conditions).toMatchObject([
      { status: 'False', message: '{"a":true,"logs":false,"z":true}', lastTransitionTime: now },
    ]))

  test('its time stays while its status does', () =>
    expect(plan(withCondition('{"z":false}', 'False')).conditions).toMatchObject([
      { status: 'False', lastTransitionTime: '2025-01-01T00:00:00Z' },
    ]))

  test('is not written again', () => {
    const [first] = plan(withCondition('{}')).conditions
    const again = first === undefined ? [] : plan(applyPatch(withCondition('{}'), first.patch)).conditions
    expect(again).toEqual([])
  })

  test.each(['not json', '[]', 'null', '1'])('an unreadable message ends the round: %s', (message) => {
    const other = runningPod(setWith([cold('log', 'log:1')]), 'web-1')
    const { conditions, upgrades, failure, waiting } = plan(withCondition(message), [other])
    expect([conditions, upgrades]).toEqual([[], []])
    expect(failure).toMatchObject({ name: 'web-0', issues: [{ code: 'upgradable-condition-unreadable' }] })
    expect(waiting).toMatchObject([{ reason: 'needs-recreate' }, { reason: 'after-failed-upgrade' }])
  })
})

test('a rollout of many Pods goes to its end by default', () => {
  const before = setWith([cold('log', 'log:1')])
  const pod = runningPod(before, 'web')
  const pods = Array.from({ length: 1200 }, (_, index) => ({
    ...pod,
    metadata: { ...pod.metadata, name: `web-${index}` },
  }))
  const { end, steps } = simulateRollout(setWith([cold('log', 'log:2')]), pods, { now })
  expect([end, steps.length]).toEqual(['complete', 1201])
})
