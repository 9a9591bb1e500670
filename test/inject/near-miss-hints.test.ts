import { expect, test } from 'vitest'
import { createInjector, type LabelSelector } from 'sidecarset'

function hintsFor(selector: LabelSelector, metadata: object) {
  const sidecarSets = [
    {
      apiVersion: 'apps.kruise.io/v1alpha1',
      kind: 'SidecarSet',
      metadata: { name: 'logs' },
      spec: { selector, containers: [{ name: 'logs', image: 'logs:1' }] },
    },
  ]
  const pod = {
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: { containers: [{ name: 'app' }] },
  }
  return createInjector({ sidecarSets }).explain(pod)[0]?.facts?.nearMiss?.hints
}

const inject: LabelSelector = { matchLabels: { 'tap/inject': 'true' } }
const present: LabelSelector = { matchExpressions: [{ key: 'tap/inject', operator: 'Exists' }] }

test.each<[string, LabelSelector, object, object]>([
  ['another case', inject, { labels: { 'tap/inject': 'True' } }, { hint: 'other-case', actual: 'True' }],
  ['a misspelt key', inject, { labels: { 'tap/injct': 'true' } }, { hint: 'misspelt-key', key: 'tap/injct' }],
  [
    'an annotation',
    inject,
    { annotations: { 'tap/inject': 'true' } },
    { hint: 'annotation', key: 'tap/inject' },
  ],
  [
    'an annotation of any value',
    present,
    { annotations: { 'tap/inject': 'secret' } },
    { hint: 'annotation' },
  ],
])('%s', (_title, selector, metadata, hint) => expect(hintsFor(selector, metadata)).toMatchObject([hint]))

test.each<[string, LabelSelector, object]>([
  ['another value', inject, { labels: { 'tap/inject': 'false' } }],
  ['another label of that value', inject, { labels: { canary: 'true' } }],
  ['an annotation of another value', inject, { annotations: { 'tap/inject': 'false' } }],
])('%s is no hint', (_title, selector, metadata) => expect(hintsFor(selector, metadata)).toBeUndefined())

test('the value of an annotation that nobody asked for is not shown', () =>
  expect(JSON.stringify(hintsFor(present, { annotations: { 'tap/inject': 'secret' } }))).not.toContain(
    'secret',
  ))
