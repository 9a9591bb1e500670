import { describe, expect, test } from 'vitest'
import type { SidecarSet } from '../../src/manifest/api-types.js'
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
    ['no init container with a container', { initContainers: [container({ name: 'else' })] }, {}, []],
    [
      'volumes of one name',
      { volumes: [{ name: 'v' }] },
      { volumes: [{ name: 'v', hostPath: { path: '/' } }] },
      ['conflict spec.volumes[0]'],
    ],
    ['no volume with its like', { volumes: [{ name: 'v' }] }, { volumes: [{ name: 'v', emptyDir: {} }] }, []],
    [
      'volumes whose amounts are spelt otherwise',
      { volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Gi' } }] },
      { volumes: [{ name: 'v', emptyDir: { sizeLimit: '1024Mi' } }] },
      ['conflict spec.volumes[0]'],
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
