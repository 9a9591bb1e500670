import { describe, expect, test } from 'vitest'
import type { ProfileName } from '../../src/profile.js'
import type { SidecarSet } from '../../src/manifest/api-types.js'
import { compileSidecarSets, validateSidecarSet } from '../../src/validate/index.js'
import { container, setWith, type Fields } from './sidecar-sets.js'

const named = (name: string, spec: Fields = {}): SidecarSet =>
  setWith({ containers: [container({ name, podInjectPolicy: 'AfterAppContainer' })], ...spec }, { name })

const bare = (name: string, spec: Fields): SidecarSet =>
  setWith({ containers: [], initContainers: [container({ name })], ...spec }, { name })

/** What the warning says is decided; undefined where there is none. */
function decided(
  own: SidecarSet,
  others: readonly SidecarSet[],
  profile: ProfileName = 'v1.9.0',
): string | undefined {
  const issues = validateSidecarSet(own, { others, profile })
  const found = issues.filter(({ code }) => code === 'order-undetermined')
  expect(found.length).toBeLessThan(2)
  for (const issue of found) expect(issue).toMatchObject({ severity: 'warning', path: ['spec'] })
  return found[0]?.message.replace(/^.*it decides /, '')
}

const containers = 'the order of the containers, or which of one name stays'
const secrets = 'the order of the image pull secrets'
const annotations = 'values of annotations'
const retain = (value: string): Fields => ({
  patchPodMetadata: [{ annotations: { k: value }, patchPolicy: 'Retain' }],
})
const app = (value: string): Fields => ({ selector: { matchLabels: { app: value } } })

describe('order-undetermined', () => {
  test.each<[string, SidecarSet, SidecarSet, string | undefined]>([
    ['containers on one side', named('a'), named('b'), containers],
    [
      'one on each side',
      named('a'),
      named('b', { containers: [container({ podInjectPolicy: 'BeforeAppContainer' })] }),
      undefined,
    ],
    ['init containers go by name', bare('a', {}), bare('b', {}), undefined],
    [
      'pull secrets',
      bare('a', { imagePullSecrets: [{ name: 'x' }] }),
      bare('b', { imagePullSecrets: [{ name: 'y' }] }),
      secrets,
    ],
    [
      'one pull secret for both',
      bare('a', { imagePullSecrets: [{ name: 'x' }] }),
      bare('b', { imagePullSecrets: [{ name: 'x' }] }),
      undefined,
    ],
    ['an annotation that both keep', bare('a', retain('1')), bare('b', retain('2')), annotations],
    ['the same value', bare('a', retain('1')), bare('b', retain('1')), undefined],
    ['other Pods', named('a', app('web')), named('b', app('db')), undefined],
    [
      'other labels of maybe the same Pod',
      named('a'),
      named('b', { selector: { matchLabels: { x: 'y' } } }),
      containers,
    ],
    ['a selector that is empty', named('a'), named('b', { selector: {} }), undefined],
    ['paused', named('a'), named('b', { injectionStrategy: { paused: true } }), undefined],
    ['other namespaces', named('a', { namespace: 'x' }), named('b', { namespace: 'y' }), undefined],
    ['one namespace', named('a', { namespace: 'x' }), named('b', { namespace: 'x' }), containers],
  ])('%s', (_, a, b, expected) => {
    expect(decided(a, [b])).toBe(expected)
    expect(decided(b, [a, b])).toBe(expected)
  })

  test('one that is bound to a namespace comes first, where the version does so', () => {
    const bound = named('b', { namespace: 'x' })
    expect(decided(named('a'), [bound])).toBeUndefined()
    expect(decided(named('a'), [bound], 'v1.3.0')).toBe(containers)
  })

  test('is said once for many, with the first names', () => {
    const others = ['b', 'c', 'd', 'e'].map((name) => named(name))
    const [issue] = validateSidecarSet(named('a'), { others }).filter(
      ({ code }) => code === 'order-undetermined',
    )
    expect(issue?.message).toMatch(/"b", "c", "d" and others/)
  })

  test('the work grows with the neighbours, not with the cluster', () => {
    const looked = new Set<string>()
    const others = Array.from({ length: 500 }, (_, index) => {
      const set = named(`s${index}`, app(`app-${index}`))
      return {
        ...set,
        get spec() {
          looked.add(set.metadata?.name ?? '')
          return set.spec
        },
      }
    })
    const compiled = compileSidecarSets(others as SidecarSet[])
    looked.clear()
    validateSidecarSet(named('own', app('app-7')), { others: compiled })
    expect(looked.size).toBeLessThan(5)
  })
})
