import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toFieldPath } from '../../src/issue/index.js'
import { injectSidecars } from '../../src/inject/injector.js'
import type { Container, Pod } from '../../src/manifest/api-types.js'
import { parseManifests } from '../../src/manifest/index.js'
import { checkVirtualNodePod } from '../../src/virtual-node/check-virtual-node-pod.js'
import { describeInjected } from '../../src/virtual-node/describe-injected.js'
import type { VirtualNodeContext } from '../../src/virtual-node/check-subject.js'
import { simulateScheduling } from '../../src/virtual-node/simulate-scheduling.js'
import { deepFreeze } from '../laws/deep-freeze.js'

const labels = {
  eci: { 'alibabacloud.com/eci': 'true' },
  acs: { 'alibabacloud.com/acs': 'true' },
  both: { 'serverless.alibabacloud.com/virtual-node': 'true' },
  open: {},
}
const mark = { name: 'IS_INJECTED', value: 'true' }
const set = (name: string, value: string): { name: string; value: string } => ({ name, value })
const sidecar = (...env: object[]): Container => ({ name: 'log', env: [...env, mark] }) as Container
const app: Container = { name: 'app' }

interface Case {
  readonly on?: keyof typeof labels
  readonly spec?: object
  readonly context?: VirtualNodeContext
}

function codes({ on = 'eci', spec = {}, context = {} }: Case): string[] {
  const pod = deepFreeze({ metadata: { name: 'p', namespace: 'web', labels: labels[on] }, spec }) as Pod
  return checkVirtualNodePod(pod, deepFreeze(context)).map(({ severity, code, path }) =>
    `${severity} ${code} ${toFieldPath(path)}`.trimEnd(),
  )
}

const type = set('ECI_CONTAINER_TYPE', 'sidecar')
const ignore = set('ECI_CONTAINER_IGNORE_EXIT_CODE', 'true')
const acsMark = set('__IS_SIDECAR__', 'true')
const job = (container: Container, rest: object = {}): object => ({
  restartPolicy: 'OnFailure',
  containers: [container, app],
  ...rest,
})
const never = ['warning job-never-ends spec.containers[0]']
const failed = ['warning job-marked-failed spec.containers[0]']
const oldKubernetes = { kubernetesVersion: '1.28' }

describe('a Job', () => {
  test.each<[title: string, given: Case, issues: string[]]>([
    ['on ECI: nothing ends the sidecar', { spec: job(sidecar()) }, never],
    ['on ECI: it is only to exit last', { spec: job(sidecar(set('ECI_SIDECAR_CONTAINER', 'true'))) }, never],
    ['on ECI: the type is normal', { spec: job(sidecar(set('ECI_CONTAINER_TYPE', 'normal'))) }, never],
    ['on ECI: terminated, and marked failed', { spec: job(sidecar(type)) }, failed],
    ['on ECI: terminated, and its exit code ignored', { spec: job(sidecar(type, ignore)) }, []],
    ['not a Job', { spec: { containers: [sidecar(), app] } }, []],
    ['restartPolicy Always is not a Job', { spec: job(sidecar(), { restartPolicy: 'Always' }) }, []],
    ['containers of the application may end', { spec: job({ name: 'worker' }) }, []],
    [
      'a sidecar that is known to end',
      {
        spec: job({ name: 'log' }),
        context: { injected: { containers: [{ name: 'log', terminates: true }], volumes: [] } },
      },
      [],
    ],
    [
      'a mark does not count against what is known',
      { spec: job(sidecar()), context: { injected: { containers: [], volumes: [] } } },
      [],
    ],
    ['on ACS before 1.29', { on: 'acs', spec: job(sidecar(acsMark)), context: oldKubernetes }, []],
    ['on ACS, nothing marked', { on: 'acs', spec: job(sidecar()), context: oldKubernetes }, never],
    ['on ACS, without a version', { on: 'acs', spec: job(sidecar(acsMark)) }, []],
    [
      'on ACS from 1.29',
      { on: 'acs', spec: job(sidecar(acsMark)), context: { kubernetesVersion: '1.29' } },
      ['warning convention-kubernetes-version spec.containers[0].env[0].name', ...never],
    ],
    [
      'on ACS from 1.29, as a native sidecar',
      {
        on: 'acs',
        spec: {
          restartPolicy: 'Never',
          initContainers: [{ ...sidecar(), restartPolicy: 'Always' }],
          containers: [app],
        },
        context: { kubernetesVersion: '1.29' },
      },
      [],
    ],
    ['on either: the mark of one is enough', { on: 'both', spec: job(sidecar(acsMark)) }, []],
    ['on either: what ECI would do', { on: 'both', spec: job(sidecar(type)) }, failed],
    [
      'on an ordinary node no variable counts',
      { on: 'open', spec: job(sidecar(type, ignore), { nodeName: 'worker-1' }) },
      never,
    ],
    [
      'an injected init container ends by itself',
      { spec: { restartPolicy: 'Never', initContainers: [sidecar()], containers: [app] } },
      [],
    ],
  ])('%s', (_, given, issues) => expect(codes(given)).toEqual(issues))
})

