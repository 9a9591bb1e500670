import { describe, expect, test } from 'vitest'
import { convertSidecarSet, createInjector, type Pod, type SidecarSet } from '../../src/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'

const alpha = 'apps.kruise.io/v1alpha1'
const beta = 'apps.kruise.io/v1beta1'
const byName = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })

describe('to v1beta1', () => {
  test.each<[rule: string, given: SidecarSet, spec: SidecarSet['spec']]>([
    [
      'a namespace becomes a selector by name',
      { spec: { namespace: 'shop' } },
      { namespaceSelector: byName('shop') },
    ],
    [
      'a selector beside a namespace is lost',
      { spec: { namespace: 'shop', namespaceSelector: { matchLabels: { a: 'b' } } } },
      { namespaceSelector: byName('shop') },
    ],
    [
      'a selector without a namespace stays',
      { spec: { namespaceSelector: { matchLabels: { a: 'b' } } } },
      { namespaceSelector: { matchLabels: { a: 'b' } } },
    ],
    ['an empty namespace is none', { spec: { namespace: '' } }, {}],
    [
      'the label of the custom version becomes a field',
      { metadata: { labels: { 'apps.kruise.io/sidecarset-custom-version': 'v2' } }, spec: {} },
      { customVersion: 'v2' },
    ],
  ])('%s', (_rule, given, spec) => {
    const converted = convertSidecarSet(deepFreeze({ apiVersion: alpha, ...given }), 'v1beta1')
    expect(converted).toMatchObject({ apiVersion: beta })
    expect(converted.spec).toEqual(spec)
  })
})

describe('to v1alpha1', () => {
  test('the custom version becomes a label, and namespaceSelector stays', () => {
    const set: SidecarSet = {
      apiVersion: beta,
      metadata: { name: 'logs', labels: { a: 'b' } },
      spec: { customVersion: 'v2', namespaceSelector: byName('shop') },
    }
    expect(convertSidecarSet(deepFreeze(set), 'v1alpha1')).toEqual({
      apiVersion: alpha,
      metadata: { name: 'logs', labels: { a: 'b', 'apps.kruise.io/sidecarset-custom-version': 'v2' } },
      spec: { namespaceSelector: byName('shop') },
    })
  })
})

test('one that has the version comes back as it is', () => {
  const set: SidecarSet = { apiVersion: beta, spec: {} }
  expect(convertSidecarSet(set, 'v1beta1')).toStrictEqual(set)
})

test('both versions inject the same in v1.9.0, and are kept out of the same namespaces', () => {
  const set: SidecarSet = {
    apiVersion: alpha,
    metadata: { name: 'logs' },
    spec: {
      namespace: 'shop',
      selector: { matchLabels: { app: 'web' } },
      containers: [{ name: 'shipper', image: 'x' }],
    },
  }
  const podIn = (namespace: string): Pod => ({
    metadata: { name: 'web', namespace, labels: { app: 'web' } },
    spec: { containers: [] },
  })
  const injected = (version: 'v1alpha1' | 'v1beta1', namespace: string) =>
    createInjector({ sidecarSets: [convertSidecarSet(set, version)], profile: 'v1.9.0' }).inject(
      podIn(namespace),
      {
        now: '2026-01-01T00:00:00Z',
      },
    )
  expect(injected('v1beta1', 'shop')).toEqual(injected('v1alpha1', 'shop'))
  expect(injected('v1beta1', 'shop').changed).toBe(true)
  expect(injected('v1beta1', 'other')).toMatchObject({ allowed: true, changed: false })
})
