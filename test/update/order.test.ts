import { profiles } from '../../src/profile.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeQuota, comparePriority, compareRank, trailingNumber } from '../../src/update/choose-pods.js'
import { readRunningPod, type RunningPod } from '../../src/update/running-pod.js'
import { scatter } from '../../src/update/scatter.js'
import type { Pod, ProfileName } from 'sidecarset'
import { appPod, settled, withStatus } from './cluster.js'

const read = (pod: Pod): RunningPod => {
  const result = readRunningPod(pod)
  if (!result.ok) throw new Error('unreadable')
  return result.pod
}

describe('ranking', () => {
  const pod = settled(appPod('web-0'))
  const ready = (status: string, lastTransitionTime?: string): Pod =>
    withStatus(pod, { conditions: [{ type: 'Ready', status, lastTransitionTime }] })
  const created = (creationTimestamp?: string): Pod => ({
    ...pod,
    metadata: { ...pod.metadata, creationTimestamp },
  })
  const restarted = (...counts: number[]): Pod =>
    withStatus(pod, { containerStatuses: counts.map((restartCount) => ({ restartCount })) })

  test.each<[string, Pod, Pod]>([
    ['not on a node before on a node', { ...pod, spec: { ...pod.spec, nodeName: '' } }, pod],
    ['Pending before Unknown', withStatus(pod, { phase: 'Pending' }), withStatus(pod, { phase: 'Unknown' })],
    ['no phase before Unknown', withStatus(pod, { phase: undefined }), withStatus(pod, { phase: 'Unknown' })],
    ['Unknown before Running', withStatus(pod, { phase: 'Unknown' }), pod],
    ['not Ready before Ready', ready('False', '2020-01-01T00:00:00Z'), ready('True', '2025-01-01T00:00:00Z')],
    ['no condition before Ready', withStatus(pod, { conditions: [] }), pod],
    [
      'Ready for a shorter time first',
      ready('True', '2025-01-02T00:00:00Z'),
      ready('True', '2025-01-01T00:00:00Z'),
    ],
    ['Ready for an unknown time first of all', ready('True'), ready('True', '2025-01-02T00:00:00Z')],
    ['more restarts first, of any container', restarted(0, 3), restarted(2, 2)],
    ['younger first', created('2025-01-02T00:00:00Z'), created('2025-01-01T00:00:00Z')],
    ['of unknown age first of all', created(), created('2025-01-02T00:00:00Z')],
  ])('%s', (_, first, second) => {
    expect(compareRank(read(first), read(second))).toBeLessThan(0)
    expect(compareRank(read(second), read(first))).toBeGreaterThan(0)
  })

  test('the time of the last transition does not matter to Pods that are not Ready', () =>
    expect(compareRank(read(ready('False', '2020-01-01T00:00:00Z')), read(ready('False')))).toBe(0))
})

describe('priority', () => {
  const weights = comparePriority({
    weightPriority: [
      { weight: 50, matchSelector: { matchLabels: { tier: 'test' } } },
      { weight: 30, matchSelector: { matchLabels: { zone: 'a' } } },
      { weight: 1, matchSelector: {} },
    ],
    orderPriority: [{ orderedKey: 'rank' }],
  })
  const orders = comparePriority({ orderPriority: [{ orderedKey: 'rank' }, { orderedKey: 'ordinal' }] })

  test.each<[string, typeof weights, Record<string, string>, Record<string, string>]>([
    ['the higher sum of weights', weights, { tier: 'test' }, { zone: 'a' }],
    ['weights add up', weights, { tier: 'test', zone: 'a' }, { tier: 'test' }],
    ['none of the keys', orders, {}, { rank: '9' }],
    ['the earlier term', orders, { rank: '1', ordinal: '9' }, { ordinal: '8' }],
    ['the higher number at the end', orders, { rank: 'web-10' }, { rank: 'web-9' }],
    ['numbers beyond 53 bits', orders, { rank: '9007199254740993' }, { rank: '9007199254740992' }],
    ['a number before none', orders, { rank: '1' }, { rank: 'one' }],
    ['beyond 64 bits counts as 0', orders, { rank: '1' }, { rank: '9223372036854775808' }],
  ])('%s comes first', (_, compare, first, second) => {
    expect(compare(first, second)).toBeLessThan(0)
    expect(compare(second, first)).toBeGreaterThan(0)
  })

  test.each<[string, typeof weights, Record<string, string>, Record<string, string>]>([
    ['order terms beside weight terms', weights, { rank: '1' }, { rank: '9' }],
    ['an empty value is a value', orders, { rank: '' }, { rank: 'x' }],
    ['no terms', comparePriority({}), { rank: '1' }, { rank: '9' }],
    ['no strategy', comparePriority(undefined), { rank: '1' }, { rank: '9' }],
  ])('no difference: %s', (_, compare, first, second) => expect(compare(first, second)).toBe(0))

  test.each([
    ['9223372036854775807', 2n ** 63n - 1n],
    ['9223372036854775808', 0n],
    ['007', 7n],
    ['0'.repeat(30) + '7', 7n],
    ['9'.repeat(1000), 0n],
    ['v1.', 0n],
    ['', 0n],
  ])('the number at the end of %j', (text, number) => expect(trailingNumber(text)).toBe(number))
})

