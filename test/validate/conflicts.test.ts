import { describe, expect, test } from 'vitest'
import type { SidecarSet } from '../../src/manifest/api-types.js'
import { compileSidecarSets, validateSidecarSet } from '../../src/validate/index.js'
import type { ProfileName } from '../../src/profile.js'
import { container, findings, setWith, type Fields } from './sidecar-sets.js'

const app = (value: string): Fields => ({ selector: { matchLabels: { app: value } } })
const conflictsOf = (
  own: SidecarSet,
  others: readonly SidecarSet[],
  profile: ProfileName = 'v1.3.0',
): string[] => findings(own, { others, profile }).filter((finding) => /conflict|selector/.test(finding))

/** Another SidecarSet; its own container is called otherwise. */
function other(spec: Fields, name = 'other'): SidecarSet {
  return setWith({ containers: [container({ name: 'else' })], ...spec }, { name })
}

describe('what clashes', () => {
  const patch = (policy: string): Fields => ({
    patchPodMetadata: [{ annotations: { a: '1' }, patchPolicy: policy }],
  })
  test.each<[string, Fields, Fields, string[]]>([
    ['containers of one name', {}, { containers: [container({})] }, ['conflict spec.containers[0].name']],
    [
      'init containers of one name',
      { initContainers: [container({ name: 'i' })] },
      { initContainers: [container({ name: 'i' })] },
      ['conflict spec.initContainers[0].name'],
    ],
    [
      'an init container with a container, which OpenKruise does not notice',
      { initContainers: [container({ name: 'else' })] },
      {},
      ['conflict-overlooked spec.initContainers[0].name'],
    ],
    [
      'volumes of one name',
      { volumes: [{ name: 'v' }] },
      { volumes: [{ name: 'v', hostPath: { path: '/' } }] },
      ['conflict spec.volumes[0]'],
    ],
    ['no volume with its like', { volumes: [{ name: 'v' }] }, { volumes: [{ name: 'v', emptyDir: {} }] }, []],
    [
      'volumes whose amounts differ',
      { volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Gi' } }] },
      { volumes: [{ name: 'v', emptyDir: { sizeLimit: '2Gi' } }] },
      ['conflict spec.volumes[0]'],
    ],
    [
      'no volumes whose amounts are only spelt otherwise',
      { volumes: [{ name: 'v', emptyDir: { sizeLimit: '0.5Gi' } }] },
      { volumes: [{ name: 'v', emptyDir: { sizeLimit: '512Mi' } }] },
      [],
    ],
    [
      'volumes, one with an empty list',
      { volumes: [{ name: 'v', secret: { secretName: 's' } }] },
      { volumes: [{ name: 'v', secret: { secretName: 's', items: [] } }] },
      ['conflict spec.volumes[0]'],
    ],
    [
      'volumes, one with a false that may be absent',
      { volumes: [{ name: 'v', secret: { secretName: 's' } }] },
      { volumes: [{ name: 'v', secret: { secretName: 's', optional: false } }] },
      ['conflict spec.volumes[0]'],
    ],
    [
      'no volumes, one with a false that may not',
      { volumes: [{ name: 'v', nfs: { server: 's', path: '/' } }] },
      { volumes: [{ name: 'v', nfs: { server: 's', path: '/', readOnly: false } }] },
      [],
    ],
    [
      'no volumes, one with the default',
      { volumes: [{ name: 'v', secret: { secretName: 's' } }] },
      { volumes: [{ name: 'v', secret: { secretName: 's', defaultMode: 420 } }] },
      [],
    ],
    [
      'annotations, one overwrites',
      patch('Overwrite'),
      patch('MergePatchJson'),
      ['conflict spec.patchPodMetadata[0].annotations[a]'],
    ],
    ['no annotations that both merge', patch('MergePatchJson'), patch('MergePatchJson'), []],
    ['no annotation that one retains', patch('Overwrite'), patch(''), []],
  ])('%s', (_title, own, theirs, expected) => {
    expect(conflictsOf(setWith({ volumes: [], ...own }), [other(theirs)])).toEqual(expected)
  })

  test('itself is no other', () => expect(conflictsOf(setWith({}), [setWith({})])).toEqual([]))

  test('where several have it the last one counts, and the others are told of', () => {
    const same = other({ volumes: [{ name: 'v' }] }, 'z')
    const differs = other({ volumes: [{ name: 'v', hostPath: { path: '/' } }] }, 'b')
    const own = setWith({ volumes: [{ name: 'v' }] })
    expect(conflictsOf(own, [same, differs])).toEqual(['conflict-overlooked spec.volumes[0]'])
    expect(conflictsOf(own, [other({ volumes: [{ name: 'v' }] }, 'a'), differs])).toEqual([
      'conflict spec.volumes[0]',
    ])
  })
})

describe('whom it clashes with', () => {
  const same = { containers: [container({})] }
  const expression = (operator: string, values?: readonly string[]): Fields => ({
    selector: { matchExpressions: [{ key: 'app', operator, values }] },
  })
  const both = (first: Fields, second: Fields, profile: ProfileName): string[] =>
    conflictsOf(setWith({ ...same, ...first }), [other({ ...same, ...second })], profile)
  const conflict = 'conflict spec.containers[0].name'
  const overlooked = 'conflict-overlooked spec.containers[0].name'
  const impossible = 'conflict-impossible spec.containers[0].name'

  test.each<[string, Fields, Fields, string[], string[]?]>([
    ['one value', app('web'), app('web'), [conflict]],
    ['two values of a label', app('web'), app('db'), []],
    ['two labels', app('web'), { selector: { matchLabels: { tier: 'front' } } }, [conflict]],
    [
      'a key, and silence about it',
      expression('Exists'),
      { selector: { matchLabels: { tier: 'a' } } },
      [overlooked],
    ],
    ['a key, and its absence', expression('Exists'), expression('DoesNotExist'), []],
    ['a paused one', app('web'), { ...app('web'), injectionStrategy: { paused: true } }, [conflict]],
    ['two namespaces', { namespace: 'a' }, { namespace: 'b' }, []],
    ['a namespace and all', { namespace: 'a' }, {}, [conflict]],
    [
      'two namespaces by selector, which old versions do not read',
      { namespaceSelector: { matchLabels: { a: '1' } } },
      { namespaceSelector: { matchLabels: { a: '2' } } },
      [conflict],
      [],
    ],
    [
      'provably never, though not to the reference',
      { selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] } },
      {
        selector: {
          matchExpressions: [
            { key: 'app', operator: 'In', values: ['web', 'api'] },
            { key: 'app', operator: 'NotIn', values: ['web'] },
          ],
        },
      },
      [conflict, impossible],
    ],
  ])('%s', (_title, first, second, expected, expectedOfNewest = expected) => {
    expect(both(first, second, 'v1.3.0')).toEqual(expected)
    expect(both(first, second, 'v1.9.0')).toEqual(expectedOfNewest)
  })

  test('one without a selector selects nothing, but makes the webhook crash', () => {
    expect(both({}, { selector: null }, 'v1.3.0')).toEqual(['other-without-selector'])
    expect(both({ namespace: 'a' }, { selector: null, namespace: 'b' }, 'v1.3.0')).toEqual([])
  })

  test('without a selector of its own nothing is compared', () => {
    expect(both({ selector: null }, {}, 'v1.3.0')).toEqual(['required spec.selector'])
  })
})

