import { describe, expect, test } from 'vitest'
import type { Container, PodSpec, ResourcesPolicy, SidecarContainer } from 'sidecarset'
import { agentSet, app, codes, container, inject, podOf, setOf } from './subjects.js'

// The expression language and its arithmetic are tested beside it; here, its place in injection.

const limits = (cpu: string): Container['resources'] => ({ limits: { cpu } })
const policy = (targetContainersNameRegex: string, cpu = 'cpu', mode = 'sum'): ResourcesPolicy => ({
  targetContainersMode: mode,
  targetContainersNameRegex,
  resourcesExpr: { limits: { cpu } },
})

function resourcesOf(spec: PodSpec, sidecar: SidecarContainer): unknown {
  const { pod } = inject(podOf(spec), [agentSet(sidecar)], { profile: 'v1.9.0' })
  return container(pod, 'agent').resources
}

const two = {
  containers: [
    { ...app, resources: limits('1') },
    { ...app, name: 'other', resources: limits('500m') },
  ],
}

describe('v1.9.0: resourcesPolicy', () => {
  test('replaces the whole resources of the sidecar', () => {
    const own = { limits: { memory: '1Gi' }, requests: { cpu: '1' } }
    expect(resourcesOf(two, { resources: own, resourcesPolicy: policy('.*') })).toEqual(limits('1500m'))
  })

  test('leaves no resources where nothing comes of it', () => {
    expect(
      resourcesOf({ containers: [app] }, { resources: limits('1'), resourcesPolicy: policy('.*') }),
    ).toBeUndefined()
  })

  test('the regex is unanchored', () => {
    expect(resourcesOf(two, { resourcesPolicy: policy('the') })).toEqual(limits('500m'))
  })

  test('targets are native sidecars of the Pod and its containers, no other init containers', () => {
    const initContainers = [
      { name: 'native', restartPolicy: 'Always', resources: limits('1') },
      { name: 'plain', resources: limits('9') },
    ]
    expect(resourcesOf({ ...two, initContainers }, { resourcesPolicy: policy('.*') })).toEqual(
      limits('2500m'),
    )
  })

  test('no name of a container of any matched SidecarSet is one', () => {
    const other = setOf({ initContainers: [{ name: 'other', image: 'x' }] }, { name: 'z' })
    const { pod } = inject(podOf(two), [agentSet({ resourcesPolicy: policy('.*') }), other], {
      profile: 'v1.9.0',
    })
    expect(container(pod, 'agent').resources).toEqual(limits('1'))
  })

  test('names of SidecarSets that do not match are names like any other', () => {
    const other = setOf(
      { selector: { matchLabels: { app: 'db' } }, containers: [{ name: 'other', image: 'x' }] },
      { name: 'z' },
    )
    const { pod } = inject(podOf(two), [agentSet({ resourcesPolicy: policy('.*') }), other], {
      profile: 'v1.9.0',
    })
    expect(container(pod, 'agent').resources).toEqual(limits('1500m'))
  })

  test.each<[string, ResourcesPolicy]>([
    ['no target', policy('^nothing$')],
    ['a bad regex', policy('(')],
    ['an expression that cannot be read', policy('.*', 'cpu +')],
    ['a negative result', policy('.*', '0 - cpu')],
  ])('%s fails the request', (_, resourcesPolicy) => {
    const result = inject(podOf(two), [agentSet({ resourcesPolicy })], { profile: 'v1.9.0' })
    expect(result).toMatchObject({
      allowed: false,
      decisions: [{ outcome: 'failed', reason: 'resources-policy-failed' }],
    })
    expect(codes(result.issues)).toEqual(['resources-policy-failed spec.containers.0.resourcesPolicy'])
  })

  test('both of a hot-upgraded pair get it', () => {
    const set = agentSet({ resourcesPolicy: policy('.*'), upgradeStrategy: { upgradeType: 'HotUpgrade' } })
    const { pod } = inject(podOf(two), [set], { profile: 'v1.9.0' })
    expect([container(pod, 'agent-1').resources, container(pod, 'agent-2').resources]).toEqual([
      limits('1500m'),
      limits('1500m'),
    ])
  })

  test('init containers have it too', () => {
    const set = setOf({
      initContainers: [{ name: 'i', image: 'i', resourcesPolicy: policy('^app$', 'cpu*50%') }],
    })
    expect(container(inject(podOf(two), [set], { profile: 'v1.9.0' }).pod, 'i').resources).toEqual(
      limits('500m'),
    )
  })
})

test('v1.3.0 ignores it, and a warning says so', () => {
  const result = inject(podOf(two), [agentSet({ resources: limits('1'), resourcesPolicy: policy('(') })])
  expect(container(result.pod, 'agent').resources).toEqual(limits('1'))
  expect(codes(result.issues)).toEqual(['feature-beyond-profile spec.containers.0.resourcesPolicy'])
})
