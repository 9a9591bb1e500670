import { describe, expect, test } from 'vitest'
import type { Pod } from '../../src/manifest/api-types.js'
import { classifyPlacement } from '../../src/virtual-node/classify-placement.js'
import { simulateScheduling } from '../../src/virtual-node/simulate-scheduling.js'
import type { Platform } from '../../src/virtual-node/platform.js'
import { deepFreeze } from '../laws/deep-freeze.js'

type Labels = Readonly<Record<string, string>>
const virtual = { 'serverless.alibabacloud.com/virtual-node': 'true' }
const eci = { 'alibabacloud.com/eci': 'true' }
const acs = { 'alibabacloud.com/acs': 'true' }
const gpu = { 'alibabacloud.com/compute-class': 'gpu' }

describe('labels of the Pod as it comes to injection', () => {
  test.each<[title: string, before: Labels | undefined, platform: Platform, after: Labels]>([
    ['one that asks for ECI', { app: 'web', ...eci }, 'eci', { app: 'web', ...eci, ...virtual }],
    ['one that asks for ACS', acs, 'acs', { ...acs, ...virtual }],
    ['one that has a class of ACS', gpu, 'acs', { ...gpu, ...virtual }],
    ['one that asks for nothing', { app: 'web' }, 'eci', { app: 'web', ...eci, ...virtual }],
    ['one without labels', undefined, 'acs', { ...acs, ...virtual }],
    ['one that asks for the other', { ...eci, eci: 'true' }, 'acs', { ...acs, ...virtual }],
    ['one that asks for both', { ...eci, ...acs, ...gpu }, 'eci', { ...eci, ...virtual }],
    ['one that is scheduled already', { ...eci, ...virtual }, 'eci', { ...eci, ...virtual }],
  ])('%s', (_, labels, platform, after) => {
    const pod: Pod = deepFreeze({
      metadata: { name: 'web', ...(labels && { labels }) },
      spec: { containers: [] },
    })
    const scheduled = simulateScheduling(pod, platform)
    expect(scheduled.metadata?.labels).toEqual(after)
    expect(scheduled.spec).toStrictEqual(pod.spec)
    const verdict = classifyPlacement(scheduled)
    expect([verdict.placement, verdict.platform]).toEqual(['virtual-node', platform])
    expect(simulateScheduling(scheduled, platform)).toEqual(scheduled)
  })
})

test('a Pod whose Namespace asks for the platform gets no label of an author', () => {
  const namespace = { metadata: { name: 'web', labels: eci } }
  const pod: Pod = { metadata: { namespace: 'web' } }
  expect(simulateScheduling(pod, 'eci', { namespace }).metadata?.labels).toEqual(virtual)
})

test('the annotation that asks for ECI goes with its other requests', () => {
  const annotations = { 'alibabacloud.com/burst-resource': 'eci_only', note: 'kept' }
  const pod: Pod = deepFreeze({ metadata: { annotations } })
  expect(simulateScheduling(pod, 'acs').metadata?.annotations).toEqual({ note: 'kept' })
  expect(simulateScheduling(pod, 'eci').metadata?.annotations).toStrictEqual(annotations)
})

test('hostile labels stay data', () => {
  const pod = JSON.parse('{"metadata":{"labels":{"__proto__":"x","alibabacloud.com/acs":"true"}}}') as Pod
  const labels = simulateScheduling(pod, 'eci').metadata?.labels ?? {}
  expect(Object.keys(labels).sort()).toEqual(['__proto__', ...Object.keys({ ...eci, ...virtual })].sort())
})
