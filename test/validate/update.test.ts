import { expect, test } from 'vitest'
import type { SidecarSet } from '../../src/manifest/api-types.js'
import { container, errorsOf, setWith, type Fields } from './sidecar-sets.js'

const hot = { upgradeStrategy: { upgradeType: 'HotUpgrade', hotUpgradeEmptyImage: 'empty:1' } }

test.each<[string, Fields[], Fields[], string[]]>([
  ['an image may change', [container({ image: 'agent:2' })], [container({})], []],
  ['a container may go', [container({})], [container({}), container({ name: 'b' })], []],
  [
    'a container may not come',
    [container({}), container({ name: 'b' })],
    [container({})],
    ['immutable-field spec.containers[1].name'],
  ],
  [
    'a container keeps its name',
    [container({ name: 'b' })],
    [container({})],
    ['immutable-field spec.containers[0].name'],
  ],
  [
    'a container keeps its kind of upgrade',
    [container(hot)],
    [container({})],
    ['immutable-field spec.containers[0].upgradeStrategy.upgradeType'],
  ],
  [
    'the default is as good as written out',
    [container({})],
    [container({ upgradeStrategy: { upgradeType: 'ColdUpgrade' } })],
    [],
  ],
])('%s', (_title, containers, before, errors) => {
  const older = setWith({ containers: before })
  expect(errorsOf(setWith({ containers }), 'v1.3.0', { older })).toEqual(errors)
})

test('init containers and all else may change', () => {
  const older = setWith({ selector: { matchLabels: { a: 'b' } } })
  expect(errorsOf(setWith({ initContainers: [container({ name: 'new' })] }), 'v1.3.0', { older })).toEqual([])
})

test.each([[null], ['x'], [[]], [{}], [{ spec: 1 }]])('an older state of any shape: %j', (older) => {
  expect(() => errorsOf(setWith({}), 'v1.3.0', { older: older as SidecarSet })).not.toThrow()
})
