import { describe, expect, test } from 'vitest'
import type { LabelSelector, Namespace, SidecarSetDecision, SidecarSetSpec } from 'sidecarset'
import { createInjector } from 'sidecarset'
import { bothProfiles, codes, inject, podOf, setOf } from './subjects.js'

const agent = { containers: [{ name: 'agent', image: 'agent:1' }] }

/** Outcome and reason for the Pod of labels `app=web`, in namespace `default`. */
function answer(
  spec: SidecarSetSpec,
  config: { profile?: 'v1.3.0' | 'v1.9.0'; namespaces?: readonly Namespace[]; apiVersion?: string } = {},
): string {
  const { apiVersion, ...rest } = config
  const set = { ...setOf({ ...agent, ...spec }), ...(apiVersion === undefined ? {} : { apiVersion }) }
  const [decision] = createInjector({ sidecarSets: [set], ...rest }).explain(podOf(), { now: new Date(0) })
  return summary(decision)
}

function summary(decision: SidecarSetDecision | undefined): string {
  return `${decision?.outcome} ${decision?.reason}`
}

describe.each(bothProfiles)('%s: spec.selector over the labels of the Pod (app=web)', (profile) => {
  test.each<[string, LabelSelector | undefined | null, string]>([
    ['a missing selector matches nothing', undefined, 'skipped selector-empty'],
    ['null matches nothing', null, 'skipped selector-empty'],
    ['an empty selector matches nothing', {}, 'skipped selector-empty'],
    ['empty lists match nothing', { matchLabels: {}, matchExpressions: [] }, 'skipped selector-empty'],
    ['matchLabels: equal value', { matchLabels: { app: 'web' } }, 'injected matched'],
    ['matchLabels: other value', { matchLabels: { app: 'db' } }, 'skipped selector-mismatch'],
    ['all matchLabels must hold', { matchLabels: { app: 'web', tier: 'x' } }, 'skipped selector-mismatch'],
    [
      'In: key present and value listed',
      { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web'] }] },
      'injected matched',
    ],
    [
      'In: value not listed',
      { matchExpressions: [{ key: 'app', operator: 'In', values: ['db'] }] },
      'skipped selector-mismatch',
    ],
    [
      'In: key absent',
      { matchExpressions: [{ key: 'tier', operator: 'In', values: ['web'] }] },
      'skipped selector-mismatch',
    ],
    [
      'In without values never holds',
      { matchExpressions: [{ key: 'app', operator: 'In' }] },
      'skipped selector-mismatch',
    ],
    [
      'NotIn: key absent',
      { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['web'] }] },
      'injected matched',
    ],
    [
      'NotIn: value listed',
      { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] },
      'skipped selector-mismatch',
    ],
    [
      'NotIn without values always holds',
      { matchExpressions: [{ key: 'app', operator: 'NotIn', values: [] }] },
      'injected matched',
    ],
    ['Exists: key present', { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, 'injected matched'],
    [
      'values beside Exists are ignored',
      { matchExpressions: [{ key: 'app', operator: 'Exists', values: ['db'] }] },
      'injected matched',
    ],
    [
      'DoesNotExist: key absent',
      { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
      'injected matched',
    ],
    [
      'DoesNotExist: key present',
      { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] },
      'skipped selector-mismatch',
    ],
    [
      'an unknown operator is an error',
      { matchExpressions: [{ key: 'app', operator: 'Equals', values: ['web'] }] },
      'failed unknown-operator',
    ],
    [
      'operators are told by case',
      { matchExpressions: [{ key: 'app', operator: 'in', values: ['web'] }] },
      'failed unknown-operator',
    ],
    [
      'an unknown operator is one also where the labels do not fit',
      { matchLabels: { app: 'db' }, matchExpressions: [{ key: 'x', operator: '' }] },
      'failed unknown-operator',
    ],
  ])('%s', (_, selector, expected) => {
    expect(answer({ selector: selector as LabelSelector }, { profile })).toBe(expected)
  })

  test('an unknown operator fails the whole request, other SidecarSets included', () => {
    const bad = setOf(
      { ...agent, selector: { matchExpressions: [{ key: 'a', operator: 'x' }] } },
      { name: 'bad' },
    )
    const good = setOf({ containers: [{ name: 'good', image: 'g' }] }, { name: 'good' })
    const result = inject(podOf(), [bad, good], { profile })
    expect(result).toMatchObject({ allowed: false, changed: false })
    expect(codes(result.issues)).toEqual(['unknown-operator spec.selector.matchExpressions'])
    expect(result.decisions.map(summary)).toEqual(['failed unknown-operator', 'skipped request-failed'])
  })

  test('keys and values are compared as plain text, with a warning where Kubernetes would refuse them', () => {
    const odd = { 'not a key!': 'not a value!', ['__proto__']: 'x' }
    const pod = podOf({}, { labels: odd })
    const result = inject(
      pod,
      [setOf({ ...agent, selector: { matchLabels: { 'not a key!': 'not a value!' } } })],
      { profile },
    )
    expect(result.changed).toBe(true)
    expect(new Set(result.issues.map(({ code }) => code))).toEqual(new Set(['malformed-selector']))
  })

  test('a well-formed selector draws no warning', () => {
    expect(inject(podOf(), [setOf(agent)], { profile }).issues).toEqual([])
  })

  test('labels named like parts of the machinery are labels like any other', () => {
    const labels = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>
    const selector = { matchLabels: labels }
    expect(inject(podOf({}, { labels }), [setOf({ ...agent, selector })], { profile }).changed).toBe(true)
    expect(inject(podOf(), [setOf({ ...agent, selector })], { profile }).changed).toBe(false)
  })

  test('a paused SidecarSet matches nothing', () => {
    expect(answer({ injectionStrategy: { paused: true } }, { profile })).toBe('skipped paused')
  })
})

