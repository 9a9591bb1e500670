import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listIssues, toFieldPath } from '../../src/issue/index.js'
import { validateResourceBinding, type BindingValidationContext } from '../../src/validate/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'

type Fields = Readonly<Record<string, unknown>>

const subject = { kind: 'SidecarSet', name: 'filebeat' }
const reference = { kind: 'ConfigMap', name: 'filebeat-config' }

/** A binding with nothing wrong in it, but for what is given. */
function bindingWith(spec: Fields, metadata: Fields = {}): Fields {
  return {
    apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
    kind: 'SidecarSetResourceBinding',
    metadata: { name: 'filebeat', namespace: 'kube-system', labels: null, ...metadata },
    spec: { subjects: [subject], resourceRefs: [reference], ...spec },
  }
}

function findings(binding: unknown, context: BindingValidationContext = {}): string[] {
  return validateResourceBinding(deepFreeze(binding) as never, deepFreeze(context)).map(
    ({ code, path, severity }) => `${severity} ${code} ${toFieldPath(path)}`.trim(),
  )
}

const subjects = (...list: readonly unknown[]): Fields => bindingWith({ subjects: list })
const refs = (...list: readonly unknown[]): Fields => bindingWith({ resourceRefs: list })

describe('shapes and names', () => {
  test.each<[string, unknown, string[]]>([
    ['as in the document', bindingWith({}), []],
    ['no binding at all', 'x', ['error wrong-type']],
    ['a list', [], ['error wrong-type']],
    ['of another kind', { ...bindingWith({}), kind: 'RoleBinding' }, ['error wrong-kind kind']],
    ['of no kind', { ...bindingWith({}), kind: null }, ['warning missing-kind']],
    [
      'of another version',
      { ...bindingWith({}), apiVersion: 'v1' },
      ['error unsupported-version apiVersion'],
    ],
    ['a version that is no text', { ...bindingWith({}), apiVersion: 1 }, ['error wrong-type apiVersion']],
    ['a stray field', { ...bindingWith({}), Spec: {} }, ['warning unknown-field Spec']],
    ['no name', bindingWith({}, { name: null }), ['error required metadata.name']],
    ['a name that is none', bindingWith({}, { name: 'A' }), ['error invalid metadata.name']],
    ['no namespace', bindingWith({}, { namespace: null }), ['warning required metadata.namespace']],
    ['a namespace that is none', bindingWith({}, { namespace: 'a/b' }), ['error invalid metadata.namespace']],
    [
      'a namespace that is no text',
      bindingWith({}, { namespace: 5 }),
      ['error wrong-type metadata.namespace'],
    ],
    [
      'a stray field of the metadata',
      bindingWith({}, { label: {} }),
      ['warning unknown-field metadata.label'],
    ],
    [
      'no spec',
      { ...bindingWith({}), spec: null },
      ['error required spec.subjects', 'error required spec.resourceRefs'],
    ],
    ['a spec that is none', { ...bindingWith({}), spec: 'x' }, ['error wrong-type spec']],
    ['a list that is none', bindingWith({ subjects: subject }), ['error wrong-type spec.subjects']],
    ['a singular', bindingWith({ resourceRef: [] }), ['warning unknown-field spec.resourceRef']],
    ['an entry that is none', refs('x', reference), ['error wrong-type spec.resourceRefs[0]']],
    [
      'an entry of null',
      subjects(null),
      ['error required spec.subjects[0].kind', 'error required spec.subjects[0].name'],
    ],
    [
      'a subject of another kind',
      subjects({ kind: 'Pod', name: 'a' }),
      ['error not-supported spec.subjects[0].kind'],
    ],
    [
      'a kind in small letters',
      refs({ kind: 'configmap', name: 'a' }),
      ['error not-supported spec.resourceRefs[0].kind'],
    ],
    [
      'a name that is no text',
      refs({ kind: 'ConfigMap', name: 1 }),
      ['error wrong-type spec.resourceRefs[0].name'],
    ],
    [
      'a name with an underscore',
      refs({ kind: 'ConfigMap', name: 'a_b' }),
      ['error invalid spec.resourceRefs[0].name'],
    ],
    ['all names', refs({ kind: 'ConfigMap', name: '*' }), ['error wildcard-name spec.resourceRefs[0].name']],
    [
      'some names',
      subjects({ kind: 'SidecarSet', name: 'filebeat-*' }),
      ['error wildcard-name spec.subjects[0].name'],
    ],
    [
      'a name with a namespace',
      refs({ kind: 'ConfigMap', name: 'web/a' }),
      ['error invalid spec.resourceRefs[0].name'],
    ],
    [
      'a namespace beside a name',
      refs({ ...reference, namespace: 'web' }),
      ['warning unknown-field spec.resourceRefs[0].namespace'],
    ],
    [
      'a group beside a name',
      refs({ ...reference, apiGroup: '' }),
      ['warning unknown-field spec.resourceRefs[0].apiGroup'],
    ],
    ['an entry that comes again', refs(reference, reference), ['warning duplicate spec.resourceRefs[1]']],
    ['a Secret', refs({ kind: 'Secret', name: 'tls' }), ['info secret-granted spec.resourceRefs[0]']],
    [
      'a Secret and a ConfigMap of one name',
      refs({ kind: 'Secret', name: 'a' }, { kind: 'ConfigMap', name: 'a' }),
      ['info secret-granted spec.resourceRefs[0]'],
    ],
  ])('%s', (_title, binding, expected) => {
    expect(findings(binding)).toEqual(expected)
  })

  test.each<[string, unknown, string]>([
    ['which namespace needs a binding', refs({ kind: 'ConfigMap', name: 'web/a' }), 'into namespace "web"'],
    ['that the namespace is clear already', refs({ kind: 'ConfigMap', name: 'kube-system/a' }), 'write "a"'],
    ['how to write a kind', refs({ kind: 'configmap', name: 'a' }), 'did you mean "ConfigMap"?'],
    ['what a wildcard means', refs({ kind: 'ConfigMap', name: '*' }), 'exact name'],
    [
      'whose namespace counts',
      refs({ ...reference, namespace: 'web' }),
      "the binding's own namespace, kube-system",
    ],
  ])('the message says %s', (_title, binding, part) => {
    expect(listIssues(validateResourceBinding(binding as never))).toContain(part)
  })

  test('issues name the binding', () => {
    const [issue] = validateResourceBinding(subjects() as never)
    expect(issue?.resource).toEqual({
      kind: 'SidecarSetResourceBinding',
      namespace: 'kube-system',
      name: 'filebeat',
    })
  })
})

