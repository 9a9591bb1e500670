import { describe } from 'vitest'
import { testRules } from './rule-table.js'
import { withContainer } from './sidecar-sets.js'

describe('resources', () => {
  testRules('spec.containers[0].resources', (resources) => withContainer({ resources }), [
    ['usual ones', { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '0.5', memory: '512Mi' } }, []],
    ['memory need not be whole', { limits: { memory: '0.5' } }, []],
    [
      'an unknown name has two mistakes',
      { limits: { foo: '1' } },
      ['invalid .limits[foo]', 'invalid .limits[foo]'],
    ],
    [
      'a malformed name has two as well',
      { limits: { 'a b': '1' } },
      ['invalid .limits[a b]', 'invalid .limits[a b]'],
    ],
    [
      'what is known in quotas has one',
      { limits: { pods: '1', storage: '1' } },
      ['invalid .limits[pods]', 'invalid .limits[storage]'],
    ],
    [
      'requests.cpu is known in quotas',
      { limits: { 'requests.cpu': '1' } },
      ['invalid .limits[requests.cpu]'],
    ],
    ['extended resources', { limits: { 'nvidia.com/gpu': '1' }, requests: { 'nvidia.com/gpu': '1' } }, []],
    ['resources of Kubernetes', { limits: { 'kubernetes.io/x': '0.5' } }, []],
    [
      'quotas of extended resources are none',
      { limits: { 'requests.a.io/b': '1' } },
      ['invalid .limits[requests.a.io/b]'],
    ],
    ['nothing is negative', { limits: { cpu: '-1' } }, ['invalid .limits[cpu]']],
    ['extended resources are whole', { limits: { 'a.io/b': '1.5' } }, ['invalid .limits[a.io/b]']],
    ['a ten-thousandth is a milli-unit', { limits: { 'a.io/b': '0.0001' } }, ['invalid .limits[a.io/b]']],
    ['a large number is whole', { limits: { 'a.io/b': '1e9' } }, []],
    [
      'a request is not larger than the limit',
      { limits: { cpu: '1' }, requests: { cpu: '1001m' } },
      ['invalid .requests[cpu]'],
    ],
    ['rounding comes first', { limits: { cpu: '1m' }, requests: { cpu: '0.0001' } }, []],
    [
      'what cannot be shared is equal',
      { limits: { 'a.io/b': '2' }, requests: { 'a.io/b': '1' } },
      ['invalid .requests[a.io/b]'],
    ],
    ['what cannot be shared has a limit', { requests: { 'a.io/b': '1' } }, ['required .limits']],
    ['huge pages cannot be shared', { requests: { 'hugepages-2Mi': '1', cpu: '1' } }, ['required .limits']],
    ['huge pages need cpu or memory', { limits: { 'hugepages-2Mi': '1' } }, ['forbidden']],
    [
      'huge pages with memory',
      { limits: { 'hugepages-2Mi': '1' }, requests: { 'hugepages-2Mi': '1', memory: '1' } },
      [],
    ],
    [
      'a name such as any other key',
      { limits: { constructor: '1' } },
      ['invalid .limits[constructor]', 'invalid .limits[constructor]'],
    ],
  ])
  testRules('spec.containers[0].resources.claims', ({ claims }) => withContainer({ resources: { claims } }), [
    ['a claim is never found', { claims: [{ name: 'a' }] }, [], ['not-found [0].name']],
    ['a claim has a name', { claims: [{}] }, [], ['required [0].name']],
    [
      'a claim comes once',
      { claims: [{ name: 'a' }, { name: 'a' }] },
      [],
      ['not-found [0].name', 'not-found [1].name', 'duplicate [1]'],
    ],
    [
      'a name alone after one with a request',
      { claims: [{ name: 'a', request: 'r' }, { name: 'a' }] },
      [],
      ['not-found [0].name', 'not-found [1].name', 'duplicate [1]'],
    ],
    [
      'requests are DNS labels, and may differ',
      {
        claims: [
          { name: 'a', request: 'R' },
          { name: 'a', request: 'r' },
        ],
      },
      [],
      ['not-found [0].name', 'invalid [0].request', 'not-found [1].name'],
    ],
  ])
})
