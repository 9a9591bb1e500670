import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInjector } from '../../src/report/create-injector.js'
import type { SidecarSet } from '../../src/manifest/api-types.js'
import type { SidecarSetResourceBinding } from '../../src/manifest/manifest-types.js'
import { findSecretGrants, findUnusedGrants, whatBreaksWithout } from '../../src/virtual-node/bindings.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { binding } from '../reference/bindings.js'

/** A SidecarSet that refers to objects: `setOf('logs', ['ConfigMap kube-system/conf'])`. */
function setOf(name: string, references: string[], spec: object = {}): SidecarSet {
  const volumes = references.map((reference, index) => {
    const [kind, text] = reference.split(' ')
    return {
      name: `v${index}`,
      ...(kind === 'Secret' ? { secret: { secretName: text } } : { configMap: { name: text } }),
    }
  })
  const volumeMounts = volumes.map((volume) => ({ name: volume.name, mountPath: `/${volume.name}` }))
  return deepFreeze({
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      containers: [{ name, image: 'a:1', volumeMounts }],
      volumes,
      ...spec,
    },
  }) as SidecarSet
}

describe('findUnusedGrants', () => {
  const grants = [binding('kube-system/b', ['logs'], ['ConfigMap/conf', 'Secret/tls'])]
  const inWords = (sets: SidecarSet[], bindings = grants): string[] =>
    findUnusedGrants(bindings, sets).map(
      ({ sidecarSet, reason, objects }) =>
        `${sidecarSet} ${reason} ${objects.map(({ kind, name }) => `${kind}/${name}`).join(' ')}`,
    )

  test.each<[title: string, sets: SidecarSet[], unused: string[]]>([
    ['all is used', [setOf('logs', ['ConfigMap kube-system/conf', 'Secret kube-system/tls'])], []],
    [
      'one object is not referred to',
      [setOf('logs', ['ConfigMap kube-system/conf'])],
      ['logs no-such-reference Secret/tls'],
    ],
    [
      'the SidecarSet is not there',
      [setOf('metrics', [])],
      ['logs no-such-sidecar-set ConfigMap/conf Secret/tls'],
    ],
    [
      'another namespace is referred to',
      [setOf('logs', ['ConfigMap web/conf', 'Secret web/tls'])],
      ['logs no-such-reference ConfigMap/conf Secret/tls'],
    ],
    [
      'the other kind is referred to',
      [setOf('logs', ['Secret kube-system/conf', 'Secret kube-system/tls'])],
      ['logs no-such-reference ConfigMap/conf'],
    ],
    [
      'plain names need no binding',
      [setOf('logs', ['ConfigMap conf', 'Secret tls'])],
      ['logs no-such-reference ConfigMap/conf Secret/tls'],
    ],
    [
      'only Pods of that very namespace',
      [setOf('logs', ['ConfigMap kube-system/conf'], { namespace: 'kube-system' })],
      ['logs no-such-reference Secret/tls', 'logs same-namespace ConfigMap/conf'],
    ],
    [
      'only Pods of another namespace',
      [setOf('logs', ['ConfigMap kube-system/conf', 'Secret kube-system/tls'], { namespace: 'web' })],
      [],
    ],
  ])('%s', (_, sets, unused) => expect(inWords(sets)).toEqual(unused))

  test('a binding without objects grants nothing that could be unused', () => {
    expect(inWords([], [binding('kube-system/b', ['logs'], [])])).toEqual([])
  })

  test('in order of the bindings, whatever the order given', () => {
    const two = [binding('b/z', ['logs'], ['Secret/x']), binding('a/z', ['logs'], ['Secret/x'])]
    expect(findUnusedGrants(two, []).map((unused) => unused.binding.namespace)).toEqual(['a', 'b'])
  })

  test('null counts as none', () => expect(findUnusedGrants(null, null)).toEqual([]))
})

test('findSecretGrants tells of Secrets only', () => {
  const bindings = [
    binding('kube-system/b', ['logs', 'metrics'], ['ConfigMap/conf', 'Secret/tls']),
    binding('web/b', ['logs'], ['ConfigMap/conf']),
  ]
  const objects = [{ kind: 'Secret', name: 'tls' }]
  expect(findSecretGrants(bindings)).toEqual([
    { sidecarSet: 'logs', objects, binding: { namespace: 'kube-system', name: 'b' } },
    { sidecarSet: 'metrics', objects, binding: { namespace: 'kube-system', name: 'b' } },
  ])
})

