import { describe, expect, test } from 'vitest'
import { checkPod, createInjector, type Namespace, type Pod, type ProfileName } from 'sidecarset'
import { isWebhookAsked } from '../../src/check/webhook.js'

const labelled = (labels: Record<string, string>, name = 'ops'): Namespace => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
})
const pod: Pod = { metadata: { name: 'p', namespace: 'ops' }, spec: { containers: [{ name: 'app' }] } }

describe('whether the webhook is asked', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['no label', {}, 'yes', 'yes'],
    ['any control plane', { 'control-plane': 'x' }, 'no', 'depends'],
    ["OpenKruise's own", { 'control-plane': 'openkruise' }, 'no', 'no'],
    ['kube-system', { 'kubernetes.io/metadata.name': 'kube-system' }, 'yes', 'depends'],
  ])('%s', (_, labels, older, newer) => {
    const ask = (profile: ProfileName) =>
      isWebhookAsked({ labels, profile, webhookNamespaceSelector: undefined }).answer
    expect(ask('v1.3.0')).toBe(older)
    expect(ask('v1.8.0')).toBe(newer)
    expect(ask('v1.9.0')).toBe(newer)
  })

  test('the label with the name of the Namespace counts as there', () => {
    const webhookNamespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } }
    expect(checkPod(pod, { namespace: labelled({}), webhookNamespaceSelector })).toEqual([])
  })

  test('nothing is said of a namespace that is not given', () => {
    const webhookNamespaceSelector = { matchLabels: { a: 'b' } }
    expect(checkPod(pod, { webhookNamespaceSelector, namespaces: [labelled({}, 'other')] })).toEqual([])
  })

  test('a report says it only where a SidecarSet is for the Pod', () => {
    const set = { metadata: { name: 's' }, spec: { selector: { matchLabels: { app: 'web' } } } }
    const namespaces = [labelled({ 'control-plane': 'x' })]
    const report = createInjector({ sidecarSets: [set], namespaces }).report(pod)
    expect(report).toMatchObject({ verdict: 'unchanged', issues: [] })
  })

  test('a malformed selector is an error of the caller', () => {
    const webhookNamespaceSelector = { matchExpressions: [{ key: 'a', operator: 'Is' }] }
    expect(() => createInjector({ sidecarSets: [], webhookNamespaceSelector })).toThrow(/operator/)
    expect(() => checkPod(pod, { namespace: labelled({}), webhookNamespaceSelector })).toThrow(/operator/)
  })
})

test('malformed Pods are checked as far as they can be read', () => {
  for (const junk of [null, 1, [], {}, { spec: 1 }, { spec: { containers: { a: 1 }, volumes: [null, 1] } }])
    expect(() => checkPod(junk as Pod)).not.toThrow()
  const odd = { spec: { containers: [null, { name: 1, ports: [null], resources: { limits: { cpu: {} } } }] } }
  expect(() => checkPod(odd as unknown as Pod, { before: odd as unknown as Pod })).not.toThrow()
})
