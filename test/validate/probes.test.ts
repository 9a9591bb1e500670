import { describe } from 'vitest'
import { testRules } from './rule-table.js'
import { withContainer, withInitContainer } from './sidecar-sets.js'

const exec = { exec: { command: ['true'] } }

describe('probes', () => {
  testRules('spec.containers[0].livenessProbe', (livenessProbe) => withContainer({ livenessProbe }), [
    ['does something', {}, ['required']],
    ['does one thing', { ...exec, httpGet: { port: 80 } }, ['forbidden .httpGet']],
    ['the first is judged', { exec: {}, tcpSocket: {} }, ['required .exec.command', 'forbidden .tcpSocket']],
    ['path and scheme have defaults', { httpGet: { port: 'http' } }, []],
    ['schemes', { httpGet: { port: 80, scheme: 'http' } }, ['not-supported .httpGet.scheme']],
    ['a port in quotes is a name', { httpGet: { port: '8080' } }, ['invalid .httpGet.port']],
    ['a port is needed', { tcpSocket: {} }, ['invalid .tcpSocket.port']],
    [
      'headers',
      { httpGet: { port: 80, httpHeaders: [{ name: 'X-A' }, { name: 'X A' }, {}] } },
      ['invalid .httpGet.httpHeaders[1].name', 'invalid .httpGet.httpHeaders[2].name'],
    ],
    ['grpc is new', { grpc: { port: 0 } }, ['required'], ['invalid .grpc.port']],
    ['grpc beside another', { ...exec, grpc: { port: 1 } }, [], ['forbidden .grpc']],
    [
      'numbers are not negative',
      { ...exec, initialDelaySeconds: -1, timeoutSeconds: -1, periodSeconds: -1, failureThreshold: -1 },
      [
        'invalid .initialDelaySeconds',
        'invalid .timeoutSeconds',
        'invalid .periodSeconds',
        'invalid .failureThreshold',
      ],
    ],
    ['success is one success', { ...exec, successThreshold: 2 }, ['invalid .successThreshold']],
    [
      'a negative threshold has two mistakes',
      { ...exec, successThreshold: -1 },
      ['invalid .successThreshold', 'invalid .successThreshold'],
    ],
    [
      'a grace period is positive',
      { ...exec, terminationGracePeriodSeconds: 0 },
      ['invalid .terminationGracePeriodSeconds'],
    ],
  ])
  testRules('spec.containers[0].readinessProbe', (readinessProbe) => withContainer({ readinessProbe }), [
    ['may want several successes', { ...exec, successThreshold: 2 }, []],
    [
      'has no grace period',
      { ...exec, terminationGracePeriodSeconds: 1 },
      ['invalid .terminationGracePeriodSeconds'],
    ],
  ])
  testRules('spec.containers[0].startupProbe', (startupProbe) => withContainer({ startupProbe }), [
    ['has no default for success', exec, ['invalid .successThreshold']],
    ['says so', { ...exec, successThreshold: 1 }, []],
    [
      'has no default for path and scheme',
      { httpGet: { port: 80 }, successThreshold: 1 },
      ['required .httpGet.path', 'not-supported .httpGet.scheme'],
    ],
  ])
})

describe('lifecycle', () => {
  testRules('spec.containers[0].lifecycle', (lifecycle) => withContainer({ lifecycle }), [
    ['may be empty', {}, []],
    ['a hook does something', { preStop: {} }, ['required .preStop']],
    [
      'sleeping is new',
      { preStop: { sleep: { seconds: 31 } } },
      ['required .preStop'],
      ['invalid .preStop.sleep.seconds'],
    ],
    ['a hook sleeps 1 to 30 seconds', { preStop: { sleep: { seconds: 30 } } }, ['required .preStop'], []],
    ['a hook has no grpc', { postStart: { grpc: { port: 1 } } }, ['required .postStart']],
  ])
})

describe('init containers', () => {
  testRules('spec.initContainers[0]', withInitContainer, [
    ['have no lifecycle', { lifecycle: {} }, ['invalid .lifecycle'], ['forbidden .lifecycle']],
    [
      'have no probes; old versions judge their content besides',
      { livenessProbe: {}, readinessProbe: exec, startupProbe: exec },
      [
        'invalid .livenessProbe',
        'required .livenessProbe',
        'invalid .readinessProbe',
        'invalid .startupProbe',
        'invalid .startupProbe.successThreshold',
      ],
      ['forbidden .livenessProbe', 'forbidden .readinessProbe', 'forbidden .startupProbe'],
    ],
    [
      'native sidecars have both',
      { restartPolicy: 'Always', lifecycle: { preStop: {} }, livenessProbe: exec },
      ['invalid .lifecycle', 'required .lifecycle.preStop', 'invalid .livenessProbe'],
      ['required .lifecycle.preStop'],
    ],
  ])
})
