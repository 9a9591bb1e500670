import { describe, expect, test } from 'vitest'
import { createInjector, type SidecarSet } from 'sidecarset'
import { agentSet, now, podOf } from './subjects.js'

/** A SidecarSet as a host may hold it: an object that it edits. */
function editable(metadata = {}): { set: SidecarSet; edit: (image: string) => void } {
  const container = { name: 'agent', image: 'agent:1' }
  const set = agentSet({}, metadata)
  const edited = { ...set, spec: { ...set.spec, containers: [container] } }
  return { set: edited, edit: (image) => (container.image = image) }
}

const imageOf = (injector: ReturnType<typeof createInjector>): string | undefined =>
  injector.inject(podOf(), { now }).pod.spec?.containers?.find(({ name }) => name === 'agent')?.image

describe('a SidecarSet that is edited in place', () => {
  test('changes nothing for the injector that it was handed to', () => {
    const { set, edit } = editable()
    const injector = createInjector({ sidecarSets: [set] })
    edit('agent:2')
    expect(imageOf(injector)).toBe('agent:1')
  })

  test('injects its new state in the next injector, with and without `previous`', () => {
    const { set, edit } = editable()
    const previous = createInjector({ sidecarSets: [set] })
    expect(imageOf(previous)).toBe('agent:1')
    edit('agent:2')
    expect(imageOf(createInjector({ sidecarSets: [set] }))).toBe('agent:2')
    expect(imageOf(createInjector({ sidecarSets: [set], previous }))).toBe('agent:2')
  })
})

describe('previous', () => {
  const images = (before: object, after: object): (string | undefined)[] => {
    const [first, second] = [editable(before), editable(after)]
    second.edit('agent:2')
    const previous = createInjector({ sidecarSets: [first.set] })
    return [previous, createInjector({ sidecarSets: [second.set], previous })].map(imageOf)
  }

  test.each<[string, object, object, string]>([
    ['the same uid and resourceVersion: taken over', { uid: 'a', resourceVersion: '1' }, {}, 'agent:1'],
    [
      'another resourceVersion: compiled anew',
      { uid: 'a', resourceVersion: '1' },
      { resourceVersion: '2' },
      'agent:2',
    ],
    ['another uid: compiled anew', { uid: 'a', resourceVersion: '1' }, { uid: 'b' }, 'agent:2'],
    ['no uid: the content counts', { resourceVersion: '1' }, {}, 'agent:2'],
  ])('%s', (_, before, change, expected) => {
    expect(images(before, { ...before, ...change })).toEqual(['agent:1', expected])
  })

  test('counts for the same profile only, and bindings are never taken over', () => {
    const { set } = editable()
    const previous = createInjector({ sidecarSets: [set] })
    const later = createInjector({ sidecarSets: [set], profile: 'v1.9.0', previous })
    expect(later.profile).toBe('v1.9.0')
    expect(imageOf(later)).toBe('agent:1')
  })
})
