import { describe } from 'vitest'
import { setWith, withContainer, withInitContainer, type Fields } from './sidecar-sets.js'
import { testRules } from './rule-table.js'

const strategy = (updateStrategy: Fields): unknown => setWith({ updateStrategy })
const expressions = [{ key: 'app' }, { operator: 'Exists' }]

describe('what the CRD of every version requires', () => {
  testRules('spec.updateStrategy.scatterStrategy[0]', (term) => strategy({ scatterStrategy: [term] }), [
    ['key and value', { key: 'zone', value: 'a' }, []],
    ['an empty value is given', { key: 'zone', value: '' }, []],
    ['no value', { key: 'zone' }, ['crd-required .value']],
    ['a value of null', { key: 'zone', value: null }, ['crd-required .value']],
  ])
  const reference = (fields: Fields): Fields => ({
    transferEnv: [{ envName: 'A', sourceContainerNameFrom: { fieldRef: fields } }],
  })
  testRules(
    'spec.initContainers[0].transferEnv[0].sourceContainerNameFrom.fieldRef',
    (fields) => withInitContainer(reference(fields)),
    [
      ['a path', { fieldPath: "metadata.labels['a']" }, []],
      ['no path', {}, ['crd-required .fieldPath']],
    ],
  )
  testRules(
    'spec.containers[0].transferEnv[0].sourceContainerNameFrom.fieldRef',
    (fields) => withContainer(reference(fields)),
    [['what is reported anyway is not reported twice', {}, ['required .fieldPath']]],
  )
  testRules('spec.selector.matchExpressions', (fields) => setWith({ selector: fields }), [
    [
      'key and operator, unless reported anyway',
      { matchExpressions: expressions },
      ['invalid [0].operator', 'invalid [1].key', 'invalid [1].key'],
    ],
  ])
})

describe('what the CRD of later versions requires', () => {
  const priority = (priorityStrategy: Fields): unknown => strategy({ priorityStrategy })
  testRules('spec.updateStrategy.priorityStrategy', priority, [
    [
      'an order without a key',
      { orderPriority: [{}] },
      [],
      ['required', 'crd-required .orderPriority[0].orderedKey'],
    ],
    [
      'a weight without its number',
      { weightPriority: [{ matchSelector: { matchLabels: { a: 'b' } } }] },
      [],
      ['crd-required .weightPriority[0].weight'],
    ],
    [
      'a weight without a selector',
      { weightPriority: [{ weight: 1 }] },
      [],
      ['required', 'crd-required .weightPriority[0].matchSelector'],
    ],
  ])
  testRules('spec.containers[0].resourcesPolicy', (resourcesPolicy) => withContainer({ resourcesPolicy }), [
    [
      'no mode and no expression',
      { targetContainersNameRegex: '.*' },
      [],
      ['crd-required .targetContainersMode', 'invalid .resourcesExpr'],
    ],
    [
      'an average',
      {
        targetContainersMode: 'avg',
        targetContainersNameRegex: '.*',
        resourcesExpr: { limits: { cpu: 'cpu' } },
      },
      [],
      ['crd-not-supported .targetContainersMode'],
    ],
  ])
})
