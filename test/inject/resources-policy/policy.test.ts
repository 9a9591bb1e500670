import { describe, expect, test } from 'vitest'
import {
  applyResourcesPolicy,
  compileResourcesPolicy,
} from '../../../src/inject/plan/resources-policy/policy.js'
import type { Container, PodSpec, ResourcesExpr, ResourcesPolicy } from '../../../src/manifest/api-types.js'

function container(name: string, limits: Container['resources'] = {}): Container {
  return { name, resources: limits }
}

const limited = (name: string, cpu: string) => container(name, { limits: { cpu } })
const requesting = (name: string, cpu: string) => container(name, { requests: { cpu } })

function apply(policy: ResourcesPolicy, spec: PodSpec, sidecars: readonly string[] = []) {
  return applyResourcesPolicy(compileResourcesPolicy(policy), spec, (name) => sidecars.includes(name))
}

const all = '.*'
const cpuLimit: ResourcesExpr = { limits: { cpu: 'cpu' } }
const cpuRequest: ResourcesExpr = { requests: { cpu: 'cpu' } }

describe('what the variable holds', () => {
  test.each<[why: string, mode: string, expr: ResourcesExpr, containers: Container[], resources: object]>([
    [
      'sum of limits',
      'sum',
      cpuLimit,
      [limited('a', '1'), limited('b', '500m')],
      { limits: { cpu: '1500m' } },
    ],
    ['sum loses the spelling', 'sum', cpuLimit, [limited('a', '1.500')], { limits: { cpu: '1500m' } }],
    ['max of limits', 'max', cpuLimit, [limited('a', '500m'), limited('b', '1')], { limits: { cpu: '1' } }],
    [
      'the first of equals',
      'max',
      cpuLimit,
      [limited('a', '1.'), limited('b', '1')],
      { limits: { cpu: '1.' } },
    ],
    ['a limit that one lacks', 'sum', cpuLimit, [limited('a', '1'), container('b')], {}],
    ['even for a constant', 'max', { limits: { cpu: '1' } }, [limited('a', '1'), container('b')], {}],
    [
      'a request that one lacks',
      'sum',
      cpuRequest,
      [requesting('a', '1'), container('b')],
      { requests: { cpu: '1' } },
    ],
    [
      'the largest request',
      'max',
      cpuRequest,
      [container('b'), requesting('a', '1')],
      { requests: { cpu: '1' } },
    ],
    ['no requests at all', 'sum', cpuRequest, [container('a')], { requests: { cpu: '0' } }],
    [
      'a null request counts as zero',
      'max',
      cpuRequest,
      [{ name: 'a', resources: { requests: { cpu: null as never } } }],
      { requests: { cpu: '0' } },
    ],
    ['an unknown mode: no limits', 'avg', cpuLimit, [limited('a', '1')], {}],
    [
      'an unknown mode: requests from zero',
      'avg',
      { requests: { cpu: 'cpu + 1' } },
      [requesting('a', '1')],
      { requests: { cpu: '1' } },
    ],
    [
      'the expression of one resource may use the word of the other',
      'sum',
      { limits: { cpu: 'memory*2' } },
      [limited('a', '1')],
      { limits: { cpu: '2' } },
    ],
    [
      'empty expressions',
      'sum',
      { limits: { cpu: '', memory: undefined }, requests: {} },
      [limited('a', '1')],
      {},
    ],
    ['no expressions', 'sum', {}, [limited('a', '1')], {}],
  ])('%s', (_why, targetContainersMode, resourcesExpr, containers, resources) => {
    const policy = { targetContainersMode, targetContainersNameRegex: all, resourcesExpr }
    expect(apply(policy, { containers })).toEqual({ ok: true, value: resources })
  })

  test('a sum starts from a decimal zero, and takes the format of the first amount', () => {
    const containers = ['1Gi', '1G'].map((memory, index) => container(`c${index}`, { limits: { memory } }))
    const policy = {
      targetContainersMode: 'sum',
      targetContainersNameRegex: all,
      resourcesExpr: { limits: { memory: 'memory*2' } },
    }
    expect(apply(policy, { containers })).toEqual({ ok: true, value: { limits: { memory: '4050277Ki' } } })
  })
})

describe('targets', () => {
  const spec: PodSpec = {
    initContainers: [
      { ...limited('app-init', '100'), restartPolicy: 'Never' },
      limited('app-setup', '10'),
      { ...limited('app-native', '1'), restartPolicy: 'Always' },
    ],
    containers: [limited('main', '100m'), limited('my-app-2', '10m')],
  }

  test.each<[pattern: string | undefined, sidecars: string[], cpu: string]>([
    [all, [], '1110m'],
    ['', [], '1110m'],
    [undefined, [], '1110m'],
    ['app', [], '1010m'],
    ['^app', [], '1'],
    ['^main$', [], '100m'],
    [all, ['main', 'app-native'], '10m'],
    ['(?i)MAIN', [], '100m'],
  ])('%s without %j', (targetContainersNameRegex, sidecars, cpu) => {
    const policy = { targetContainersMode: 'sum', targetContainersNameRegex, resourcesExpr: cpuLimit }
    expect(apply(policy, spec, sidecars)).toEqual({ ok: true, value: { limits: { cpu } } })
  })
})

describe('errors', () => {
  const containers = [limited('a', '1')]
  const policy: ResourcesPolicy = {
    targetContainersMode: 'sum',
    targetContainersNameRegex: all,
    resourcesExpr: cpuLimit,
  }

  test.each<[why: string, policy: ResourcesPolicy, spec: PodSpec, error: object]>([
    ['no target', { ...policy, targetContainersNameRegex: 'b' }, { containers }, { kind: 'no-target' }],
    ['no containers', policy, {}, { kind: 'no-target' }],
    [
      'not Go',
      { ...policy, targetContainersNameRegex: '(?=a)' },
      { containers },
      { kind: 'invalid-pattern' },
    ],
    [
      'an expression that fails',
      { ...policy, resourcesExpr: { requests: { cpu: '1', memory: 'memory-1' } } },
      { containers },
      { kind: 'invalid-expression', path: ['requests', 'memory'], error: { kind: 'negative-result' } },
    ],
    [
      'an amount that cannot be read',
      policy,
      { containers: [limited('a', '1 core')] },
      { kind: 'invalid-target-amount', path: ['limits', 'cpu'] },
    ],
    [
      'amounts that cannot be added',
      policy,
      { containers: [limited('a', '1n'), limited('b', '1e999999999')] },
      { kind: 'invalid-target-amount', path: ['limits', 'cpu'] },
    ],
  ])('%s', (_why, wrong, spec, error) => {
    expect(apply(wrong, spec)).toMatchObject({ ok: false, error })
  })

  test('an expression that is not computed is not looked at', () => {
    const wrong = { ...policy, resourcesExpr: { limits: { memory: '1 +' } } }
    expect(apply(wrong, { containers })).toEqual({ ok: true, value: {} })
  })
})
