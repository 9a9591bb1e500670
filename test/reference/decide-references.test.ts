import { expect, test } from 'vitest'
import { issueCatalog } from '../../src/issue/index.js'
import type { Volume } from '../../src/manifest/api-types.js'
import {
  compileGrants,
  decideReferences,
  describeReferenceReason,
  findQualifiedReferences,
  unauthorizedReferenceIssue,
  wordReference,
  type ReferenceDecision,
  type ReferenceReason,
} from '../../src/reference/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { binding } from './bindings.js'

const volumes: Volume[] = deepFreeze([
  { name: 'conf', configMap: { name: 'kube-system/filebeat-config' } },
  { name: 'plain', configMap: { name: 'filebeat-config' } },
  { name: 'tls', secret: { secretName: 'web/tls' } },
  { name: 'all', projected: { sources: [{ secret: { name: 'kube-system/filebeat-config' } }] } },
])

const bindings = [binding('kube-system/filebeat', ['filebeat'], ['ConfigMap/filebeat-config'])]

function decide(): ReferenceDecision[] {
  const { references } = findQualifiedReferences(volumes, { sidecarSet: 'filebeat' })
  return decideReferences(compileGrants(bindings), {
    sidecarSet: 'filebeat',
    references,
    podNamespace: 'web',
  }).map(wordReference)
}

test('one decision for every reference that names a namespace, in order', () => {
  expect(decide().map(({ message: _message, ...decision }) => decision)).toEqual([
    {
      sidecarSet: 'filebeat',
      kind: 'ConfigMap',
      namespace: 'kube-system',
      name: 'filebeat-config',
      text: 'kube-system/filebeat-config',
      volume: 'conf',
      path: ['spec', 'volumes', 0, 'configMap', 'name'],
      crossNamespace: true,
      verdict: 'granted',
      reason: 'bound',
      binding: { namespace: 'kube-system', name: 'filebeat' },
    },
    {
      sidecarSet: 'filebeat',
      kind: 'Secret',
      namespace: 'web',
      name: 'tls',
      text: 'web/tls',
      volume: 'tls',
      path: ['spec', 'volumes', 2, 'secret', 'secretName'],
      crossNamespace: false,
      verdict: 'granted',
      reason: 'same-namespace',
    },
    {
      sidecarSet: 'filebeat',
      kind: 'Secret',
      namespace: 'kube-system',
      name: 'filebeat-config',
      text: 'kube-system/filebeat-config',
      volume: 'all',
      path: ['spec', 'volumes', 3, 'projected', 'sources', 0, 'secret', 'name'],
      crossNamespace: true,
      verdict: 'denied',
      reason: 'kind-not-bound',
    },
  ])
})

test('decisions are plain data', () => {
  expect(JSON.parse(JSON.stringify(decide()))).toEqual(decide())
})

test.each(['error', 'warning'] as const)('a denial as an issue of severity %s', (severity) => {
  const decision = decide()[2]
  expect(decision && unauthorizedReferenceIssue(decision, severity)).toEqual({
    code: 'unauthorized-reference',
    severity,
    message: decision?.message,
    path: ['spec', 'volumes', 3, 'projected', 'sources', 0, 'secret', 'name'],
    resource: { kind: 'SidecarSet', name: 'filebeat' },
  })
  expect(Object.hasOwn(issueCatalog, 'unauthorized-reference')).toBe(true)
})

test.each<ReferenceReason>([
  'same-namespace',
  'bound',
  'no-binding',
  'subject-not-bound',
  'object-not-bound',
  'kind-not-bound',
])('the sentence of %s names the object', (reason) => {
  const facts = { sidecarSet: 'filebeat', kind: 'Secret', namespace: 'kube-system', name: 'tls' } as const
  const sentence = describeReferenceReason(reason, {
    ...facts,
    binding: { namespace: 'kube-system', name: 'b' },
  })
  expect(sentence).toContain('tls')
  expect(sentence).toContain('Secret')
})
