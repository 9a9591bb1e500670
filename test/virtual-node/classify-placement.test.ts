import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Pod } from '../../src/manifest/api-types.js'
import type { Namespace } from '../../src/manifest/manifest-types.js'
import { classifyPlacement } from '../../src/virtual-node/classify-placement.js'
import type { Placement, PlacementContext, PlacementRule } from '../../src/virtual-node/placement.js'
import { deepFreeze } from '../laws/deep-freeze.js'

type Labels = Readonly<Record<string, string>>
type Row = [title: string, pod: Pod, placement: Placement, rule: PlacementRule, platform: string | undefined]

const labelled = (labels: Labels, spec: object = {}): Pod => deepFreeze({ metadata: { labels }, spec })
const withSpec = (spec: object): Pod => labelled({}, spec)
const virtual = { 'serverless.alibabacloud.com/virtual-node': 'true' }
const eci = { 'alibabacloud.com/eci': 'true' }
const acs = { 'alibabacloud.com/acs': 'true' }
const toleration = {
  key: 'virtual-kubelet.io/provider',
  operator: 'Equal',
  value: 'alibabacloud',
  effect: 'NoSchedule',
}
const virtualOnly = { nodeSelector: { type: 'virtual-kubelet' } }
const affinity = (...terms: object[]): object => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } },
  },
})
const typeIs = (operator: string, ...values: string[]): object => ({
  matchExpressions: [{ key: 'type', operator, values }],
})
const nameIn = (...values: string[]): object => ({
  matchFields: [{ key: 'metadata.name', operator: 'In', values }],
})
const annotated = (annotations: Labels): Pod => deepFreeze({ metadata: { annotations } })
const ofDaemonSet = (labels: Labels, spec: object = {}): Pod =>
  deepFreeze({
    metadata: { labels, ownerReferences: [{ kind: 'DaemonSet', name: 'logs', controller: true }] },
    spec,
  })

describe('every way onto a virtual node', () => {
  test.each<Row>([
    ['the platform has labelled it', labelled(virtual), 'virtual-node', 'platform-label', 'unknown'],
    ['the label of ECI', labelled(eci), 'will-be', 'eci-label', 'eci'],
    ['the old alias of that label', labelled({ eci: 'true' }), 'will-be', 'old-eci-label', 'eci'],
    ['the label of ACS', labelled(acs), 'will-be', 'acs-label', 'acs'],
    [
      'the name of a virtual node',
      withSpec({ nodeName: 'virtual-kubelet-cn-hangzhou-k' }),
      'will-be',
      'virtual-node-name',
      'unknown',
    ],
    [
      'selector and toleration',
      withSpec({ ...virtualOnly, tolerations: [toleration] }),
      'will-be',
      'node-selector',
      'unknown',
    ],
    [
      'annotation eci_only',
      annotated({ 'alibabacloud.com/burst-resource': 'eci_only' }),
      'will-be',
      'burst-eci-only',
      'eci',
    ],
    [
      'annotation eci: only when nodes are full',
      annotated({ 'alibabacloud.com/burst-resource': 'eci' }),
      'may-be',
      'burst-eci',
      'eci',
    ],
    [
      'an annotation that is none',
      annotated({ 'alibabacloud.com/burst-resource': 'ECI' }),
      'may-be',
      'scheduler',
      'unknown',
    ],
    ['nothing: the scheduler decides', {}, 'may-be', 'scheduler', 'unknown'],
    [
      'a toleration: the scheduler decides',
      withSpec({ tolerations: [toleration] }),
      'may-be',
      'toleration',
      'unknown',
    ],
    ['a class of ACS', labelled({ 'alibabacloud.com/compute-class': 'gpu' }), 'may-be', 'acs-class', 'acs'],
    [
      'a quality of service of ACS',
      labelled({ 'alibabacloud.com/compute-qos': 'best-effort' }),
      'may-be',
      'acs-class',
      'acs',
    ],
    ['another node by name', withSpec({ nodeName: 'cn-hangzhou.10.0.0.7' }), 'no', 'other-node', undefined],
    ['a DaemonSet', ofDaemonSet({}), 'no', 'daemon-set', undefined],
    [
      'a label that is not exactly true',
      labelled({ 'alibabacloud.com/eci': 'True' }),
      'may-be',
      'scheduler',
      'unknown',
    ],
    [
      'the platform label with another value',
      labelled({ 'serverless.alibabacloud.com/virtual-node': 'false' }),
      'may-be',
      'scheduler',
      'unknown',
    ],
  ])('%s', (_, pod, placement, rule, platform) => {
    const verdict = classifyPlacement(pod)
    expect([verdict.placement, verdict.rule, verdict.platform]).toEqual([placement, rule, platform])
  })
})