describe('variables', () => {
  const launch = (value: string): object => set('ECI_CONTAINER_LAUNCH_PRIORITY', value)
  const exit = (value: string): object => set('ECI_CONTAINER_EXIT_PRIORITY', value)
  const withEnv = (...env: object[]): object => ({ containers: [{ name: 'c', env }] })
  const env = (code: string, index: number, field: string): string =>
    `warning ${code} spec.containers[0].env[${index}]${field}`

  test.each<[title: string, given: Case, issues: string[]]>([
    ['both below zero', { spec: withEnv(launch('-1'), exit('-1')) }, [env('priorities-of-same-sign', 1, '')]],
    ['opposite signs', { spec: withEnv(launch('1'), exit('-1')) }, []],
    ['one of them zero', { spec: withEnv(launch('1'), exit('0')) }, []],
    [
      'same signs on ACS mean nothing',
      { on: 'acs', spec: withEnv(launch('1'), exit('1')) },
      [env('convention-of-other-platform', 0, '.name'), env('convention-of-other-platform', 1, '.name')],
    ],
    ['of ACS on ECI', { spec: withEnv(acsMark) }, [env('convention-of-other-platform', 0, '.name')]],
    ['of either where the platform is not known', { on: 'both', spec: withEnv(acsMark, exit('-1')) }, []],
    [
      'on an ordinary node',
      { on: 'open', spec: { ...withEnv(exit('9999'), acsMark), nodeName: 'worker-1' } },
      [],
    ],
    [
      'a bad value of the other platform is one issue',
      { on: 'acs', spec: withEnv(exit('9999')) },
      [env('convention-of-other-platform', 0, '.name')],
    ],
    [
      'from a field',
      { spec: withEnv({ name: 'ECI_CONTAINER_TYPE', valueFrom: {} }) },
      [env('convention-value-undocumented', 0, '.value')],
    ],
    [
      'a native sidecar before 1.29',
      { spec: { initContainers: [{ name: 'i', restartPolicy: 'Always' }] }, context: oldKubernetes },
      ['warning convention-kubernetes-version spec.initContainers[0].restartPolicy'],
    ],
  ])('%s', (_, given, issues) => expect(codes(given)).toEqual(issues))

  test.each<[name: string, isMisspelt: boolean]>([
    ['ECI_CONTAINER_LAUNCH_PRIORTY', true],
    ['ECI_CONTAINER_LAUNCHPRIORITY', true],
    ['eci_sidecar_container', true],
    ['ECI_SIDECAR_CONTAINERS', true],
    ['_IS_SIDECAR_', true],
    ['__IS_SIDECAR', true],
    ['ECI_CONTAINER_EXIT_PRIORITY', false],
    ['ECI_CONTAINER_NAME', false],
    ['ECI_REGION', false],
    ['IS_SIDECAR', false],
    ['IGNORE_READY', false],
    ['_', false],
    ['__proto__', false],
  ])('is %s misspelt?', (name, isMisspelt) => {
    const issues = codes({ spec: withEnv(set(name, 'true')) }).filter((text) => text.includes('name-unknown'))
    expect(issues).toEqual(isMisspelt ? [env('convention-name-unknown', 0, '.name')] : [])
  })
})

