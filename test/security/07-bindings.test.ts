import { describe, expect, test } from 'vitest'
import {
  createInjector,
  describeGrants,
  parseManifests,
  formatYaml,
  reviewResourceBinding,
  type SidecarSetResourceBinding,
} from 'sidecarset'
import { compileGrants } from '../../src/reference/index.js'
import { inject, podOf } from '../inject/subjects.js'
import { confSet, secretVolume, tlsFor } from './cluster.js'

const certs = confSet('certs', secretVolume)
const binding = tlsFor('certs')
const grants = (...resourceBindings: SidecarSetResourceBinding[]): boolean =>
  inject(podOf(), [certs], { resourceBindings }).allowed

test('a binding grants', () => expect(grants(binding)).toBe(true))

describe('what counts as a binding', () => {
  const { kind: _kind, ...withoutKind } = binding
  const { apiVersion: _apiVersion, ...withoutVersion } = binding
  test.each<[string, SidecarSetResourceBinding]>([
    ['another kind', { ...binding, kind: 'Foo' }],
    ['another group', { ...binding, apiVersion: 'example.com/v1alpha1' }],
    [
      'a group that begins alike',
      { ...binding, apiVersion: 'sidecarset.alibabacloud.com.example.com/v1alpha1' },
    ],
    ['a version without a group', { ...binding, apiVersion: 'v1' }],
    ['no kind', withoutKind],
    ['no apiVersion', withoutVersion],
    ['no namespace', { ...binding, metadata: { name: 'tls' } }],
    [
      'one that is being deleted',
      { ...binding, metadata: { ...binding.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } },
    ],
  ])('%s grants nothing', (_, other) => {
    expect(grants(other)).toBe(false)
    expect(describeGrants([other])).toEqual([])
  })

  test('parseManifests hands on kind and apiVersion', () => {
    expect(grants(...parseManifests(formatYaml(binding)).resourceBindings)).toBe(true)
  })
})

describe('a binding that is being deleted', () => {
  const deleting = {
    ...binding,
    metadata: { ...binding.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
  }
  const run = (deletingBindings: 'ignore' | 'honor') =>
    inject(podOf(), [certs], { resourceBindings: [deleting], deletingBindings }).allowed

  test('grants only where the option says so', () => {
    expect([run('ignore'), run('honor')]).toEqual([false, true])
  })

  test('a null is no deletion', () => {
    const kept = {
      ...binding,
      metadata: { ...binding.metadata, deletionTimestamp: null as unknown as string },
    }
    expect(grants(kept)).toBe(true)
  })
})

describe('two bindings of one namespace and name', () => {
  const other = { ...tlsFor('probe'), metadata: { ...binding.metadata } }

  test('are an error, as two SidecarSets are, and grant nothing', () => {
    const given = { sidecarSets: [certs], resourceBindings: [binding, other] }
    expect(grants(binding, other)).toBe(false)
    expect(createInjector(given).issues.map(({ code }) => code)).toEqual(['duplicate'])
    expect(() => createInjector({ ...given, unreadable: 'throw' })).toThrow(
      expect.objectContaining({
        issues: [
          expect.objectContaining({
            code: 'duplicate',
            path: ['metadata', 'name'],
            resource: { kind: 'SidecarSetResourceBinding', namespace: 'kube-system', name: 'tls' },
          }),
        ],
      }) as Error,
    )
  })

  test('grant nothing where nobody asks for the error', () => {
    expect(compileGrants([binding, other]).list).toEqual([])
    expect(describeGrants([binding, other])).toEqual([])
  })

  test('of two namespaces are two bindings, and so is one of another kind', () => {
    const elsewhere = { ...binding, metadata: { name: 'tls', namespace: 'web' } }
    expect(grants(binding, elsewhere, { ...other, kind: 'Foo' })).toBe(true)
  })
})

describe('reviewResourceBinding', () => {
  const review = (object: unknown, request: object = {}) => ({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: 'u',
      resource: {
        group: 'sidecarset.alibabacloud.com',
        version: 'v1alpha1',
        resource: 'sidecarsetresourcebindings',
      },
      operation: 'CREATE',
      object,
      ...request,
    },
  })

  test('allows a binding without mistakes', () => {
    const { response } = reviewResourceBinding(
      review({
        ...binding,
        spec: { subjects: binding.spec?.subjects, resourceRefs: [{ kind: 'ConfigMap', name: 'conf' }] },
      }),
    )
    expect(response).toEqual({ uid: 'u', allowed: true })
  })

  test('refuses one with mistakes, with every field', () => {
    const wrong = {
      ...binding,
      spec: {
        subjects: [
          { kind: 'ServiceAccount', name: 'certs' },
          { kind: 'SidecarSet', name: '' },
        ],
        resourceRefs: [
          { kind: 'Secret', name: '*' },
          { kind: 'Pod', name: 'p' },
        ],
      },
    }
    const { response } = reviewResourceBinding(review(wrong))
    expect(response).toMatchObject({ allowed: false, status: { code: 422, reason: 'Invalid' } })
    for (const field of [
      'subjects[0].kind',
      'subjects[1].name',
      'resourceRefs[0].name',
      'resourceRefs[1].kind',
    ])
      expect(response?.status?.message).toContain(`spec.${field}`)
  })

  test('takes the namespace of the request where the binding names none, and no other', () => {
    const bare = { ...binding, metadata: { name: 'tls' } }
    expect(reviewResourceBinding(review(bare, { namespace: 'kube-system' })).response?.allowed).toBe(true)
    expect(JSON.stringify(reviewResourceBinding(review(bare, { namespace: 'kube-system' })))).not.toContain(
      'required',
    )
    expect(reviewResourceBinding(review(binding, { namespace: 'web' })).response).toMatchObject({
      allowed: false,
      status: { code: 400 },
    })
  })

  test('lets one that is being deleted lose its finalizers, whatever is in it', () => {
    const going = {
      ...binding,
      metadata: { ...binding.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
      spec: null,
    }
    expect(reviewResourceBinding(review(going, { operation: 'UPDATE' })).response?.allowed).toBe(true)
  })

  test('says what a binding grants in vain', () => {
    const { response } = reviewResourceBinding(review(binding), { sidecarSets: [] })
    expect(response?.allowed).toBe(true)
    expect(response?.warnings).toEqual(expect.arrayContaining([expect.stringContaining('unknown-subject')]))
  })

  test.each([
    [{ operation: 'DELETE' }],
    [{ subResource: 'status' }],
    [{ resource: { group: '', resource: 'pods' } }],
  ])('has nothing to say about %j', (request) => {
    expect(reviewResourceBinding(review({}, request)).response).toEqual({ uid: 'u', allowed: true })
  })

  test.each([
    [null],
    ['x'],
    [{}],
    [{ request: {} }],
    [review(null)],
    [review(7)],
    [review({ metadata: 7, spec: 7 })],
  ])('never throws: %j', (body) =>
    expect(reviewResourceBinding(body as object).response?.allowed).toBe(false),
  )
})