describe('the Namespace', () => {
  const context = (labels: Labels, name = 'web'): PlacementContext =>
    deepFreeze({ namespace: { metadata: { name, labels } } })
  const oldLabel = { 'virtual-node-affinity-injection': 'enabled' }
  const inWeb = (labels: Labels = {}): Pod => deepFreeze({ metadata: { namespace: 'web', labels } })

  test.each<
    [
      title: string,
      pod: Pod,
      context: PlacementContext,
      placement: Placement,
      rule: PlacementRule,
      platform: string,
    ]
  >([
    ['asks for ECI', inWeb(), context(eci), 'will-be', 'namespace-label', 'eci'],
    ['asks for ECI by the old alias', inWeb(), context(oldLabel), 'will-be', 'old-namespace-label', 'eci'],
    ['counts where the Pod has no namespace yet', {}, context(eci), 'will-be', 'namespace-label', 'eci'],
    ['of another name does not count', inWeb(), context(eci, 'shop'), 'may-be', 'scheduler', 'unknown'],
    ['has no say over a Pod that asks for ACS', inWeb(acs), context(eci), 'will-be', 'acs-label', 'acs'],
    [
      'has no say over ACS by class',
      inWeb({ 'alibabacloud.com/compute-class': 'gpu' }),
      context(eci),
      'will-be',
      'namespace-label',
      'eci',
    ],
    [
      'against a Pod that refuses: undocumented',
      inWeb({ 'alibabacloud.com/eci': 'false' }),
      context(eci),
      'may-be',
      'namespace-label-refused',
      'eci',
    ],
    ['without labels', inWeb(), context({}), 'may-be', 'scheduler', 'unknown'],
  ])('%s', (_, pod, given, placement, rule, platform) => {
    const verdict = classifyPlacement(pod, given)
    expect([verdict.placement, verdict.rule, verdict.platform]).toEqual([placement, rule, platform])
  })
})

describe('the Node that is named', () => {
  const pod = withSpec({ nodeName: 'special' })
  test.each<[title: string, node: object, placement: Placement, object: string]>([
    [
      'is virtual by its label',
      { metadata: { name: 'special', labels: { type: 'virtual-kubelet' } } },
      'will-be',
      'Node',
    ],
    [
      'is virtual by its taint',
      { metadata: { name: 'special' }, spec: { taints: [{ key: 'virtual-kubelet.io/provider' }] } },
      'will-be',
      'Node',
    ],
    ['is none', { metadata: { name: 'special', labels: { type: 'gpu' } } }, 'no', 'Node'],
    [
      'is not the one given',
      { metadata: { name: 'other', labels: { type: 'virtual-kubelet' } } },
      'no',
      'Pod',
    ],
  ])('%s', (_, node, placement, object) => {
    const verdict = classifyPlacement(pod, { node })
    expect([verdict.placement, verdict.facts[0]?.object]).toEqual([placement, object])
  })

  test('counts only where the Pod names it', () => {
    const node = { metadata: { name: 'special', labels: { type: 'virtual-kubelet' } } }
    expect(classifyPlacement({}, { node }).rule).toBe('scheduler')
  })
})

describe('selectors', () => {
  test.each<[title: string, spec: object, rule: PlacementRule]>([
    ['without toleration', virtualOnly, 'node-selector-without-toleration'],
    ['another type', { nodeSelector: { type: 'gpu' } }, 'other-nodes-only'],
    [
      'affinity In',
      { ...affinity(typeIs('In', 'virtual-kubelet')), tolerations: [toleration] },
      'node-selector',
    ],
    ['affinity NotIn', affinity(typeIs('NotIn', 'virtual-kubelet')), 'other-nodes-only'],
    ['affinity DoesNotExist', affinity(typeIs('DoesNotExist')), 'other-nodes-only'],
    ['affinity In others', affinity(typeIs('In', 'gpu')), 'other-nodes-only'],
    ['affinity In both', affinity(typeIs('In', 'gpu', 'virtual-kubelet')), 'scheduler'],
    ['affinity Exists', affinity(typeIs('Exists')), 'scheduler'],
    [
      'affinity of another label',
      affinity({ matchExpressions: [{ key: 'zone', operator: 'In', values: ['k'] }] }),
      'scheduler',
    ],
    ['terms that disagree', affinity(typeIs('In', 'virtual-kubelet'), typeIs('In', 'gpu')), 'scheduler'],
    [
      'terms that agree',
      affinity(typeIs('NotIn', 'virtual-kubelet'), typeIs('In', 'gpu')),
      'other-nodes-only',
    ],
    ['one term that leaves it open', affinity(typeIs('NotIn', 'virtual-kubelet'), {}), 'scheduler'],
    ['names of other nodes', affinity(nameIn('worker-1')), 'other-nodes-only'],
    [
      'names of virtual nodes',
      { ...affinity(nameIn('virtual-kubelet-a')), tolerations: [toleration] },
      'node-selector',
    ],
    ['names of both', affinity(nameIn('virtual-kubelet-a', 'worker-1')), 'scheduler'],
    [
      'selector and affinity against each other',
      { ...virtualOnly, ...affinity(typeIs('In', 'gpu')) },
      'other-nodes-only',
    ],
  ])('%s', (_, spec, rule) => expect(classifyPlacement(withSpec(spec)).rule).toBe(rule))

  test.each<[title: string, toleration: object, tolerated: boolean]>([
    ['exactly the taint', toleration, true],
    ['no operator is Equal', { key: toleration.key, value: 'alibabacloud' }, true],
    ['any value', { key: toleration.key, operator: 'Exists' }, true],
    ['any taint', { operator: 'Exists' }, true],
    ['another value', { ...toleration, value: 'azure' }, false],
    ['another effect', { ...toleration, effect: 'NoExecute' }, false],
    ['another key', { ...toleration, key: 'gpu' }, false],
    ['no key with Equal', { operator: 'Equal', value: 'alibabacloud' }, false],
    ['an operator that is none', { ...toleration, operator: 'Like' }, false],
  ])('toleration: %s', (_, given, tolerated) => {
    const { rule } = classifyPlacement(withSpec({ ...virtualOnly, tolerations: [given] }))
    expect(rule).toBe(tolerated ? 'node-selector' : 'node-selector-without-toleration')
  })
})

