import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SidecarSetResourceBinding } from '../../src/manifest/manifest-types.js'
import {
  authorizeReference,
  compileGrants,
  type ReferenceRequest,
  type ReferenceVerdict,
  type ResourceKind,
} from '../../src/reference/index.js'
import { binding } from './bindings.js'

const denied = (reason: string): ReferenceVerdict => ({ verdict: 'denied', reason }) as ReferenceVerdict

const boundBy = (name: string): ReferenceVerdict => ({
  verdict: 'granted',
  reason: 'bound',
  binding: { namespace: 'kube-system', name },
})

const sameNamespace: ReferenceVerdict = { verdict: 'granted', reason: 'same-namespace' }

const kindOfBinding = {
  apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
  kind: 'SidecarSetResourceBinding',
}

/** `filebeat` asks for ConfigMap kube-system/conf on behalf of a Pod of namespace `web`. */
const request: ReferenceRequest = {
  sidecarSet: 'filebeat',
  reference: { kind: 'ConfigMap', namespace: 'kube-system', name: 'conf' },
  podNamespace: 'web',
}

const ask = (bindings: unknown, changes: Partial<ReferenceRequest> = {}): ReferenceVerdict =>
  authorizeReference(compileGrants(bindings as SidecarSetResourceBinding[]), { ...request, ...changes })

describe('the truth table', () => {
  const inPodNamespace = { podNamespace: 'kube-system' }
  const unqualified = { reference: { kind: 'ConfigMap', name: 'conf' } } as const

  test.each<
    [
      title: string,
      bindings: SidecarSetResourceBinding[],
      changes: Partial<ReferenceRequest>,
      answer: ReferenceVerdict,
    ]
  >([
    ['no namespace given', [], unqualified, sameNamespace],
    ["the Pod's own namespace", [], inPodNamespace, sameNamespace],
    [
      "the Pod's own namespace, bindings asked nothing",
      [binding('kube-system/b', ['filebeat'], ['ConfigMap/conf'])],
      inPodNamespace,
      sameNamespace,
    ],
    ['no namespace given, for a Pod of none', [], { ...unqualified, podNamespace: '' }, sameNamespace],
    ['a Pod of no namespace', [], { podNamespace: '' }, denied('no-namespace')],
    [
      'a Pod of no namespace, whatever is bound',
      [binding('kube-system/b', ['filebeat'], ['ConfigMap/conf'])],
      { podNamespace: '' },
      denied('no-namespace'),
    ],
    ['no bindings at all', [], {}, denied('no-binding')],
    [
      'bindings of other namespaces only',
      [binding('web/b', ['filebeat'], ['ConfigMap/conf'])],
      {},
      denied('no-binding'),
    ],
    [
      'one that names another SidecarSet',
      [binding('kube-system/b', ['logs'], ['ConfigMap/conf'])],
      {},
      denied('subject-not-bound'),
    ],
    [
      'one that names nobody',
      [binding('kube-system/b', [], ['ConfigMap/conf'])],
      {},
      denied('subject-not-bound'),
    ],
    [
      'one that names another object',
      [binding('kube-system/b', ['filebeat'], ['ConfigMap/other'])],
      {},
      denied('object-not-bound'),
    ],
    [
      'one that names no object',
      [binding('kube-system/b', ['filebeat'], [])],
      {},
      denied('object-not-bound'),
    ],
    [
      'one that names a Secret of the name',
      [binding('kube-system/b', ['filebeat'], ['Secret/conf'])],
      {},
      denied('kind-not-bound'),
    ],
    ['one that names both', [binding('kube-system/b', ['filebeat'], ['ConfigMap/conf'])], {}, boundBy('b')],
    [
      'one among many of each',
      [binding('kube-system/b', ['x', 'filebeat'], ['Secret/conf', 'ConfigMap/y', 'ConfigMap/conf'])],
      {},
      boundBy('b'),
    ],
    [
      'one that names the SidecarSet, another the object',
      [
        binding('kube-system/a', ['filebeat'], ['ConfigMap/x']),
        binding('kube-system/b', ['logs'], ['ConfigMap/conf']),
      ],
      {},
      denied('object-not-bound'),
    ],
    [
      'one that names the SidecarSet, another the Secret',
      [
        binding('kube-system/a', ['filebeat'], ['ConfigMap/x']),
        binding('kube-system/b', ['logs'], ['Secret/conf']),
      ],
      {},
      denied('object-not-bound'),
    ],
    [
      'several: the first by name',
      ['c', 'a', 'b'].map((name) =>
        binding(`kube-system/${name}`, ['filebeat'], name === 'a' ? ['ConfigMap/x'] : ['ConfigMap/conf']),
      ),
      {},
      boundBy('b'),
    ],
  ])('%s', (_title, bindings, changes, answer) => {
    expect(ask(bindings, changes)).toEqual(answer)
    expect(ask([...bindings].reverse(), changes)).toEqual(answer)
  })
})