describe('use', () => {
  const setWith = (name: string, text: string): Fields => ({
    metadata: { name },
    spec: { volumes: [{ name: 'v', configMap: { name: text } }] },
  })
  const judge = (binding: Fields, ...sidecarSets: readonly unknown[]): string[] =>
    findings(binding, { sidecarSets: sidecarSets as never })

  test.each<[string, Fields, unknown[], string[]]>([
    ['an object that is used', bindingWith({}), [setWith('filebeat', 'kube-system/filebeat-config')], []],
    [
      'an object of another namespace',
      bindingWith({}),
      [setWith('filebeat', 'web/filebeat-config')],
      ['warning unused-grant spec.resourceRefs[0]'],
    ],
    [
      'an object of the namespace of the Pod',
      bindingWith({}),
      [setWith('filebeat', 'filebeat-config')],
      ['warning unused-grant spec.resourceRefs[0]'],
    ],
    [
      'an object of another kind',
      refs({ kind: 'Secret', name: 'filebeat-config' }),
      [setWith('filebeat', 'kube-system/filebeat-config')],
      ['info secret-granted spec.resourceRefs[0]', 'warning unused-grant spec.resourceRefs[0]'],
    ],
    [
      'another SidecarSet uses it',
      bindingWith({}),
      [setWith('filebeat', 'x'), setWith('other', 'kube-system/filebeat-config')],
      ['warning unused-grant spec.resourceRefs[0]'],
    ],
    [
      'a SidecarSet that is not there',
      bindingWith({}),
      [setWith('filebaet', 'x')],
      ['warning unknown-subject spec.subjects[0].name'],
    ],
    [
      'one of two that is not there',
      subjects(subject, { kind: 'SidecarSet', name: 'x' }),
      [setWith('filebeat', 'x')],
      ['warning unknown-subject spec.subjects[1].name'],
    ],
    ['none at all', bindingWith({}), [], ['warning unknown-subject spec.subjects[0].name']],
    [
      'what is no SidecarSet',
      bindingWith({}),
      [null, 'x', { spec: 1 }, { metadata: { name: 'filebeat' }, spec: { volumes: 'x' } }],
      ['warning unused-grant spec.resourceRefs[0]'],
    ],
    [
      'mistaken entries are not asked about',
      subjects({ kind: 'SidecarSet', name: '*' }),
      [],
      ['error wildcard-name spec.subjects[0].name'],
    ],
  ])('%s', (_title, binding, sidecarSets, expected) => {
    expect(judge(binding, ...sidecarSets)).toEqual(expected)
  })
})

test('whatever it is given, it neither throws nor writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (a, b, c) => {
      for (const binding of [a, { metadata: a, spec: b }, { spec: { subjects: a, resourceRefs: [b, c] } }])
        expect(() => findings(binding, { sidecarSets: [c as never] })).not.toThrow()
    }),
  )
})
