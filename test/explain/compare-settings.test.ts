import { describe, expect, test } from 'vitest'
import {
  compareSidecarSets,
  formatComparison,
  type Pod,
  type SidecarSet,
  type SidecarSetSpec,
} from 'sidecarset'

const setOf = (spec: SidecarSetSpec): SidecarSet => ({
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    containers: [{ name: 'logs', image: 'logs:1' }],
    ...spec,
  },
})
const podOf = (app: string, namespace = 'shop'): Pod => ({
  metadata: { name: `${app}-0`, namespace, labels: { app } },
  spec: { containers: [{ name: 'app', image: 'app:1' }] },
})
const compare = (before: SidecarSetSpec, after: SidecarSetSpec, pods: readonly Pod[] = []) =>
  compareSidecarSets(setOf(before), setOf(after), pods)
const settings = (before: SidecarSetSpec, after: SidecarSetSpec): Record<string, string> =>
  Object.fromEntries(compare(before, after).settings.map(({ field, message }) => [field, message]))

describe('what changes besides containers', () => {
  test.each<[string, SidecarSetSpec, SidecarSetSpec, Record<string, RegExp>]>([
    ['nothing', {}, {}, {}],
    ['a default that is written', {}, { updateStrategy: { type: 'RollingUpdate' } }, {}],
    ['an image is told with the containers', {}, { containers: [{ name: 'logs', image: 'logs:2' }] }, {}],
    ['the namespace', {}, { namespace: 'shop' }, { namespace: /nothing becomes shop/ }],
    [
      'the strategy, field by field',
      { updateStrategy: { maxUnavailable: 1 } },
      { updateStrategy: { maxUnavailable: '20%', partition: 2 } },
      { 'updateStrategy.maxUnavailable': /1 becomes 20%/, 'updateStrategy.partition': /becomes 2/ },
    ],
    [
      'volumes by name',
      { volumes: [{ name: 'a' }, { name: 'b' }] },
      { volumes: [{ name: 'b', hostPath: { path: '/' } }, { name: 'c' }] },
      { volumes: /added c; removed a; changed b; new Pods only/ },
    ],
    ['pull secrets', {}, { imagePullSecrets: [{ name: 'r' }] }, { imagePullSecrets: /added r/ }],
    [
      'annotations by key, not by value',
      { patchPodMetadata: [{ annotations: { a: 'secret-1' } }] },
      { patchPodMetadata: [{ annotations: { a: 'secret-2', b: '1' } }] },
      { patchPodMetadata: /^added b; changed a; new Pods only$/ },
    ],
  ])('%s', (_, before, after, expected) => {
    const found = settings(before, after)
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
    for (const [field, message] of Object.entries(expected)) expect(found[field]).toMatch(message)
  })

  test('a revision', () => {
    const revision = { injectionStrategy: { revision: { revisionName: 'r' } } }
    expect(Object.keys(settings({}, revision))).toContain('injectionStrategy.revision.revisionName')
  })

  test('a selector with the Pods that come and go', () => {
    const pods = [podOf('web'), podOf('api'), podOf('api', 'test')]
    const compared = compare({}, { selector: { matchLabels: { app: 'api' } } }, pods)
    expect(compared.counts).toMatchObject({ gains: 2, loses: 1 })
    expect(compared.settings).toMatchObject([{ field: 'selector' }])
    expect(compared.settings[0]?.message).toMatch(/app=web becomes app=api; .*2 come and 1 go/)
    expect(formatComparison(compared)).toContain('spec.selector')
  })

  test('pausing injection keeps upgrades going, and the comparison says so', () => {
    const paused = { injectionStrategy: { paused: true } }
    const compared = compare({}, paused)
    expect(compared).toMatchObject({ rollout: 'automatic', injectionPaused: true })
    expect(settings({}, paused)['injectionStrategy.paused']).toMatch(/running Pods are upgraded/)
    expect(formatComparison(compared).replace(/\s+/g, ' ')).toContain('upgrades of running Pods go on')
    expect(compare(paused, {})).toMatchObject({ injectionPaused: false })
  })

  test('nothing where one version is not given', () =>
    expect(compareSidecarSets(undefined, setOf({}), []).settings).toEqual([]))
})