describe('names are exact', () => {
  test.each<[title: string, subject: string, object: string]>([
    ['a wildcard for the SidecarSet', '*', 'ConfigMap/conf'],
    ['a wildcard for the object', 'filebeat', 'ConfigMap/*'],
    ['a wildcard for the kind', 'filebeat', '*/conf'],
    ['upper case', 'Filebeat', 'ConfigMap/Conf'],
    ['a kind in lower case', 'filebeat', 'configmap/conf'],
    ['a prefix', 'file', 'ConfigMap/con'],
    ['space', ' filebeat', 'ConfigMap/conf'],
  ])('%s grants nothing', (_title, subject, object) => {
    expect(ask([binding('kube-system/b', [subject], [object])]).verdict).toBe('denied')
  })

  test('a subject of another kind is none', () => {
    const spec = {
      subjects: [{ kind: 'ServiceAccount', name: 'filebeat' }],
      resourceRefs: [{ kind: 'ConfigMap', name: 'conf' }],
    }
    expect(ask([{ ...kindOfBinding, metadata: { namespace: 'kube-system', name: 'b' }, spec }])).toEqual(
      denied('subject-not-bound'),
    )
  })

  test.each(['__proto__', 'constructor', 'toString'])('%s is a name like any other', (name) => {
    const reference = { kind: 'Secret', namespace: name, name } as const
    expect(ask([], { sidecarSet: name, reference })).toEqual(denied('no-binding'))
    expect(ask([binding(`${name}/b`, ['x'], ['Secret/y'])], { sidecarSet: name, reference })).toEqual(
      denied('subject-not-bound'),
    )
    expect(
      ask([binding(`${name}/b`, [name], [`Secret/${name}`])], { sidecarSet: name, reference }).verdict,
    ).toBe('granted')
  })
})

test.each([
  ['none', { name: 'b' }],
  ['an empty one', { name: 'b', namespace: '' }],
  ['null', { name: 'b', namespace: null }],
])('a binding without a namespace grants nothing, and two of them are no doubles: %s', (_, metadata) => {
  const whole = { ...binding('x/b', ['filebeat'], ['ConfigMap/conf']), metadata }
  const grants = compileGrants([whole, whole] as unknown as SidecarSetResourceBinding[])
  expect(grants).toEqual({ byNamespace: new Map(), list: [], issues: [] })
  for (const podNamespace of ['', 'web', 'kube-system'])
    expect(
      authorizeReference(grants, {
        sidecarSet: 'filebeat',
        reference: { kind: 'ConfigMap', namespace: 'kube-system', name: 'conf' },
        podNamespace,
      }).verdict,
    ).toBe(podNamespace === 'kube-system' ? 'granted' : 'denied')
})

describe('malformed bindings', () => {
  const head = { ...kindOfBinding, metadata: { namespace: 'kube-system', name: 'b', labels: null } }
  const subjects = [{ kind: 'SidecarSet', name: 'filebeat' }]

  test.each<[title: string, bindings: unknown, answer: ReferenceVerdict]>([
    ['no list', undefined, denied('no-binding')],
    ['null', null, denied('no-binding')],
    ['null in the list', [null, undefined, 'x', 7], denied('no-binding')],
    ['no metadata', [{ spec: { subjects } }], denied('no-binding')],
    ['no namespace', [{ ...head, metadata: { name: 'b' }, spec: { subjects } }], denied('no-binding')],
    ['no spec', [head], denied('subject-not-bound')],
    ['null spec', [{ ...head, spec: null }], denied('subject-not-bound')],
    ['null lists', [{ ...head, spec: { subjects: null, resourceRefs: null } }], denied('subject-not-bound')],
    [
      'null subjects in the list',
      [{ ...head, spec: { subjects: [null, {}, { kind: 'SidecarSet' }] } }],
      denied('subject-not-bound'),
    ],
    [
      'null objects in the list',
      [{ ...head, spec: { subjects, resourceRefs: [null, {}, 'conf'] } }],
      denied('object-not-bound'),
    ],
    [
      'a name that is no text',
      [{ ...head, spec: { subjects, resourceRefs: [{ kind: 'ConfigMap', name: 7 }] } }],
      denied('object-not-bound'),
    ],
    [
      'null beside what is right',
      [null, binding('kube-system/b', ['filebeat'], ['ConfigMap/conf'])],
      boundBy('b'),
    ],
  ])('%s', (_title, bindings, answer) => {
    expect(ask(bindings)).toEqual(answer)
  })
})

test('the answer agrees with reading the bindings one by one', () => {
  const few = fc.constantFrom('a', 'b', 'c')
  const object = fc.tuple(fc.constantFrom('ConfigMap', 'Secret'), few).map((parts) => parts.join('/'))
  const anyBinding = fc
    .tuple(few, few, fc.array(few, { maxLength: 2 }), fc.array(object, { maxLength: 2 }))
    .map(([namespace, name, subjects, objects]) => ({
      id: `${namespace}/${name}`,
      namespace,
      name,
      subjects,
      objects,
    }))
  const unique = fc.uniqueArray(anyBinding, { selector: ({ id }) => id, maxLength: 6 })

  fc.assert(
    fc.property(
      unique,
      few,
      fc.constantFrom<ResourceKind>('ConfigMap', 'Secret'),
      few,
      few,
      (list, sidecarSet, kind, namespace, name) => {
        const verdict = ask(
          list.map(({ id, subjects, objects }) => binding(id, subjects, objects)),
          { sidecarSet, reference: { kind, namespace, name }, podNamespace: 'web' },
        )
        const granting = list
          .filter(
            (one) =>
              one.namespace === namespace &&
              one.subjects.includes(sidecarSet) &&
              one.objects.includes(`${kind}/${name}`),
          )
          .map((one) => one.name)
          .sort()
        expect(
          verdict.verdict === 'granted' ? [verdict.reason === 'bound' && verdict.binding.name] : [],
        ).toEqual(granting.slice(0, 1))
      },
    ),
    { numRuns: 500 },
  )
})