describe('references', () => {
  const volume = (name: string): object => ({ name: 'v', configMap: { name } })
  const injected = (...volumes: string[]): VirtualNodeContext => ({
    injected: { containers: [], volumes: volumes.map((name) => ({ name })) },
  })
  const place = 'spec.volumes[0].configMap.name'

  test.each<[title: string, given: Case, issues: string[]]>([
    ['whose volume it is is not known', { spec: { volumes: [volume('kube-system/c')] } }, []],
    ['brought by a SidecarSet', { spec: { volumes: [volume('kube-system/c')] }, context: injected('v') }, []],
    [
      "the Pod's own",
      { spec: { volumes: [volume('kube-system/c')] }, context: injected() },
      [`warning reference-in-own-volume ${place}`],
    ],
    [
      "the Pod's own, no reference at all",
      { spec: { volumes: [volume('a/b/c')] }, context: injected() },
      [`warning reference-in-own-volume ${place}`],
    ],
    ["the Pod's own, of its namespace", { spec: { volumes: [volume('web/c')] }, context: injected() }, []],
    [
      'the scheduler may choose an ordinary node',
      { on: 'open', spec: { volumes: [volume('kube-system/c')] } },
      [`info reference-on-ordinary-node ${place}`],
    ],
    [
      'of its own namespace, on an ordinary node',
      { on: 'open', spec: { nodeName: 'worker-1', volumes: [volume('web/c')] } },
      [`warning reference-on-ordinary-node ${place}`],
    ],
    [
      'a plain name, on an ordinary node',
      { on: 'open', spec: { nodeName: 'worker-1', volumes: [volume('c')] } },
      [],
    ],
    [
      'mounted by an init container of the application',
      {
        spec: {
          initContainers: [{ name: 'i', volumeMounts: [{ name: 'v' }] }],
          volumes: [volume('kube-system/c')],
        },
        context: injected('v'),
      },
      ['warning reference-exposed spec.initContainers[0].volumeMounts[0].name'],
    ],
    [
      'mounted by an ephemeral container',
      {
        spec: {
          ephemeralContainers: [{ name: 'e', volumeMounts: [{ name: 'v' }] }],
          volumes: [volume('kube-system/c')],
        },
      },
      ['warning reference-exposed spec.ephemeralContainers[0].volumeMounts[0].name'],
    ],
    [
      'of the same namespace is no secret',
      {
        spec: { containers: [{ name: 'a', volumeMounts: [{ name: 'v' }] }], volumes: [volume('web/c')] },
        context: injected('v'),
      },
      [],
    ],
    [
      'mounted by a sidecar',
      {
        spec: {
          containers: [{ ...sidecar(), volumeMounts: [{ name: 'v' }] }],
          volumes: [volume('kube-system/c')],
        },
      },
      [],
    ],
  ])('%s', (_, given, issues) => expect(codes(given)).toEqual(issues))

  test('several in one projected volume', () => {
    const sources = [
      { configMap: { name: 'kube-system/c' } },
      { secret: { name: 'web/own' } },
      { secret: { name: 'shop/s' } },
    ]
    const at = (index: number, kind: string): string =>
      `warning reference-in-own-volume spec.volumes[0].projected.sources[${index}].${kind}.name`
    expect(
      codes({ spec: { volumes: [{ name: 'v', projected: { sources } }] }, context: injected() }),
    ).toEqual([at(0, 'configMap'), at(2, 'secret')])
  })

  const inEnv = (list: 'env' | 'envFrom', reference: object): object => ({
    initContainers: [
      { name: 'i', [list]: list === 'env' ? [{ name: 'A', valueFrom: reference }] : [reference] },
    ],
  })
  test.each<[list: 'env' | 'envFrom', field: string]>([
    ['env', 'configMapKeyRef'],
    ['env', 'secretKeyRef'],
    ['envFrom', 'configMapRef'],
    ['envFrom', 'secretRef'],
  ])('in %s, as %s', (list, field) => {
    const path = `spec.initContainers[0].${list}[0]${list === 'env' ? '.valueFrom' : ''}.${field}.name`
    expect(codes({ spec: inEnv(list, { [field]: { name: 'kube-system/c' } }) })).toEqual([
      `error reference-in-env ${path}`,
    ])
    expect(codes({ spec: inEnv(list, { [field]: { name: 'c' } }) })).toEqual([])
  })

  test('a SidecarSet that was left out has nothing shadowed', () => {
    const reference = {
      kind: 'ConfigMap',
      namespace: 'kube-system',
      name: 'c',
      text: 'kube-system/c',
      volume: 'v',
      path: [],
      crossNamespace: true,
      verdict: 'denied',
      reason: 'no-binding',
      message: '',
      sidecarSet: 'logs',
    } as const
    const spec = { containers: [app], volumes: [{ name: 'v', emptyDir: {} }] }
    expect(codes({ spec, context: { ...injected(), references: [reference] } })).toEqual([])
  })
})

