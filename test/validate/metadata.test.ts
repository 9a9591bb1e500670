import { describe } from 'vitest'
import { testRules } from './rule-table.js'
import { setWith } from './sidecar-sets.js'

const long = (count: number): string => 'a'.repeat(count)

describe('metadata', () => {
  testRules('metadata', (metadata) => setWith({}, metadata), [
    ['a name is needed', { name: '' }, ['required .name']],
    ['capitals are fine in a name', { name: 'Logs-1' }, []],
    ['a hyphen at the end is fine', { name: '-logs-' }, []],
    ['a name has no dots', { name: 'logs.v1' }, ['invalid .name']],
    ['a name has 63 characters at most', { name: long(64) }, ['invalid .name']],
    ['63 are fine', { name: long(63) }, []],
    [
      'a long name with an underscore has two mistakes',
      { name: `${long(64)}_` },
      ['invalid .name', 'invalid .name'],
    ],
    ['the name of a prefix is judged too', { generateName: 'logs.' }, ['invalid .generateName']],
    ['there is no namespace', { namespace: 'web' }, ['forbidden .namespace']],
    ['an empty namespace is none', { namespace: '' }, []],
    ['keys of labels are qualified names', { labels: { 'a b': 'c' } }, ['invalid .labels']],
    ['values of labels are label values', { labels: { a: 'b c' } }, ['invalid .labels']],
    ['keys of annotations may have capitals in the prefix', { annotations: { 'A.io/B': 'any thing' } }, []],
    ['keys of annotations are qualified names', { annotations: { 'a b': '' } }, ['invalid .annotations']],
    [
      'annotations have 256 KiB together',
      { annotations: { a: long(262144 - 1) } },
      ['too-long .annotations'],
    ],
    [
      'the hashes count: 24 and 37 characters of keys, 64 each',
      { annotations: { a: long(262000) } },
      ['too-long .annotations'],
    ],
    ['what fits beside the hashes is fine', { annotations: { a: long(261900) } }, []],
    [
      'a hash that is there already is replaced',
      { annotations: { 'kruise.io/sidecarset-hash': long(262144) } },
      [],
    ],
    ['finalizers are qualified names', { finalizers: ['a b', 'x/y'] }, ['invalid .finalizers']],
    [
      'two finalizers contradict each other',
      { finalizers: ['orphan', 'foregroundDeletion'] },
      ['invalid .finalizers'],
    ],
    ['generation is not negative', { generation: -1 }, ['invalid .generation']],
    ['a cluster name is a DNS label', { clusterName: 'a_b' }, ['invalid .clusterName'], []],
    ['a cluster name starts with a letter', { clusterName: '1a' }, ['invalid .clusterName'], []],
  ])
})

describe('metadata.ownerReferences', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: '1' }
  testRules('metadata.ownerReferences', (entry) => setWith({}, { ownerReferences: [owner, entry] }), [
    ['a complete one is fine', owner, []],
    [
      'all four are needed',
      {},
      ['invalid [1].apiVersion', 'invalid [1].kind', 'invalid [1].name', 'invalid [1].uid'],
    ],
    [
      'a group without a version is no apiVersion',
      { ...owner, apiVersion: 'apps/' },
      ['invalid [1].apiVersion'],
    ],
    ['three parts are no apiVersion', { ...owner, apiVersion: 'a/b/c' }, ['invalid [1].apiVersion']],
    ['an Event owns nothing', { ...owner, apiVersion: 'v1', kind: 'Event' }, ['invalid [1]']],
    ['an Event of a group may', { ...owner, apiVersion: 'events.k8s.io/v1', kind: 'Event' }, []],
    ['one controller is fine', { ...owner, controller: true }, []],
  ])
  testRules('metadata.ownerReferences', (entry) => setWith({}, { ownerReferences: [entry, entry, entry] }), [
    [
      'each controller after the first is too many',
      { ...owner, controller: true },
      ['invalid [1]', 'invalid [2]'],
    ],
  ])
})

describe('metadata.managedFields', () => {
  const entry = { operation: 'Apply', manager: 'kubectl', fieldsType: 'FieldsV1' }
  testRules('metadata.managedFields[0]', (fields) => setWith({}, { managedFields: [fields] }), [
    ['a usual entry is fine', entry, []],
    ['the operation is Apply or Update', { ...entry, operation: 'Create' }, ['invalid .operation']],
    ['the fields are FieldsV1', { ...entry, fieldsType: 'FieldsV2' }, ['invalid .fieldsType']],
    ['no type of fields is fine', { ...entry, fieldsType: '' }, []],
    ['the manager can be printed', { ...entry, manager: 'a\tb' }, ['invalid .manager']],
    ['the manager has 128 characters', { ...entry, manager: long(129) }, ['too-long .manager']],
    ['the subresource has 256 characters', { ...entry, subresource: long(257) }, ['too-long .subresource']],
  ])
})
