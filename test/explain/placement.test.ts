import { describe, expect, test } from 'vitest'
import { createInjector, formatReport, reportWorkload, type InjectionReport, type Workload } from 'sidecarset'

const virtualNode = 'serverless.alibabacloud.com/virtual-node'
const injector = createInjector({
  sidecarSets: [
    {
      apiVersion: 'apps.kruise.io/v1alpha1',
      kind: 'SidecarSet',
      metadata: { name: 'logs' },
      spec: {
        selector: { matchLabels: { [virtualNode]: 'true' } },
        containers: [{ name: 'logs', image: 'logs:1' }],
      },
    },
  ],
})

const workload = (kind: string, labels: Record<string, string> = {}): Workload => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    template: {
      metadata: { labels: { app: 'web', ...labels } },
      spec: { containers: [{ name: 'app', image: 'app:1' }] },
    },
  },
})

const report = (of: Workload, request: Parameters<typeof reportWorkload>[2] = {}): InjectionReport => {
  const read = reportWorkload(of, injector, request)
  if (!read.ok) throw new Error('not read')
  return read.report
}

const eci = { 'alibabacloud.com/eci': 'true' }

describe('where the Pods of a workload go', () => {
  test('a template that asks for a virtual node is reported as after scheduling', () => {
    const found = report(workload('Deployment', eci))
    expect(found).toMatchObject({
      verdict: 'would-be-injected',
      placement: { placement: 'will-be', platform: 'eci', scheduled: true },
    })
    expect(found.onVirtualNode).toBeUndefined()
    expect(formatReport(found)).toContain('once it is scheduled to a virtual node (ECI)')
  })

  test('where the scheduler decides, there are both answers', () => {
    const found = report(workload('Deployment'))
    expect(found).toMatchObject({
      verdict: 'unchanged',
      placement: { placement: 'may-be' },
      onVirtualNode: {
        verdict: 'would-be-injected',
        placement: { scheduled: true },
        workload: { name: 'web' },
      },
    })
    expect(formatReport(found)).toContain('On a virtual node: would be injected')
  })

  test('a DaemonSet has no Pods on virtual nodes', () => {
    const found = report(workload('DaemonSet', eci))
    expect(found).toMatchObject({ verdict: 'unchanged', placement: { placement: 'no' } })
    expect(found.onVirtualNode).toBeUndefined()
  })

  test.each([
    ['eci', 'would-be-injected'],
    ['acs', 'would-be-injected'],
    ['none', 'unchanged'],
  ] as const)('virtualNode: %s asks for one answer', (virtualNode, verdict) => {
    const found = report(workload('Deployment'), { virtualNode })
    expect(found.verdict).toBe(verdict)
    expect(found.onVirtualNode).toBeUndefined()
  })
})

test('a Pod that is given is reported as it is, with the other answer', () => {
  const pod = {
    metadata: { name: 'web', namespace: 'shop', labels: eci },
    spec: { containers: [{ name: 'app' }] },
  }
  expect(injector.report(pod)).toMatchObject({
    verdict: 'unchanged',
    placement: { placement: 'will-be' },
    onVirtualNode: { verdict: 'would-be-injected' },
  })
})

test('nothing is said of virtual nodes where no SidecarSet selects Pods by their label', () => {
  const anywhere = createInjector({ sidecarSets: [] })
  const read = reportWorkload(workload('Deployment'), anywhere)
  expect(read.ok && read.report.onVirtualNode).toBeUndefined()
})

test('what goes wrong on virtual nodes is found for Pods that get there, and only for them', () => {
  const host = workload('Deployment', eci)
  const { template } = host.spec as { readonly template: { readonly spec: object } }
  const withHost = {
    ...host,
    spec: { template: { ...template, spec: { ...template.spec, hostNetwork: true } } },
  } as Workload
  const codes = (virtualNode: 'auto' | 'none') =>
    report(withHost, { virtualNode }).issues.map(({ code }) => code)
  expect(codes('auto').length).toBeGreaterThan(codes('none').length)
})