describe('limits of the instance', () => {
  const count = (length: number): object[] => Array.from({ length }, (_, index) => ({ name: `c${index}` }))
  test.each<[title: string, given: Case, issues: string[]]>([
    [
      'whether init containers count is undocumented',
      { spec: { containers: count(20), initContainers: [{ name: 'i' }] } },
      ['info too-many-containers spec.containers'],
    ],
    ['ACS has no such limit', { on: 'acs', spec: { containers: count(21), volumes: count(21) } }, []],
    [
      'an ordinary node has none',
      { on: 'open', spec: { nodeName: 'worker-1', containers: count(21), volumes: count(21) } },
      [],
    ],
    [
      'where it may get to ECI',
      { on: 'open', spec: { containers: count(21), volumes: count(21) } },
      ['warning too-many-containers spec.containers', 'warning too-many-volumes spec.volumes'],
    ],
  ])('%s', (_, given, issues) => expect(codes(given)).toEqual(issues))

  const host = {
    hostNetwork: true,
    volumes: [{ name: 'v', hostPath: {} }],
    initContainers: [{ name: 'i', securityContext: { privileged: true } }],
  }
  test.each<[title: string, given: Case, severity: string | undefined]>([
    ['on a virtual node', { spec: host }, 'error'],
    ['where it may get onto one', { on: 'open', spec: host }, 'warning'],
    ['on an ordinary node', { on: 'open', spec: { ...host, nodeName: 'worker-1' } }, undefined],
  ])('access to the host %s', (_, given, severity) => {
    const places = [
      'host-path spec.volumes[0].hostPath',
      'host-network spec.hostNetwork',
      'privileged spec.initContainers[0].securityContext.privileged',
    ]
    expect(codes(given)).toEqual(severity === undefined ? [] : places.map((place) => `${severity} ${place}`))
  })
})

test.each<[title: string, on: keyof typeof labels, context: VirtualNodeContext, issues: number]>([
  ['ECI needs v2.10.0', 'eci', { components: { ackVirtualNode: 'v2.9.9' } }, 1],
  ['ECI is content with v2.10.0', 'eci', { components: { ackVirtualNode: 'v2.10.0-aliyun.1' } }, 0],
  ['ACS is not', 'acs', { components: { ackVirtualNode: 'v2.10.0' } }, 1],
  ['ACS needs v2.13.0', 'acs', { components: { ackVirtualNode: '2.13.0' } }, 0],
  ['kruise v1.3.0', 'eci', { components: { ackKruise: 'v1.3.0', sidecarSetServerlessPod: true } }, 0],
  ['Kubernetes 1.22', 'eci', { kubernetesVersion: '1.22' }, 0],
  ['a version that cannot be read', 'eci', { components: { ackKruise: 'latest' } }, 0],
])('floor: %s', (_, on, context, issues) => expect(codes({ on, context })).toHaveLength(issues))