describe('whatBreaksWithout', () => {
  const a = binding('kube-system/a', ['logs', 'metrics'], ['ConfigMap/conf'])
  const same = binding('kube-system/same', ['logs'], ['ConfigMap/conf'])
  const id = { namespace: 'kube-system', name: 'a' }
  const logs = setOf('logs', ['ConfigMap kube-system/conf'])
  const metrics = setOf('metrics', ['Secret web/tls', 'ConfigMap kube-system/conf'])

  test.each<[title: string, bindings: SidecarSetResourceBinding[], sets: SidecarSet[], broken: string[]]>([
    ['the only one that grants', [a], [metrics, logs], ['logs v0', 'metrics v1']],
    ['another one grants the same to one of them', [a, same], [metrics, logs], ['metrics v1']],
    ['what was denied before does not break', [a], [setOf('other', ['ConfigMap kube-system/conf'])], []],
    ['what refers to nothing does not break', [a], [setOf('logs', ['ConfigMap conf'])], []],
    [
      'what never needed it does not break',
      [a],
      [setOf('logs', ['ConfigMap kube-system/conf'], { namespace: 'kube-system' })],
      [],
    ],
    ['a binding that is not there', [same], [logs], []],
    [
      'the same name in another namespace',
      [binding('web/a', ['logs'], ['ConfigMap/conf'])],
      [setOf('logs', ['ConfigMap web/conf'])],
      [],
    ],
  ])('%s', (_, resourceBindings, sidecarSets, broken) => {
    const found = whatBreaksWithout(id, { resourceBindings, sidecarSets })
    expect(
      found.map(
        ({ sidecarSet, references }) => `${sidecarSet} ${references.map(({ volume }) => volume).join(' ')}`,
      ),
    ).toEqual(broken)
  })

  test('tells what the injector does without the binding', () => {
    const objects = ['ConfigMap kube-system/conf', 'ConfigMap web/conf', 'Secret kube-system/conf']
    const references = fc.subarray(objects)
    const granted = fc.tuple(
      fc.constantFrom('kube-system', 'web'),
      fc.subarray(['x', 'y']),
      fc.subarray(['ConfigMap/conf', 'Secret/conf']),
    )
    fc.assert(
      fc.property(references, references, fc.array(granted, { maxLength: 4 }), (ofX, ofY, given) => {
        const sidecarSets = [setOf('x', ofX), setOf('y', ofY)]
        const resourceBindings = given.map(([namespace, subjects, named], index) =>
          binding(`${namespace}/b${index}`, subjects, named),
        )
        const id = { namespace: given[0]?.[0] ?? '', name: 'b0' }
        const pod = deepFreeze({
          metadata: { name: 'p', namespace: 'shop', labels: { app: 'web' } },
          spec: { containers: [] },
        })
        const injected = (bindings: SidecarSetResourceBinding[]): string[] =>
          createInjector({ sidecarSets, resourceBindings: bindings, unauthorizedReference: 'skip' })
            .inject(pod, { now: '2026-01-01T00:00:00Z' })
            .references.filter(({ verdict }) => verdict === 'granted')
            .map(({ sidecarSet, volume }) => `${sidecarSet} ${volume}`)
        const left = injected(resourceBindings.slice(1))
        const lost = injected(resourceBindings).filter((each) => !left.includes(each))
        const broken = whatBreaksWithout(id, { resourceBindings, sidecarSets }).flatMap((each) =>
          each.references.map(({ volume }) => `${each.sidecarSet} ${volume}`),
        )
        expect(broken).toEqual(lost)
      }),
    )
  })
})

test('another configuration gives another answer at once', () => {
  const sidecarSets = [setOf('logs', ['ConfigMap kube-system/conf'])]
  const pod = deepFreeze({
    metadata: { name: 'p', namespace: 'web', labels: { app: 'web' } },
    spec: { containers: [] },
  })
  const allowed = (resourceBindings: SidecarSetResourceBinding[]): boolean =>
    createInjector({ sidecarSets, resourceBindings }).inject(pod, { now: '2026-01-01T00:00:00Z' }).allowed
  const grant = [binding('kube-system/a', ['logs'], ['ConfigMap/conf'])]
  expect([allowed(grant), allowed([]), allowed(grant)]).toEqual([true, false, true])
})
