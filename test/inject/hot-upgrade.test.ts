import { describe, expect, test } from 'vitest'
import type { Container, ProfileName, SidecarContainer, SidecarSet } from 'sidecarset'
import {
  annotation,
  annotationJson,
  app,
  bothProfiles,
  container,
  inject,
  names,
  podOf,
  setOf,
  workingMap,
} from './subjects.js'

const upgradeStrategy = { upgradeType: 'HotUpgrade', hotUpgradeEmptyImage: 'empty:1' }

function hot(name: string, rest: SidecarContainer = {}): SidecarContainer {
  return { name, image: `${name}:1`, upgradeStrategy, ...rest }
}

const versionOf = (name: string): string => `version.sidecarset.kruise.io/${name}`
const altOf = (name: string): string => `versionalt.sidecarset.kruise.io/${name}`

/** The working map of a Pod after `x` and `y` came in; undefined: refused. */
function workingAfter(old: string | undefined, profile: ProfileName): string | undefined {
  const annotations = old === undefined ? {} : { [workingMap]: old }
  const result = inject(podOf({}, { annotations }), [setOf({ containers: [hot('x'), hot('y')] })], {
    profile,
  })
  return result.allowed ? annotation(result.pod, workingMap) : undefined
}

describe.each(bothProfiles)('%s: upgradeType HotUpgrade', (profile) => {
  const { pod } = inject(podOf(), [setOf({ containers: [hot('x', { env: [{ name: 'A' }] })] })], { profile })

  test('makes x-1 with the real image and x-2 with the empty one, side by side', () => {
    expect(names(pod)).toEqual(['x-1', 'x-2', 'app'])
    expect([container(pod, 'x-1').image, container(pod, 'x-2').image]).toEqual(['x:1', 'empty:1'])
  })

  test('x-2 has no image if hotUpgradeEmptyImage is empty', () => {
    const set = setOf({ containers: [hot('x', { upgradeStrategy: { upgradeType: 'HotUpgrade' } })] })
    expect(container(inject(podOf(), [set], { profile }).pod, 'x-2')).not.toHaveProperty('image')
  })

  test('both get two env vars at the end, without apiVersion', () => {
    const at = (text: string): object => ({ fieldRef: { fieldPath: `metadata.annotations['${text}']` } })
    for (const name of ['x-1', 'x-2'])
      expect(container(pod, name).env).toEqual([
        { name: 'A' },
        { name: 'IS_INJECTED', value: 'true' },
        { name: 'SIDECARSET_VERSION', valueFrom: at(versionOf(name)) },
        { name: 'SIDECARSET_VERSION_ALT', valueFrom: at(altOf(name)) },
      ])
  })

  test('these two are added unchecked, also where the sidecar has them', () => {
    const set = setOf({ containers: [hot('x', { env: [{ name: 'SIDECARSET_VERSION', value: 'own' }] })] })
    const env = container(inject(podOf(), [set], { profile }).pod, 'x-1').env
    expect(env?.filter(({ name }) => name === 'SIDECARSET_VERSION')).toHaveLength(2)
  })

  test('annotations: 1 and 0 for x-1, 0 and 1 for x-2, and x-1 works', () => {
    expect(annotation(pod, versionOf('x-1'))).toBe('1')
    expect(annotation(pod, altOf('x-1'))).toBe('0')
    expect(annotation(pod, versionOf('x-2'))).toBe('0')
    expect(annotation(pod, altOf('x-2'))).toBe('1')
    expect(annotation(pod, workingMap)).toBe('{"x":"x-1"}')
  })

  test('each replaces a container of the Pod of its own name', () => {
    const own: Container = { ...app, name: 'x-2' }
    const result = inject(podOf({ containers: [own, app] }), [setOf({ containers: [hot('x')] })], { profile })
    expect(names(result.pod)).toEqual(['x-1', 'x-2', 'app'])
    expect(container(result.pod, 'x-2').image).toBe('empty:1')
  })

  test('behind the app containers likewise', () => {
    const set = setOf({ containers: [hot('x', { podInjectPolicy: 'AfterAppContainer' })] })
    expect(names(inject(podOf(), [set], { profile }).pod)).toEqual(['app', 'x-1', 'x-2'])
  })

  test('ColdUpgrade, and any other type, make one container', () => {
    const types = ['ColdUpgrade', 'hotUpgrade', '']
    const containers = types.map((upgradeType, index) =>
      hot(`x${index}`, { upgradeStrategy: { upgradeType } }),
    )
    const result = inject(podOf(), [setOf({ containers })], { profile })
    expect(names(result.pod)).toEqual(['x0', 'x1', 'x2', 'app'])
    expect(annotation(result.pod, workingMap)).toBeUndefined()
  })

  test('it means nothing to an ordinary init container', () => {
    const set = setOf({ initContainers: [hot('x')] })
    expect(names(inject(podOf(), [set], { profile }).pod, 'initContainers')).toEqual(['x'])
  })

  describe('an old working map is kept', () => {
    test.each<[string, old: string, members: Record<string, string>]>([
      ['of another sidecar', '{"z":"z-2"}', { z: 'z-2' }],
      ['no JSON counts as empty', 'bad', {}],
      ['a list counts as empty', '[1]', {}],
      ['a scalar counts as empty', '1', {}],
      ['empty text counts as empty', '', {}],
      ['a member that is no string becomes ""', '{"z":1,"w":{}}', { w: '', z: '' }],
    ])('%s', (_, old, members) => {
      expect(JSON.parse(workingAfter(old, profile) ?? '')).toMatchObject(members)
    })

    test.each(['null', ' null\n'])('the text %j crashes the reference, so the Pod is refused', (text) => {
      expect(workingAfter(text, profile)).toBeUndefined()
    })

    test('and not where nothing is hot-upgraded', () => {
      const marked = podOf({}, { annotations: { [workingMap]: 'null' } })
      const set = setOf({ containers: [hot('x', { upgradeStrategy: {} })] })
      expect(inject(marked, [set], { profile }).allowed).toBe(true)
    })
  })
})

describe('several hot-upgraded sidecars', () => {
  test.each<[ProfileName, string, string]>([
    [
      'v1.3.0',
      'starts from the old map for each, so only the last one built is added',
      '{"y":"y-1","z":"z-2"}',
    ],
    ['v1.9.0', 'adds them all', '{"x":"x-1","y":"y-1","z":"z-2"}'],
  ])('%s %s', (profile, _, expected) => {
    expect(workingAfter('{"z":"z-2"}', profile)).toBe(expected)
  })

  test('v1.3.0: the last one of the last SidecarSet visited', () => {
    const set = (name: string): SidecarSet => setOf({ containers: [hot(name)] }, { name })
    expect(annotationJson(inject(podOf(), [set('b'), set('a')]).pod, workingMap)).toEqual({ b: 'b-1' })
  })
})

test('v1.9.0: native sidecars are hot-upgraded too, and enter the map before containers', () => {
  const set = setOf({ initContainers: [hot('n', { restartPolicy: 'Always' })], containers: [hot('c')] })
  const { pod } = inject(podOf(), [set], { profile: 'v1.9.0' })
  expect(names(pod, 'initContainers')).toEqual(['n-1', 'n-2'])
  expect(annotationJson(pod, workingMap)).toEqual({ c: 'c-1', n: 'n-1' })
  expect(annotation(pod, versionOf('n-2'))).toBe('0')
})