describe('names that meet across the lists', () => {
  const initShared = (name: string): SidecarSet =>
    setWith({ containers: undefined, initContainers: [container({ name: 'shared' })] }, { name })
  const shared = setWith({ containers: [container({ name: 'shared' })] }, { name: 'three' })
  const all = [initShared('one'), initShared('two'), shared]
  const namesIn = (set: SidecarSet): string[] =>
    findings(set, { others: all }).filter((finding) => /conflict|duplicate/.test(finding))

  test('a container and the init containers of others', () => {
    expect(namesIn(shared)).toEqual([
      'conflict-overlooked spec.containers[0].name',
      'duplicate-container-name spec.containers[0].name',
    ])
  })

  test('an init container and the container of another', () => {
    expect(namesIn(initShared('one'))).toEqual([
      'conflict spec.initContainers[0].name',
      'conflict-overlooked spec.initContainers[0].name',
      'duplicate-container-name spec.initContainers[0].name',
    ])
  })

  test('not in Pods that only one selects', () => {
    const elsewhere = setWith(
      { ...app('other'), containers: [container({ name: 'shared' })] },
      { name: 'four' },
    )
    expect(namesIn(elsewhere)).toEqual([])
  })
})

describe('others that are compiled once', () => {
  const sets = ['a', 'b', 'c'].map((name) => setWith({ volumes: [{ name }] }, { name }))

  test.each(['v1.3.0', 'v1.9.0'] as const)('say the same for %s', (profile) => {
    const compiled = compileSidecarSets(sets, { profile })
    for (const set of sets)
      expect(validateSidecarSet(set, { others: compiled, profile })).toEqual(
        validateSidecarSet(set, { others: sets, profile }),
      )
  })

  test('are read again for another version', () => {
    const compiled = compileSidecarSets(sets, { profile: 'v1.9.0' })
    const [set = setWith({})] = sets
    expect(validateSidecarSet(set, { others: compiled })).toEqual(validateSidecarSet(set, { others: sets }))
  })

  test('are each read once, however many are validated', () => {
    let reads = 0
    const counted = Array.from({ length: 20 }, (_, index) => {
      const set = setWith({ containers: [container({ name: 'same' })] }, { name: `set-${index}` })
      return new Proxy(set, {
        get: (target, key) => {
          if (key === 'status') reads++
          return Reflect.get(target, key) as unknown
        },
        ownKeys: (target) => {
          reads++
          return Reflect.ownKeys(target)
        },
      })
    })
    const plain = counted.map((set) => structuredClone({ ...set }))
    const others = compileSidecarSets(counted)
    validateSidecarSet(plain[0] as SidecarSet, { others })
    const afterOne = reads
    for (const set of plain.slice(1)) validateSidecarSet(set, { others })
    expect(reads - afterOne).toBeLessThanOrEqual(afterOne)
  })
})