describe('scattering', () => {
  /** Pods by a text: a capital carries `zone: x`, a small letter does not. */
  const podsOf = (text: string): { name: string; labels: Record<string, string> }[] =>
    [...text].map((name) => ({ name, labels: name < 'a' ? { zone: 'x' } : {} }))
  const scattered = (order: string, others = '', terms = [{ key: 'zone', value: 'x' }]): string =>
    scatter(terms, podsOf(order), podsOf(order + others))
      .map(({ name }) => name)
      .join('')

  test.each([
    ['one carrier is left alone', 'Aabc', '', 'Aabc'],
    ['one other is left alone', 'ABCa', '', 'ABCa'],
    ['the last carrier goes to the very end', 'ABab', '', 'AabB'],
    ['carriers are spread', 'ABCabc', '', 'AabBcC'],
    ['halves round up', 'ABCabcde', '', 'AabcBdeC'],
    ['many carriers', 'ABCDEFGab', '', 'ABCaDEFbG'],
    ['rarer than among all: others lead', 'ABCabcdef', 'MNOPQRSTU', 'abcdeABfC'],
    ['a number of groups of 0', 'ABab', 'MNOPQRSTU', 'abAB'],
  ])('%s', (_, order, others, result) => expect(scattered(order, others)).toBe(result))

  test('a missing label equals the empty value', () =>
    expect(scattered('ABab', '', [{ key: 'zone', value: '' }])).toBe('aABb'))

  test('* stands for every value, and doubles count once', () => {
    const pods = ['a', 'a', 'b', 'b', 'b'].map((zone, index) => ({
      name: `${zone}${index}`,
      labels: { zone },
    }))
    const names = (terms: { key: string; value: string }[]): string[] =>
      scatter(terms, pods, pods).map(({ name }) => name)
    const star = { key: 'zone', value: '*' }
    expect(names([star])).toEqual(
      names([
        { key: 'zone', value: 'a' },
        { key: 'zone', value: 'b' },
      ]),
    )
    expect(names([star, star])).toEqual(names([star]))
  })

  test('no Pod comes or goes', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'A', 'B'), { maxLength: 30 }),
        fc.nat(30),
        (letters, from) => {
          const pods = letters.map((letter, index) => ({
            index,
            labels: letter < 'a' ? { zone: letter } : { tier: letter },
          }))
          const terms = [
            { key: 'zone', value: '*' },
            { key: 'tier', value: 'a' },
            { key: 'no', value: '' },
          ]
          const order = scatter(terms, pods.slice(from), pods)
          expect([...order].sort((a, b) => a.index - b.index)).toEqual(pods.slice(from))
        },
      ),
    ))
})

describe('partition and maxUnavailable', () => {
  test.each<[string, number | string | undefined, number, number, number]>([
    ['absent', undefined, 10, 0, 0],
    ['a number', 3, 10, 3, 3],
    ['beyond all', 30, 10, 30, 30],
    ['a percent', '50%', 10, 5, 5],
    ['a percent between', '25%', 10, 2, 3],
    ['a percent of next to nothing', '1%', 10, 0, 1],
    ['99%', '99%', 10, 9, 9],
    ['100%', '100%', 10, 10, 10],
    ['above 100%', '150%', 10, 15, 15],
    ['99% of a single Pod', '99%', 1, 0, 1],
    ['no number', 'some', 10, 0, 0],
    ['negative', -1, 10, 0, 0],
    ['29% of 100 is not 28.999', '29%', 100, 29, 29],
  ])('partition %s: %s of %i', (_, partition, total, old, young) => {
    const quota = (profile: ProfileName): number =>
      computeQuota({ strategy: { partition }, behaviour: profiles[profile].updates }, total).partition
    expect([quota('v1.3.0'), quota('v1.9.0')]).toEqual([old, young])
  })

  test.each<[number | string | undefined, number, number]>([
    [undefined, 1, 1],
    [0, 0, 0],
    ['0%', 0, 0],
    ['34%', 3, 4],
    ['99%', 9, 10],
  ])('maxUnavailable %s of 10', (maxUnavailable, old, young) => {
    const quota = (profile: ProfileName): number =>
      computeQuota({ strategy: { maxUnavailable }, behaviour: profiles[profile].updates }, 10).maxUnavailable
    expect([quota('v1.3.0'), quota('v1.9.0')]).toEqual([old, young])
  })
})
