import { describe, expect, test } from 'vitest'
import { compareSidecarSets, type Pod, type SidecarSetUpdateStrategy } from 'sidecarset'
import { appPod, cold, runningPod, setWith, settled } from '../update/cluster.js'

/** A comparison says of running Pods what the planner does to them. */
describe('running Pods', () => {
  const before = setWith([cold('log', 'log:1')])
  const after = (strategy: SidecarSetUpdateStrategy) => setWith([cold('log', 'log:2')], strategy)
  const pods = ['web-0', 'web-1'].map((name) => runningPod(before, name))
  const compare = (strategy: SidecarSetUpdateStrategy, given: readonly Pod[] = pods) =>
    compareSidecarSets(before, after(strategy), given).pods

  test.each<[string, SidecarSetUpdateStrategy, string, RegExp]>([
    ['all at once', { maxUnavailable: 2 }, 'in-place', /restarts/],
    ['NotUpdate', { type: 'NotUpdate' }, 'recreate', /NotUpdate/],
    ['paused', { paused: true }, 'in-place', /paused/],
    ['partition 100%', { partition: '100%' }, 'in-place', /partition 100%/],
    ['maxUnavailable 0', { maxUnavailable: 0 }, 'in-place', /maxUnavailable is 0/],
    ['not selected', { selector: { matchLabels: { canary: 'yes' } } }, 'in-place', /selector/],
  ])('%s', (_, strategy, needs, message) => {
    const compared = compare(strategy)
    expect(compared).toMatchObject([{ effect: 'changes', needs }, { needs }])
    for (const each of compared) expect(each.message).toMatch(message)
  })

  test('a Pod that was created without the sidecar has to be recreated', () =>
    expect(compare({}, [settled(appPod('web-9'))])).toMatchObject([{ effect: 'changes', needs: 'recreate' }]))

  test('pausing injection leaves upgrades alone, and so the strategy decides', () =>
    expect(compare({ maxUnavailable: 2 })[0]?.needs).toBe('in-place'))

  test('a Pod that is still to be created gets the later version', () =>
    expect(
      compare({ type: 'NotUpdate' }, [{ metadata: { name: 'new', labels: { app: 'web' } }, spec: {} }]),
    ).toMatchObject([{ effect: 'changes', needs: 'in-place' }]))
})
