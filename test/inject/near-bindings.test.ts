import { expect, test } from 'vitest'
import { createInjector, type SidecarSet } from 'sidecarset'

const logs: SidecarSet = {
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    containers: [{ name: 'logs', image: 'logs:1', volumeMounts: [{ name: 'tls', mountPath: '/tls' }] }],
    volumes: [{ name: 'tls', secret: { secretName: 'vault/tls-cert' } }],
  },
}
const pod = {
  metadata: { name: 'web-0', namespace: 'shop', labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'app:1' }] },
}

interface Given {
  readonly namespace?: string
  readonly subject?: { readonly kind: string; readonly name: string }
  readonly object?: { readonly kind: string; readonly name: string }
}

function nearMissWith({
  namespace = 'vault',
  subject = { kind: 'SidecarSet', name: 'logs' },
  object = { kind: 'Secret', name: 'tls-cert' },
}: Given) {
  const binding = {
    apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
    kind: 'SidecarSetResourceBinding',
    metadata: { name: 'grant', namespace },
    spec: { subjects: [subject], resourceRefs: [object] },
  }
  const [decision] = createInjector({ sidecarSets: [logs], resourceBindings: [binding] }).explain(pod)
  return decision?.facts?.nearMiss
}

test.each<[string, Given, string, string, string]>([
  ["in the Pod's namespace", { namespace: 'shop' }, 'namespace', 'vault', 'shop'],
  ['in a misspelt namespace', { namespace: 'valut' }, 'namespace', 'vault', 'valut'],
  ['for another SidecarSet', { subject: { kind: 'SidecarSet', name: 'logz' } }, 'subject', 'logs', 'logz'],
  [
    'a misspelt kind of subject',
    { subject: { kind: 'Sidecarset', name: 'logs' } },
    'subject-kind',
    'SidecarSet',
    'Sidecarset',
  ],
  ['a misspelt object', { object: { kind: 'Secret', name: 'tls-crt' } }, 'object', 'tls-cert', 'tls-crt'],
  [
    'the other kind of object',
    { object: { kind: 'ConfigMap', name: 'tls-cert' } },
    'object-kind',
    'Secret',
    'ConfigMap',
  ],
  [
    'a misspelt kind of object',
    { object: { kind: 'Secrets', name: 'tls-cert' } },
    'object-kind',
    'Secret',
    'Secrets',
  ],
])('a binding that nearly grants: %s', (_title, given, field, value, actual) => {
  const binding = { namespace: given.namespace ?? 'vault', name: 'grant' }
  expect(nearMissWith(given)?.changes).toEqual([{ change: 'fix-binding', binding, field, value, actual }])
})

test.each<[string, Given]>([
  ['grants it', {}],
  ['is about something else', { object: { kind: 'Secret', name: 'registry-password' } }],
  ['differs in two things', { namespace: 'shop', object: { kind: 'Secret', name: 'tls-crt' } }],
])('a binding that %s is no near miss', (_title, given) => expect(nearMissWith(given)).toBeUndefined())