describe('facts against each other', () => {
  const excluded = affinity(typeIs('NotIn', 'virtual-kubelet'))
  const onWorker = { nodeName: 'worker-1' }
  test.each<Row>([
    [
      'the platform has the last word',
      labelled({ ...virtual, ...eci }, onWorker),
      'virtual-node',
      'platform-label',
      'eci',
    ],
    ['the node counts more than what was asked', labelled(eci, onWorker), 'no', 'other-node', undefined],
    [
      'a virtual node counts more than a DaemonSet',
      ofDaemonSet({}, { nodeName: 'virtual-kubelet-a' }),
      'will-be',
      'virtual-node-name',
      'unknown',
    ],
    ['a DaemonSet counts more than what was asked', ofDaemonSet(eci), 'no', 'daemon-set', undefined],
    ['asked for and excluded: undocumented', labelled(eci, excluded), 'may-be', 'contradiction', 'eci'],
    ['both platforms asked for', labelled({ ...eci, ...acs }), 'will-be', 'acs-label', 'unknown'],
    ['both labels of ECI', labelled({ ...eci, eci: 'true' }), 'will-be', 'eci-label', 'eci'],
    [
      'certain counts more than possible',
      labelled({ 'alibabacloud.com/compute-class': 'gpu' }, { ...virtualOnly, tolerations: [toleration] }),
      'will-be',
      'node-selector',
      'acs',
    ],
    [
      'excluded counts more than possible',
      labelled({ 'alibabacloud.com/compute-class': 'gpu' }, excluded),
      'no',
      'other-nodes-only',
      undefined,
    ],
  ])('%s', (_, pod, placement, rule, platform) => {
    const verdict = classifyPlacement(pod)
    expect([verdict.placement, verdict.rule, verdict.platform]).toEqual([placement, rule, platform])
  })

  test('facts tell all, the decisive one first', () => {
    const { facts } = classifyPlacement(labelled({ ...virtual, ...eci }, onWorker))
    expect(facts).toEqual([
      {
        rule: 'platform-label',
        placement: 'virtual-node',
        object: 'Pod',
        path: ['metadata', 'labels', 'serverless.alibabacloud.com/virtual-node'],
        value: 'true',
      },
      { rule: 'other-node', placement: 'no', object: 'Pod', path: ['spec', 'nodeName'], value: 'worker-1' },
      {
        rule: 'eci-label',
        placement: 'will-be',
        platform: 'eci',
        object: 'Pod',
        path: ['metadata', 'labels', 'alibabacloud.com/eci'],
        value: 'true',
      },
    ])
  })
})

test('never throws, whatever the Pod is', () => {
  fc.assert(
    fc.property(fc.anything(), fc.object(), (pod, namespace) => {
      const verdict = classifyPlacement(pod as Pod, { namespace })
      expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
    }),
  )
})

test('null counts as absent', () => {
  const pod = {
    metadata: { namespace: null, labels: null, annotations: null, ownerReferences: null },
    spec: { nodeName: null, nodeSelector: null, affinity: null, tolerations: [null] },
  } as unknown as Pod
  const namespace = { metadata: { name: 'web', labels: null } } as unknown as Namespace
  expect(classifyPlacement(pod, { namespace }).rule).toBe('scheduler')
})

test('keys of the prototype are no labels', () => {
  expect(
    classifyPlacement(JSON.parse('{"metadata":{"labels":{"__proto__":{"eci":"true"}}}}') as Pod).rule,
  ).toBe('scheduler')
})
