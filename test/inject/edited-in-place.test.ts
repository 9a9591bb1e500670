import { describe, expect, test } from 'vitest'
import {
  classifyChange,
  compareSidecarSets,
  createInjector,
  findMatchingPods,
  hashSidecarSet,
  injectSidecars,
  reviewPod,
  type Pod,
  type SidecarSet,
} from '../all-entries.js'
import { agentSet, now, podOf } from './subjects.js'

// Informer caches and preview pages edit the objects they hold. Whatever is asked next must see what is there now.

type Editable = SidecarSet & {
  metadata: { resourceVersion?: string }
  spec: { containers: { image: string }[]; selector: { matchLabels: Record<string, string> } }
}

const editable = (): Editable => structuredClone(agentSet({}, { resourceVersion: '7' })) as Editable
const imageOf = (pod: Pod): string | undefined =>
  pod.spec?.containers?.find(({ name }) => name === 'agent')?.image

/** A SidecarSet that every function has seen, and that was edited afterwards, with the resourceVersion it had. */
function editedAfterUse(edit: (set: Editable) => void): Editable {
  const set = editable()
  const pods = [podOf()]
  createInjector({ sidecarSets: [set] }).inject(podOf(), { now })
  injectSidecars(podOf(), { sidecarSets: [set] }, { now })
  findMatchingPods(set, pods)
  compareSidecarSets(set, set, pods)
  hashSidecarSet(set)
  edit(set)
  return set
}

const withNewImage = (): Editable =>
  editedAfterUse((set) => {
    for (const container of set.spec.containers) container.image = 'agent:2'
  })
const withNewSelector = (): Editable =>
  editedAfterUse((set) => (set.spec.selector.matchLabels = { app: 'db' }))

describe('a SidecarSet that was edited in place is seen as it is now', () => {
  test('by a new injector', () => {
    const injector = createInjector({ sidecarSets: [withNewImage()] })
    expect(imageOf(injector.inject(podOf(), { now }).pod)).toBe('agent:2')
  })

  test('by injectSidecars', () => {
    expect(imageOf(injectSidecars(podOf(), { sidecarSets: [withNewImage()] }, { now }).pod)).toBe('agent:2')
  })

  test('by findMatchingPods', () => {
    const pods = [podOf(), podOf({}, { name: 'db', labels: { app: 'db' } })]
    expect(findMatchingPods(withNewSelector(), pods).matching.map(({ id }) => id.name)).toEqual(['db'])
  })

  test('by compareSidecarSets and classifyChange', () => {
    const edited = withNewImage()
    expect(compareSidecarSets(editable(), edited, [podOf()]).counts).toMatchObject({ changes: 1, same: 0 })
    expect(classifyChange(editable(), edited).needs).toBe('in-place')
  })

  test('with the hash that goes with it', () => {
    const edited = withNewImage()
    const { pod } = injectSidecars(podOf(), { sidecarSets: [edited] }, { now })
    const annotation = pod.metadata?.annotations?.['kruise.io/sidecarset-hash'] ?? ''
    expect(annotation).toContain(hashSidecarSet(edited).hash)
  })
})

describe('an injector that exists', () => {
  test('goes on with what it was made of', () => {
    const set = editable()
    const injector = createInjector({ sidecarSets: [set] })
    const before = injector.inject(podOf(), { now })
    for (const container of set.spec.containers) container.image = 'agent:2'
    set.spec.selector.matchLabels = {}
    expect(injector.inject(podOf(), { now })).toEqual(before)
  })

  test('and its reviews too', () => {
    const set = editable()
    const injector = createInjector({ sidecarSets: [set] })
    const request = {
      uid: '1',
      operation: 'CREATE',
      resource: { group: '', resource: 'pods' },
      object: podOf(),
    }
    const review = { kind: 'AdmissionReview', request }
    const before = reviewPod(review, injector, { now })
    for (const container of set.spec.containers) container.image = 'agent:2'
    expect(reviewPod(review, injector, { now })).toEqual(before)
  })
})
