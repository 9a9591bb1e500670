import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashSidecarSet } from 'sidecarset'
import { classifyChange, inspectPods } from 'sidecarset/update'
import type { SidecarContainer, SidecarSetSpec } from 'sidecarset'
import type { ChangeNeed } from 'sidecarset/update'
import { cold, hot, runningPod, setWith } from './cluster.js'

const needsOf = (
  before: readonly SidecarContainer[],
  after: readonly SidecarContainer[],
  spec: { readonly before?: SidecarSetSpec; readonly after?: SidecarSetSpec } = {},
): string[] => {
  const change = classifyChange(setWith(before, {}, spec.before), setWith(after, {}, spec.after))
  return [change.needs, ...change.containers.map(({ name, needs }) => `${name} ${needs}`)]
}

describe('what a change needs', () => {
  const log = cold('log', 'log:1')
  const mesh = hot('mesh', 'mesh:1')
  const env = [{ name: 'A', value: 'b' }]

  test.each<[string, SidecarContainer[], SidecarContainer[], string[]]>([
    ['nothing', [log], [log], ['nothing', 'log nothing']],
    ['an image', [log], [cold('log', 'log:2')], ['in-place', 'log in-place']],
    [
      'an image of a hot-upgraded container',
      [mesh],
      [hot('mesh', 'mesh:2')],
      ['hot-upgrade', 'mesh hot-upgrade'],
    ],
    [
      'both',
      [log, mesh],
      [cold('log', 'log:2'), hot('mesh', 'mesh:2')],
      ['hot-upgrade', 'log in-place', 'mesh hot-upgrade'],
    ],
    ['env', [log], [{ ...log, env }], ['recreate', 'log recreate']],
    [
      'env of one, the image of the other',
      [log, mesh],
      [{ ...log, env }, hot('mesh', 'mesh:2')],
      ['recreate', 'log recreate', 'mesh hot-upgrade'],
    ],
    [
      'the empty image',
      [mesh],
      [{ ...mesh, upgradeStrategy: { ...mesh.upgradeStrategy, hotUpgradeEmptyImage: 'empty:2' } }],
      ['recreate', 'mesh recreate'],
    ],
    ['cold becomes hot', [log], [hot('log', 'log:1')], ['recreate', 'log recreate']],
    ['one more', [log], [log, mesh], ['recreate', 'log nothing', 'mesh recreate']],
    ['one less', [log, mesh], [log], ['recreate', 'log nothing', 'mesh recreate']],
    ['the order', [log, mesh], [mesh, log], ['recreate', 'mesh nothing', 'log nothing']],
    [
      'a default written out',
      [log],
      [{ ...log, podInjectPolicy: 'BeforeAppContainer' }],
      ['nothing', 'log nothing'],
    ],
  ])('%s', (_, before, after, needs) => expect(needsOf(before, after)).toEqual(needs))

  test.each<[string, SidecarSetSpec, string[]]>([
    [
      'init containers',
      { initContainers: [cold('init', 'init:2')] },
      ['new-pods-only', 'init new-pods-only', 'log nothing'],
    ],
    ['volumes', { volumes: [{ name: 'data', emptyDir: {} }] }, ['new-pods-only', 'log nothing']],
    [
      'the strategy: nothing goes into Pods',
      { updateStrategy: { paused: true } },
      ['nothing', 'log nothing'],
    ],
  ])('%s', (_, after, needs) => expect(needsOf([log], [log], { after })).toEqual(needs))

  test('the fields that differ are named', () => {
    const { containers, reordered } = classifyChange(
      setWith([log, mesh]),
      setWith([mesh, { ...cold('log', 'log:2'), env }]),
    )
    expect(reordered).toBe(true)
    expect(containers[1]).toMatchObject({
      change: 'fields',
      fields: ['image', 'env'],
      images: { before: 'log:1', after: 'log:2' },
    })
  })

  test('v1.9.0 hashes init containers as soon as one is a native sidecar', () => {
    const native = { ...cold('init', 'init:1'), restartPolicy: 'Always' }
    const change = (initContainers: SidecarContainer[]): ChangeNeed =>
      classifyChange(setWith([], {}, { initContainers: [native] }), setWith([], {}, { initContainers }), {
        profile: 'v1.9.0',
      }).needs
    expect(change([{ ...native, env }])).toBe('recreate')
    expect(change([{ ...native, image: 'init:2' }])).toBe('new-pods-only')
    expect(change([cold('init', 'init:1')])).toBe('recreate')
  })
})

test('the answer is that of a Pod injected before', () => {
  const container = fc.record({
    name: fc.constantFrom('a', 'b'),
    image: fc.constantFrom('x:1', 'x:2'),
    workingDir: fc.constantFrom(undefined, '/x'),
  })
  const containers = fc.uniqueArray(container, { selector: ({ name }) => name })
  fc.assert(
    fc.property(containers, containers, (before, after) => {
      const { needs, hashChanged, hashWithoutImageChanged } = classifyChange(setWith(before), setWith(after))
      const [old, young] = [hashSidecarSet(setWith(before)), hashSidecarSet(setWith(after))]
      expect(hashChanged).toBe(old.hash !== young.hash)
      expect(hashWithoutImageChanged).toBe(old.hashWithoutImage !== young.hashWithoutImage)
      expect(needs).toBe(hashWithoutImageChanged ? 'recreate' : hashChanged ? 'in-place' : 'nothing')
      if (before.length === 0) return
      const [pod] = inspectPods(setWith(after), [runningPod(setWith(before), 'web-0')])
      if (pod?.matched === true)
        expect(pod.reason).toBe(
          { recreate: 'needs-recreate', 'in-place': 'upgradable', nothing: 'up-to-date' }[needs as string],
        )
    }),
  )
})
