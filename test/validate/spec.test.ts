import { describe, expect, test } from 'vitest'
import { testRules } from './rule-table.js'
import { container, errorsOf, setWith, withContainer, withInitContainer } from './sidecar-sets.js'

describe('selectors', () => {
  testRules('spec', (spec) => setWith(spec), [
    ['a selector is needed', { selector: null }, ['required .selector']],
    ['an empty selector selects nothing', { selector: {} }, ['invalid .selector']],
    ['an empty matchLabels is an empty selector', { selector: { matchLabels: {} } }, ['invalid .selector']],
    [
      'keys are qualified names',
      { selector: { matchLabels: { 'a b': 'c' } } },
      ['invalid .selector.matchLabels'],
    ],
    [
      'values in expressions are label values, to old versions too',
      { selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] } },
      ['invalid .selector.matchExpressions[0].values[0]'],
    ],
    [
      'operators are four',
      { selector: { matchExpressions: [{ key: 'a', operator: 'Is', values: ['b'] }] } },
      ['invalid .selector.matchExpressions[0].operator'],
    ],
    [
      'only new versions know namespaceSelector',
      { namespaceSelector: {} },
      [],
      ['invalid .namespaceSelector'],
    ],
    [
      'namespace is free in old versions, a label value in new ones',
      { namespace: 'a b' },
      [],
      ['invalid .namespace'],
    ],
    ['a namespaceSelector beside namespace is lost', { namespace: 'a', namespaceSelector: {} }, []],
  ])
})

describe('containers', () => {
  testRules('spec', (spec) => setWith(spec), [
    ['something must be injected', { containers: [] }, ['required .containers']],
    ['init containers are enough', { containers: null, initContainers: [container({})] }, []],
    [
      'without containers one called test stands in',
      { containers: [], initContainers: [container({ name: 'test' })] },
      ['duplicate .initContainers[0].name'],
    ],
    [
      'a native sidecar is not updated',
      { initContainers: [container({ name: 'i', restartPolicy: 'Always' })] },
      [],
      ['required .updateStrategy.type'],
    ],
  ])
})

describe('fields of a SidecarSet in its containers', () => {
  const from = (fieldRef: unknown): object => ({
    transferEnv: [{ sourceContainerNameFrom: { fieldRef }, envName: 'A' }],
  })
  const fieldPath = '.transferEnv[0].sourceContainerNameFrom.fieldRef.fieldPath'
  testRules('spec.containers[0]', withContainer, [
    ['podInjectPolicy has two values', { podInjectPolicy: 'Before' }, ['invalid .podInjectPolicy']],
    [
      'shareVolumePolicy has two values',
      { shareVolumePolicy: { type: 'true' } },
      ['invalid .shareVolumePolicy.type'],
    ],
    ['an empty shareVolumePolicy is disabled', { shareVolumePolicy: {} }, []],
    ['a label names the source', { ...from({ fieldPath: "metadata.labels['app']" }) }, []],
    ['an annotation names the source', { ...from({ fieldPath: "metadata.annotations['A.io/b']" }) }, []],
    ['an empty path is missing', { ...from({ fieldPath: '' }) }, [`required ${fieldPath}`]],
    [
      'the name of the Pod is no source',
      { ...from({ fieldPath: 'metadata.name' }) },
      [`invalid ${fieldPath}`],
    ],
    ['all labels are no source', { ...from({ fieldPath: 'metadata.labels' }) }, [`invalid ${fieldPath}`]],
    [
      'there is only v1',
      { ...from({ apiVersion: 'v2', fieldPath: "metadata.labels['a']" }) },
      [`invalid ${fieldPath}`],
    ],
    [
      'keys of labels are qualified names',
      { ...from({ fieldPath: "metadata.labels['A.io/b']" }) },
      [`invalid ${fieldPath}`],
    ],
    [
      'what would crash the reference is refused',
      { ...from(null) },
      ['required .transferEnv[0].sourceContainerNameFrom.fieldRef'],
    ],
  ])
  testRules('spec.initContainers[0]', withInitContainer, [
    [
      'nobody judges them in init containers',
      { podInjectPolicy: 'x', shareVolumePolicy: { type: 'x' }, ...from({ fieldPath: 'x' }) },
      [],
    ],
  ])
})

