import { describe } from 'vitest'
import { testRules } from './rule-table.js'
import { container, setWith, withContainer, withInitContainer } from './sidecar-sets.js'

describe('names and images', () => {
  testRules('spec.containers[0]', withContainer, [
    ['a name is needed', { name: '' }, ['required .name']],
    ['a name is a DNS label', { name: 'Log_Agent' }, ['invalid .name']],
    [
      'a name that is too long and malformed has two mistakes',
      { name: `${'a'.repeat(63)}_` },
      ['invalid .name', 'invalid .name'],
    ],
    ['an image is needed', { image: '' }, ['required .image']],
    ['an image has no white space around it', { image: 'agent:1 ' }, ['invalid .image']],
    ['a byte order mark is no white space', { image: '\ufeffagent:1' }, []],
    ['U+0085 is', { image: 'agent:1\u0085' }, ['invalid .image']],
    ['any other image is fine', { image: 'Not An Image' }, []],
    ['pull policies are three', { imagePullPolicy: 'always' }, ['not-supported .imagePullPolicy']],
    [
      'message policies are two',
      { terminationMessagePolicy: 'Log' },
      ['invalid .terminationMessagePolicy'],
      ['not-supported .terminationMessagePolicy'],
    ],
    ['a container has no restartPolicy', { restartPolicy: 'Always' }, [], ['forbidden .restartPolicy']],
    ['not even an empty one', { restartPolicy: '' }, [], ['forbidden .restartPolicy']],
    [
      'resizePolicy names resources and what to do',
      { resizePolicy: [{}, { resourceName: 'gpu', restartPolicy: 'x' }] },
      [],
      [
        'required .resizePolicy',
        'required .resizePolicy',
        'not-supported .resizePolicy',
        'not-supported .resizePolicy',
      ],
    ],
    [
      'resizePolicy names a resource once',
      {
        resizePolicy: [
          { resourceName: 'cpu', restartPolicy: 'NotRequired' },
          { resourceName: 'cpu', restartPolicy: 'NotRequired' },
        ],
      },
      [],
      ['duplicate .resizePolicy[1]'],
    ],
  ])
  testRules('spec.initContainers[0]', withInitContainer, [
    ['the only restartPolicy is Always', { restartPolicy: 'Never' }, [], ['not-supported .restartPolicy']],
    ['an empty one is given', { restartPolicy: '' }, [], ['not-supported .restartPolicy']],
    [
      'an init container is not resized',
      { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] },
      [],
      ['invalid .resizePolicy'],
    ],
  ])
  testRules('spec', (spec) => setWith(spec), [
    [
      'names of containers differ',
      { containers: [container({}), container({})] },
      ['duplicate .containers[1].name'],
    ],
    [
      'names of init containers differ from all',
      { initContainers: [container({ name: 'a' }), container({ name: 'agent' }), container({ name: 'a' })] },
      ['duplicate .initContainers[1].name', 'duplicate .initContainers[2].name'],
    ],
  ])
})