describe('v1.3.0: spec.namespace', () => {
  test.each<[string, SidecarSetSpec, string]>([
    ['none: every namespace', {}, 'injected matched'],
    ['empty: every namespace', { namespace: '' }, 'injected matched'],
    ["the Pod's", { namespace: 'default' }, 'injected matched'],
    ['another', { namespace: 'web' }, 'skipped namespace-mismatch'],
    [
      'it is asked before an unknown operator',
      { namespace: 'web', selector: { matchExpressions: [{ key: 'a', operator: 'x' }] } },
      'skipped namespace-mismatch',
    ],
    [
      'namespaceSelector is not known, so it matches all',
      { namespaceSelector: { matchLabels: { team: 'x' } } },
      'injected matched',
    ],
  ])('%s', (_, spec, expected) => {
    expect(answer(spec)).toBe(expected)
  })
})

describe('v1.9.0: namespaceSelector over the labels of the Namespace (team=web)', () => {
  const namespaces: Namespace[] = [{ metadata: { name: 'default', labels: { team: 'web' } } }]
  const nameLabel = 'kubernetes.io/metadata.name'
  const unknownOperator = { matchExpressions: [{ key: 'a', operator: 'x' }] }

  test.each<[string, SidecarSetSpec, known: string, unknown: string]>([
    ['none', {}, 'injected matched', 'injected matched'],
    ['{} matches all', { namespaceSelector: {} }, 'injected matched', 'injected matched'],
    [
      'a label that fits',
      { namespaceSelector: { matchLabels: { team: 'web' } } },
      'injected matched',
      'unknown namespace-unknown',
    ],
    [
      'a label that does not',
      { namespaceSelector: { matchLabels: { team: 'db' } } },
      'skipped namespace-selector-mismatch',
      'unknown namespace-unknown',
    ],
    [
      'the name is known without the Namespace',
      { namespaceSelector: { matchLabels: { [nameLabel]: 'default' } } },
      'injected matched',
      'injected matched',
    ],
    [
      'another name is a no without the Namespace',
      { namespaceSelector: { matchLabels: { [nameLabel]: 'web', team: 'web' } } },
      'skipped namespace-selector-mismatch',
      'skipped namespace-selector-mismatch',
    ],
    [
      'name and label',
      { namespaceSelector: { matchLabels: { [nameLabel]: 'default', team: 'web' } } },
      'injected matched',
      'unknown namespace-unknown',
    ],
    [
      'an unknown operator is no match, and no error',
      { namespaceSelector: unknownOperator },
      'skipped namespace-selector-mismatch',
      'skipped namespace-selector-mismatch',
    ],
    [
      'spec.namespace of v1alpha1 is one on the name',
      { namespace: 'default' },
      'injected matched',
      'injected matched',
    ],
    [
      'another spec.namespace',
      { namespace: 'web' },
      'skipped namespace-selector-mismatch',
      'skipped namespace-selector-mismatch',
    ],
    [
      'a namespaceSelector beside spec.namespace is lost',
      { namespace: 'default', namespaceSelector: { matchLabels: { team: 'db' } } },
      'injected matched',
      'injected matched',
    ],
    [
      'an unknown operator of spec.selector counts where the namespace fits',
      { selector: unknownOperator, namespaceSelector: { matchLabels: { team: 'web' } } },
      'failed unknown-operator',
      'unknown namespace-unknown',
    ],
    [
      'and not where it does not',
      { selector: unknownOperator, namespaceSelector: { matchLabels: { team: 'db' } } },
      'skipped namespace-selector-mismatch',
      'unknown namespace-unknown',
    ],
    [
      'labels of the Pod that do not fit are a no in any case',
      { selector: { matchLabels: { app: 'db' } }, namespaceSelector: { matchLabels: { team: 'web' } } },
      'skipped selector-mismatch',
      'skipped selector-mismatch',
    ],
  ])('%s', (_, spec, known, unknown) => {
    expect(answer(spec, { profile: 'v1.9.0', namespaces })).toBe(known)
    expect(answer(spec, { profile: 'v1.9.0' })).toBe(unknown)
  })

  test('a Namespace has the name label that it says, and the one of its name where it says none', () => {
    const selecting = (name: string): SidecarSetSpec => ({
      namespaceSelector: { matchLabels: { [nameLabel]: name } },
    })
    const saying = (labels: Record<string, string>): Namespace[] => [
      { metadata: { name: 'default', labels } },
    ]
    const ask = (name: string, labels: Record<string, string>): string =>
      answer(selecting(name), { profile: 'v1.9.0', namespaces: saying(labels) })
    expect(ask('default', {})).toBe('injected matched')
    expect(ask('default', { [nameLabel]: 'foreign' })).toBe('skipped namespace-selector-mismatch')
    expect(ask('foreign', { [nameLabel]: 'foreign' })).toBe('injected matched')
  })

  test.each([
    ['In', { matchExpressions: [{ key: 'team', operator: 'In', values: ['web', 'db'] }] }],
    [
      'a pair and In',
      {
        matchLabels: { stage: 'x' },
        matchExpressions: [{ key: 'team', operator: 'In', values: ['web', 'db'] }],
      },
    ],
  ])(
    'one SidecarSet is decided about once, under however many labels it could be found: %s',
    (_, namespaceSelector) => {
      const set = setOf({ ...agent, namespaceSelector })
      const result = inject(podOf(), [set], { profile: 'v1.9.0' })
      expect(result.decisions.map(summary)).toEqual(['unknown namespace-unknown'])
      expect(codes(result.issues)).toEqual(['namespace-unknown spec.namespaceSelector'])
    },
  )

  test('v1beta1 has no spec.namespace', () => {
    const config = { profile: 'v1.9.0', apiVersion: 'apps.kruise.io/v1beta1' } as const
    expect(answer({ namespace: 'web' }, config)).toBe('injected matched')
  })
})