describe('updateStrategy', () => {
  testRules('spec.updateStrategy', (updateStrategy) => setWith({ updateStrategy }), [
    ['percentages have no bound', { partition: '150%', maxUnavailable: '0%' }, []],
    ['zero is fine', { partition: 0, maxUnavailable: 0 }, []],
    [
      'a number in quotes is none',
      { partition: '50', maxUnavailable: 'a%' },
      ['invalid .partition', 'invalid .maxUnavailable'],
    ],
    [
      'negative numbers are none',
      { partition: -1, maxUnavailable: -2 },
      ['invalid .partition', 'invalid .maxUnavailable'],
    ],
    [
      'nothing is judged unless the type is RollingUpdate',
      { type: 'Other', partition: 'x', selector: {} },
      [],
    ],
    ['the selector is not empty', { selector: {} }, ['invalid .selector']],
    [
      'selector and partition',
      { selector: { matchLabels: { a: 'b' } }, partition: '0%' },
      [],
      ['invalid .partition'],
    ],
    ['selector and partition 0', { selector: { matchLabels: { a: 'b' } }, partition: 0 }, []],
    [
      'terms to scatter by have keys',
      { scatterStrategy: [{ key: '', value: 'a' }] },
      ['required .scatterStrategy'],
    ],
    [
      'terms to scatter by come once',
      {
        scatterStrategy: [
          { key: 'a', value: 'b' },
          { key: 'a', value: 'c' },
          { key: 'a', value: 'b' },
        ],
      },
      ['duplicate .scatterStrategy'],
    ],
    [
      'one kind of priority',
      {
        priorityStrategy: {
          orderPriority: [{ orderedKey: 'any thing' }],
          weightPriority: [{ weight: 1, matchSelector: { matchLabels: { a: 'b' } } }],
        },
      },
      [],
      ['required .priorityStrategy'],
    ],
    [
      'an order has a key',
      { priorityStrategy: { orderPriority: [{ orderedKey: '' }] } },
      [],
      ['required .priorityStrategy'],
    ],
    [
      'weights are from 0 to 100 and have selectors that are one',
      {
        priorityStrategy: {
          weightPriority: [
            { weight: 101, matchSelector: { matchLabels: { a: 'b' } } },
            { weight: 0, matchSelector: {} },
            { weight: 1, matchSelector: { matchLabels: { a: 'b c' } } },
          ],
        },
      },
      [],
      ['required .priorityStrategy', 'required .priorityStrategy', 'required .priorityStrategy'],
    ],
  ])
})

describe('patchPodMetadata', () => {
  testRules('spec.patchPodMetadata', ({ entries }) => setWith({ patchPodMetadata: entries }), [
    ['an entry has annotations', { entries: [{}] }, ['required [0].annotations']],
    [
      'a key comes once',
      { entries: [{ annotations: { a: '1' } }, { annotations: { b: '1', a: '2' } }] },
      ['duplicate [1].annotations'],
    ],
    ['keys are annotation keys', { entries: [{ annotations: { 'a b': '' } }] }, ['invalid [0].annotations']],
    ['policies are free', { entries: [{ annotations: { a: '' }, patchPolicy: 'x' }] }, []],
    [
      'all of an entry has 256 KiB',
      { entries: [{ annotations: { a: 'x'.repeat(262144) } }] },
      ['too-long [0].annotations'],
    ],
  ])
})

describe('injectionStrategy.revision', () => {
  const place = 'spec.injectionStrategy.revision'
  const asking = (revision: unknown): unknown => setWith({ injectionStrategy: { revision } })
  testRules(place, asking, [
    ['a revision is named', {}, ['invalid']],
    ['an empty name counts', { revisionName: '' }, []],
    ['policies', { customVersion: 'a', policy: 'Some' }, ['invalid .policy']],
    ['Partial is new', { customVersion: 'a', policy: 'Partial' }, ['invalid .policy'], []],
  ])

  const revision = {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: 'logs-1',
      namespace: 'kruise-system',
      labels: { 'apps.kruise.io/sidecarset-custom-version': 'v1', 'kruise.io/sidecarset-name': 'other' },
    },
    revision: 1,
    data: { spec: { containers: [container({})] } },
  }

  test.each<[string, unknown, unknown, string[], string[]?]>([
    ['one that exists', { revisionName: 'logs-1' }, revision, []],
    ['one that does not', { revisionName: 'logs-2' }, revision, [`revision-not-found ${place}`]],
    [
      'one of another namespace',
      { revisionName: 'logs-1' },
      { ...revision, metadata: { ...revision.metadata, namespace: 'default' } },
      [`revision-not-found ${place}`],
    ],
    [
      'the version of any SidecarSet in old versions',
      { customVersion: 'v1' },
      revision,
      [],
      [`revision-not-found ${place}`],
    ],
    [
      'one that cannot be applied',
      { revisionName: 'logs-1' },
      { ...revision, data: { spec: 'x' } },
      [`revision-invalid ${place}`],
    ],
    ['among what is no revision', { revisionName: 'logs-1' }, null, [`revision-not-found ${place}`]],
  ])('%s', (_title, wanted, given, errors, errorsOfNewest = errors) => {
    const controllerRevisions = [given] as never
    expect(errorsOf(asking(wanted), 'v1.3.0', { controllerRevisions })).toEqual(errors)
    expect(errorsOf(asking(wanted), 'v1.9.0', { controllerRevisions })).toEqual(errorsOfNewest)
  })

  test('where revisions are not known none is looked for', () => {
    expect(errorsOf(asking({ revisionName: 'x' }), 'v1.3.0')).toEqual([])
  })
})