describe('env', () => {
  const from = (valueFrom: unknown, fields: object = {}): object => ({
    env: [{ name: 'A', valueFrom, ...fields }],
  })
  const place = '.env[0].valueFrom'
  testRules('spec.containers[0]', withContainer, [
    ['a variable has a name', { env: [{ value: 'a' }] }, ['required .env[0].name']],
    ['a name has no digit first', { env: [{ name: '1A' }] }, ['invalid .env[0].name']],
    ['names may be odd', { env: [{ name: 'a.b-c' }, { name: 'a.b-c' }] }, []],
    ['valueFrom names a source', { ...from({}) }, [`invalid ${place}`]],
    [
      'one source',
      { ...from({ fieldRef: { fieldPath: 'metadata.name' }, resourceFieldRef: { resource: 'limits.cpu' } }) },
      [`invalid ${place}`],
    ],
    [
      'value or valueFrom',
      { ...from({ fieldRef: { fieldPath: 'metadata.name' } }, { value: 'a' }) },
      [`invalid ${place}`],
    ],
    ['an empty value is none', { ...from({ fieldRef: { fieldPath: 'metadata.name' } }, { value: '' }) }, []],
    ['a path is needed', { ...from({ fieldRef: {} }) }, [`required ${place}.fieldRef.fieldPath`]],
    ['spec.host is the old name of the node', { ...from({ fieldRef: { fieldPath: 'spec.host' } }) }, []],
    [
      'a path that no Pod has',
      { ...from({ fieldRef: { fieldPath: 'spec.foo' } }) },
      [`invalid ${place}.fieldRef.fieldPath`],
    ],
    [
      'a path of another version',
      { ...from({ fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } }) },
      [`invalid ${place}.fieldRef.fieldPath`],
    ],
    [
      'all labels are no text',
      { ...from({ fieldRef: { fieldPath: 'metadata.labels' } }) },
      [`not-supported ${place}.fieldRef.fieldPath`],
    ],
    [
      'the phase is not known yet',
      { ...from({ fieldRef: { fieldPath: 'status.phase' } }) },
      [`not-supported ${place}.fieldRef.fieldPath`],
    ],
    ['one label is', { ...from({ fieldRef: { fieldPath: "metadata.labels['app']" } }) }, []],
    [
      'a label that cannot be',
      { ...from({ fieldRef: { fieldPath: "metadata.labels['a b']" } }) },
      [`invalid ${place}.fieldRef.fieldPath`],
    ],
    [
      'a key on another path',
      { ...from({ fieldRef: { fieldPath: "metadata.name['a']" } }) },
      [`invalid ${place}.fieldRef.fieldPath`],
    ],
    [
      'hostIPs are new',
      { ...from({ fieldRef: { fieldPath: 'status.hostIPs' } }) },
      [`invalid ${place}.fieldRef.fieldPath`],
      [],
    ],
    [
      'a resource is needed',
      { ...from({ resourceFieldRef: { containerName: 'any' } }) },
      [`required ${place}.resourceFieldRef.resource`],
    ],
    [
      'resources',
      { ...from({ resourceFieldRef: { resource: 'limits.gpu' } }) },
      [`not-supported ${place}.resourceFieldRef.resource`],
    ],
    [
      'huge pages are resources',
      { ...from({ resourceFieldRef: { resource: 'requests.hugepages-2Mi', divisor: '1Mi' } }) },
      [],
    ],
    ['divisors of cpu', { ...from({ resourceFieldRef: { resource: 'limits.cpu', divisor: '1000m' } }) }, []],
    [
      'no divisor of cpu',
      { ...from({ resourceFieldRef: { resource: 'limits.cpu', divisor: '1k' } }) },
      [`invalid ${place}.resourceFieldRef.divisor`],
    ],
    ['1000 is 1k', { ...from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1000' } }) }, []],
    [
      '1024Ki is 1Mi',
      { ...from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1024Ki' } }) },
      [],
    ],
    [
      '1024 stays',
      { ...from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1024' } }) },
      [`invalid ${place}.resourceFieldRef.divisor`],
    ],
    [
      '1e3 stays',
      { ...from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1e3' } }) },
      [`invalid ${place}.resourceFieldRef.divisor`],
    ],
    [
      '1m is no divisor of bytes',
      { ...from({ resourceFieldRef: { resource: 'limits.memory', divisor: '1m' } }) },
      [`invalid ${place}.resourceFieldRef.divisor`],
    ],
    [
      'an object and a key are needed',
      { ...from({ secretKeyRef: {} }) },
      [`invalid ${place}.secretKeyRef.name`, `required ${place}.secretKeyRef.key`],
    ],
    [
      'keys',
      { ...from({ configMapKeyRef: { name: 'a', key: 'a b' } }) },
      [`invalid ${place}.configMapKeyRef.key`],
    ],
    [
      'other namespaces are for volumes only',
      { ...from({ configMapKeyRef: { name: 'kube-system/a', key: 'b' } }) },
      [`invalid ${place}.configMapKeyRef.name`],
    ],
  ])
  testRules('spec.containers[0].envFrom[0]', (entry) => withContainer({ envFrom: [entry] }), [
    ['names an object', {}, ['invalid']],
    ['one object', { configMapRef: { name: 'a' }, secretRef: { name: 'b' } }, ['invalid']],
    ['a name is needed', { secretRef: {} }, ['required .secretRef.name']],
    ['names of objects', { secretRef: { name: 'a_b' } }, ['invalid .secretRef.name']],
    ['a hyphen may stand at the end', { configMapRef: { name: 'cm-' } }, []],
    ['two may not', { configMapRef: { name: 'c--' } }, []],
    ['a hyphen alone may not', { configMapRef: { name: '-' } }, ['invalid .configMapRef.name']],
    ['a prefix is like a name', { prefix: '1', configMapRef: { name: 'a' } }, ['invalid .prefix']],
  ])
})

describe('ports', () => {
  testRules('spec.containers[0].ports', ({ ports }) => withContainer({ ports }), [
    ['a number is needed', { ports: [{}] }, ['required [0].containerPort']],
    [
      'numbers',
      { ports: [{ containerPort: 65536 }, { containerPort: -1 }] },
      ['invalid [0].containerPort', 'invalid [1].containerPort'],
    ],
    ['the same number twice is fine', { ports: [{ containerPort: 1 }, { containerPort: 1 }] }, []],
    ['names', { ports: [{ containerPort: 1, name: '80' }] }, ['invalid [0].name']],
    [
      'a name comes once',
      {
        ports: [
          { containerPort: 1, name: 'a' },
          { containerPort: 2, name: 'a' },
        ],
      },
      ['duplicate [1].name'],
    ],
    ['protocols', { ports: [{ containerPort: 1, protocol: 'tcp' }] }, ['not-supported [0].protocol']],
    ['ports of the node', { ports: [{ containerPort: 1, hostPort: 70000 }] }, ['invalid [0].hostPort']],
    [
      'a port of the node is taken once, by protocol and address',
      {
        ports: [
          { containerPort: 1, hostPort: 9 },
          { containerPort: 1, hostPort: 9, protocol: 'UDP' },
          { containerPort: 1, hostPort: 9, hostIP: '1.1.1.1' },
          { containerPort: 2, hostPort: 9 },
        ],
      },
      ['duplicate [3].hostPort'],
    ],
  ])
  const port = { ports: [{ containerPort: 1, hostPort: 9 }] }
  const twice = { ports: [...port.ports, ...port.ports] }
  testRules('spec', (spec) => setWith(spec), [
    [
      'containers share the node',
      { containers: [container(port), container({ name: 'b', ...port })] },
      ['duplicate .containers[1].ports[0].hostPort'],
    ],
    [
      'init containers have it for themselves',
      {
        containers: [container(port)],
        initContainers: [container({ name: 'b', ...port }), container({ name: 'c', ...twice })],
      },
      ['duplicate .initContainers[1].ports[1].hostPort'],
    ],
  ])
})

describe('resourcesPolicy', () => {
  const policy = {
    targetContainersMode: 'sum',
    targetContainersNameRegex: '.*',
    resourcesExpr: { limits: { cpu: 'cpu*50%' } },
  }
  const withPolicy = (fields: object): unknown => withContainer({ resourcesPolicy: { ...policy, ...fields } })
  testRules('spec.containers[0].resourcesPolicy', withPolicy, [
    ['a usual one is fine', {}, []],
    ['names are needed', { targetContainersNameRegex: '' }, [], ['required .targetContainersNameRegex']],
    [
      'names are an expression of Go',
      { targetContainersNameRegex: '(?=a)' },
      [],
      ['invalid .targetContainersNameRegex'],
    ],
    ['something is computed', { resourcesExpr: {} }, [], ['invalid .resourcesExpr']],
    ['nothing of something suffices', { resourcesExpr: { requests: {} } }, []],
    [
      'expressions are tried out with 1',
      {
        resourcesExpr: {
          limits: { cpu: 'cpu-2', memory: 'memory-64Mi' },
          requests: { cpu: '100m-cpu', memory: '1/(memory-1)' },
        },
      },
      [],
      [
        'invalid .resourcesExpr.limits.cpu',
        'invalid .resourcesExpr.limits.memory',
        'invalid .resourcesExpr.requests.cpu',
        'invalid .resourcesExpr.requests.memory',
      ],
    ],
    [
      'what passes here',
      {
        resourcesExpr: {
          limits: { cpu: 'cpu*cpu', memory: 'max(memory-64Mi, 0)' },
          requests: { cpu: '100m/cpu' },
        },
      },
      [],
    ],
    [
      'the variable of the other resource',
      { resourcesExpr: { limits: { cpu: 'memory' } } },
      [],
      ['invalid .resourcesExpr.limits.cpu'],
    ],
    [
      'the mode is one of two',
      { targetContainersMode: 'x' },
      [],
      ['crd-not-supported .targetContainersMode'],
    ],
    ['the mode is there', { targetContainersMode: null }, [], ['crd-required .targetContainersMode']],
    ['an absent expression of names is all of them', { targetContainersNameRegex: null }, []],
  ])
  testRules('spec.containers[0].resourcesPolicy', withContainer, [
    [
      'resources beside it, and nothing further',
      { resources: { limits: { cpu: '1' } }, resourcesPolicy: policy },
      [],
      ['invalid'],
    ],
  ])
  testRules('spec.initContainers[0].resourcesPolicy', withInitContainer, [
    ['only native sidecars have it', { resourcesPolicy: policy }, [], ['invalid']],
    ['native sidecars do', { resourcesPolicy: policy, restartPolicy: 'Always' }, []],
  ])
})