describe('the walkthrough', () => {
  const manifests = parseManifests(
    ['sidecarset.yaml', 'sidecarset-resourcebinding.yaml', 'filebeat-config.yaml'].map((file) =>
      readFileSync(`fixtures/walkthrough/${file}`, 'utf8'),
    ),
  )
  const deployment = parseManifests(readFileSync('fixtures/walkthrough/echo-server.yaml', 'utf8'))
    .workloads[0]
  const template = (deployment?.spec as { readonly template: Pod }).template
  const pod = simulateScheduling(
    { ...template, metadata: { ...template.metadata, name: 'echo-server', namespace: 'default' } },
    'eci',
  )
  const result = injectSidecars(pod, manifests, { now: '2026-01-01T00:00:00Z' })

  test('what was injected', () => {
    expect(describeInjected(pod, result)).toEqual({
      containers: [{ name: 'filebeat', sidecarSet: 'filebeat-sidecarset' }],
      volumes: [{ name: 'config', sidecarSet: 'filebeat-sidecarset' }, { name: 'stdlog' }],
    })
  })

  test('its configuration reads no file', () => {
    const context = {
      injected: describeInjected(pod, result),
      references: result.references,
      configMaps: manifests.configMaps,
      secrets: [],
    }
    expect(checkVirtualNodePod(result.pod, context)).toEqual([
      {
        code: 'stdlog-path-never-matches',
        severity: 'warning',
        path: ['spec', 'containers', 0, 'volumeMounts', 1, 'mountPath'],
        resource: { kind: 'Pod', namespace: 'default', name: 'echo-server' },
        message:
          'ConfigMap kube-system/filebeat-config (filebeat.yml) reads "/var/log/std/*.log", which matches no file: they are /var/log/std/<container>/0.log',
      },
    ])
  })
})

describe('describeInjected', () => {
  const result = (pod: Pod): Parameters<typeof describeInjected>[1] => ({ pod, references: [] })
  test('a container that was replaced is injected, one that is equal is not', () => {
    const before: Pod = {
      spec: {
        containers: [
          { name: 'a', image: 'x' },
          { name: 'b', image: 'x' },
        ],
      },
    }
    const after: Pod = {
      spec: {
        containers: [
          { name: 'a', image: 'x' },
          { name: 'b', image: 'y' },
        ],
      },
    }
    expect(describeInjected(before, result(after)).containers).toEqual([{ name: 'b' }])
  })

  test('an annotation that is no JSON tells nothing', () => {
    const pod: Pod = {
      metadata: { annotations: { 'kruise.io/sidecarset-hash': '{' } },
      spec: { containers: [{ name: 'a' }] },
    }
    expect(describeInjected({}, result(pod)).containers).toEqual([{ name: 'a' }])
  })
})

test('null counts as absent, everywhere', () => {
  const env = [{ name: 'ECI_SIDECAR_CONTAINER', value: null, valueFrom: null }, null]
  const spec = {
    restartPolicy: null,
    nodeName: null,
    hostNetwork: null,
    initContainers: null,
    imagePullSecrets: [null, { name: null }],
    containers: [
      { name: 'c', env, envFrom: null, volumeMounts: [null], securityContext: null },
      { name: 'd', env: null, volumeMounts: null, securityContext: { privileged: null } },
    ],
    volumes: [
      { name: 'v', configMap: null, secret: null, projected: null, csi: null, hostPath: null },
      { name: 'w', projected: { sources: [null, { configMap: null }] } },
      { name: 'x', configMap: { name: null, items: null, optional: null } },
    ],
  }
  const context = { configMaps: [], secrets: [], kubernetesVersion: '1.30' }
  expect(codes({ spec, context })).toEqual([])
})

test('never throws, never changes its input, and gives plain data', () => {
  const anything = fc.anything({ withDate: false, withMap: false, withSet: false, withTypedArray: false })
  fc.assert(
    fc.property(anything, anything, anything, (spec, metadata, configMap) => {
      const context = { configMaps: [configMap as object], kubernetesVersion: '1.21' }
      const issues = checkVirtualNodePod(deepFreeze({ metadata, spec } as Pod), deepFreeze(context))
      expect(JSON.parse(JSON.stringify(issues))).toEqual(issues)
    }),
  )
})
