import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareSidecarSets,
  createInjector,
  findMatchingPods,
  formatComparison,
  type Pod,
  type PodEffect,
  type PodsContext,
  type SidecarSet,
  type SidecarSetSpec,
} from 'sidecarset'
import { scenarios } from '../laws/generators.js'

const pod = (name: string, labels: Record<string, string>, namespace = 'web'): Pod => ({
  metadata: { name, namespace, labels },
  spec: { containers: [{ name: 'app', image: 'shop:1' }] },
})

const logs = (spec: SidecarSetSpec = {}): SidecarSet => ({
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs' },
  spec: {
    selector: { matchLabels: { app: 'shop' } },
    containers: [{ name: 'logs', image: 'logs:1' }],
    ...spec,
  },
})

const shop = pod('shop', { app: 'shop' })
const cart = pod('cart', { app: 'cart' })

describe('findMatchingPods', () => {
  const names = (set: SidecarSet, pods: readonly Pod[], context?: PodsContext) => {
    const { matching, unknown, others } = findMatchingPods(set, pods, context)
    const namesOf = (list: typeof matching) => list.map(({ id }) => id.name)
    return { matching: namesOf(matching), unknown: namesOf(unknown), others: namesOf(others) }
  }

  test('every Pod is in one list, in the order given', () => {
    const ended: Pod = { ...pod('ended', { app: 'shop' }), status: { phase: 'Succeeded' } }
    const bad = pod('bad', { app: 2 as unknown as string })
    expect(names(logs(), [cart, shop, ended, bad])).toEqual({
      matching: ['shop'],
      unknown: ['bad'],
      others: ['cart', 'ended'],
    })
  })

  test('the Pods are those that were given, and the decision says why', () => {
    const [match] = findMatchingPods(logs(), [shop]).matching
    expect(match?.pod).toStrictEqual(shop)
    expect(match?.decision).toMatchObject({ outcome: 'injected', reason: 'matched' })
  })

  test('a Pod matches also where what the SidecarSet brings is not authorised', () => {
    const set = logs({
      containers: [{ name: 'logs', image: 'logs:1', volumeMounts: [{ name: 'c', mountPath: '/c' }] }],
      volumes: [{ name: 'c', configMap: { name: 'kube-system/c' } }],
    })
    expect(names(set, [shop]).matching).toEqual(['shop'])
  })

  test('without the labels of the Namespace nobody can tell', () => {
    const set = logs({ namespaceSelector: { matchLabels: { team: 'a' } } })
    expect(names(set, [shop], { profile: 'v1.9.0' }).unknown).toEqual(['shop'])
    const namespaces = [{ metadata: { name: 'web', labels: { team: 'a' } } }]
    expect(names(set, [shop], { profile: 'v1.9.0', namespaces }).matching).toEqual(['shop'])
  })
})

describe('compareSidecarSets', () => {
  const withImage = (image: string) => logs({ containers: [{ name: 'logs', image }] })
  const hot = (image: string) =>
    logs({ containers: [{ name: 'logs', image, upgradeStrategy: { upgradeType: 'HotUpgrade' } }] })
  const missing = logs({
    containers: [{ name: 'logs', image: 'logs:1', volumeMounts: [{ name: 'x', mountPath: '/x' }] }],
  })
  const everything = logs({ selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } })

  test.each<[string, SidecarSet | undefined, SidecarSet | undefined, PodEffect, string]>([
    ['no change', logs(), logs(), 'same', 'nothing'],
    ['another image', logs(), withImage('logs:2'), 'changes', 'in-place'],
    ['another image of a hot-upgraded container', hot('logs:1'), hot('logs:2'), 'changes', 'hot-upgrade'],
    [
      'another env',
      logs(),
      logs({ containers: [{ name: 'logs', image: 'logs:1', env: [{ name: 'A', value: '1' }] }] }),
      'changes',
      'recreate',
    ],
    [
      'patchPodMetadata',
      logs(),
      logs({ patchPodMetadata: [{ annotations: { a: 'b' } }] }),
      'changes',
      'new-pods-only',
    ],
    ['a new SidecarSet', undefined, logs(), 'gains', 'recreate'],
    ['a deleted SidecarSet', logs(), undefined, 'loses', 'recreate'],
    ['it is paused', logs(), logs({ injectionStrategy: { paused: true } }), 'loses', 'recreate'],
    ['what it brings fails', logs(), missing, 'refused', 'recreate'],
    ['what failed is mended', missing, logs(), 'gains', 'recreate'],
    ['a wider selector, for a Pod that matched', logs(), everything, 'same', 'nothing'],
  ])('%s', (_title, before, after, effect, needs) => {
    expect(compareSidecarSets(before, after, [shop]).pods).toMatchObject([{ effect, needs }])
  })

  test('a wider selector, for a Pod that did not match', () => {
    const { pods, counts } = compareSidecarSets(logs(), everything, [shop, cart])
    expect(pods.map(({ effect }) => effect)).toEqual(['same', 'gains'])
    expect(counts).toEqual({ gains: 1, loses: 0, changes: 0, same: 1, refused: 0, unknown: 0 })
  })

  test.each<[string, SidecarSetSpec, string]>([
    ['by itself', {}, 'automatic'],
    ['not at all', { updateStrategy: { type: 'NotUpdate' } }, 'not-update'],
    ['not now', { updateStrategy: { paused: true } }, 'paused'],
  ])('the controller upgrades running Pods %s', (_title, spec, rollout) => {
    expect(compareSidecarSets(logs(), logs(spec), []).rollout).toBe(rollout)
  })

  test('another pinned revision changes what new Pods get', () => {
    const revision = (name: string) => ({
      metadata: { name, namespace: 'kruise-system' },
      data: { spec: { containers: [{ name: 'logs', image: `logs:${name}` }] } },
    })
    const pinned = (revisionName: string) => logs({ injectionStrategy: { revision: { revisionName } } })
    const context = { controllerRevisions: [revision('one'), revision('two')] }
    expect(compareSidecarSets(pinned('one'), pinned('two'), [shop], context).pods).toMatchObject([
      { effect: 'changes', needs: 'new-pods-only', before: { revision: 'one' }, after: { revision: 'two' } },
    ])
  })
})

test('where a change leaves a Pod the same, the Pod gets the same, bookkeeping aside', () => {
  fc.assert(
    fc.property(scenarios, scenarios, ({ config, pod, request }, other) => {
      const [before] = config.sidecarSets
      const [after] = [
        ...other.config.sidecarSets.filter(() => other.config.profile === config.profile),
        before,
      ]
      if (before === undefined || after === undefined) return
      const { sidecarSets: _sets, ...rest } = config
      const context = { ...rest, namespace: request.namespace, random: request.random }
      const [compared] = compareSidecarSets(before, after, [pod], context).pods
      if (compared?.effect !== 'same') return
      const inject = (set: SidecarSet) =>
        createInjector({ ...rest, sidecarSets: [set] }).inject(pod, { ...request, operation: 'CREATE' }).pod
          .spec
      expect(inject(after)).toEqual(inject(before))
    }),
    { numRuns: 400 },
  )
})

describe('formatComparison', () => {
  const set = logs({ containers: [{ name: 'logs', image: 'logs:2' }] })
  const comparison = compareSidecarSets(logs(), set, [shop, cart, pod('old', { app: 'shop' })])

  test('as text', () => {
    expect(formatComparison(comparison)).toBe(`Change of SidecarSet logs

3 Pods: changes 2, same 1. The controller upgrades running Pods by itself, as
far as images go.

Containers
* container logs image logs:1 to logs:2: running Pods get the new image, and the
  container restarts

Pods
~ 2 Pods, each changes: it can get the new image in place; the container
  restarts
  * web/shop, web/old
`)
  })

  test('as Markdown, with the reason for a loss', () => {
    const gone = compareSidecarSets(logs(), logs({ selector: { matchLabels: { app: 'cart' } } }), [shop])
    expect(formatComparison(gone, { format: 'markdown' })).toBe(`### Change of SidecarSet \`logs\`

1 Pod: **loses sidecars** 1, same 0. The controller upgrades running Pods by itself, as far as images go.

#### Settings

- \`spec.selector\`: app=shop becomes app=cart; of the Pods given 0 come and 1 go

#### Pods

- \`web/shop\` **loses sidecars**: it keeps the sidecars, without upgrades, until it is created anew
  - the Pod has label app=shop, and spec.selector wants app=cart
`)
  })

  test('as JSON: the comparison itself', () => {
    expect(JSON.parse(formatComparison(comparison, { format: 'json' }))).toEqual(comparison)
  })
})
