import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyPatch,
  defaultSidecarSet,
  hashSidecarSet,
  reviewSidecarSet,
  type AdmissionReview,
  type JsonPatchOperation,
  type SidecarSet,
} from '../../src/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { prune } from '../recorded/prune.js'
import { readRecorded } from '../recorded/read-recorded.js'

const set: SidecarSet = {
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs' },
  spec: { selector: { matchLabels: { app: 'web' } }, containers: [{ name: 'shipper', image: 'shipper:1' }] },
}

function reviewOf(object: unknown, request: object = {}): AdmissionReview {
  const resource = { group: 'apps.kruise.io', version: 'v1alpha1', resource: 'sidecarsets' }
  return {
    kind: 'AdmissionReview',
    request: { uid: 'u-1', operation: 'CREATE', resource, object, ...request },
  }
}

function patchOf({ response }: AdmissionReview): JsonPatchOperation[] {
  return response?.patch === undefined
    ? []
    : (JSON.parse(Buffer.from(response.patch, 'base64').toString('utf8')) as JsonPatchOperation[])
}

describe('the mutating half', () => {
  test('fills in defaults and hashes', () => {
    const answer = reviewSidecarSet(deepFreeze(reviewOf(set)))
    const { hash, hashWithoutImage } = hashSidecarSet(set)
    expect(answer).toMatchObject({
      apiVersion: 'admission.k8s.io/v1',
      response: { uid: 'u-1', allowed: true },
    })
    expect(applyPatch(set, patchOf(answer))).toEqual({
      ...set,
      metadata: {
        name: 'logs',
        annotations: {
          'kruise.io/sidecarset-hash': hash,
          'kruise.io/sidecarset-hash-without-image': hashWithoutImage,
        },
      },
      spec: defaultSidecarSet(set).spec,
    })
  })

  test('has nothing to do the second time', () => {
    const stored = applyPatch(set, patchOf(reviewSidecarSet(reviewOf(set))))
    expect(reviewSidecarSet(reviewOf(stored)).response).toEqual({ uid: 'u-1', allowed: true })
  })

  test('writes hashes anew where the containers have changed', () => {
    const annotations = {
      'kruise.io/sidecarset-hash': 'old',
      'kruise.io/sidecarset-hash-without-image': 'old',
    }
    const stale = { ...set, metadata: { ...set.metadata, annotations } }
    const patched = applyPatch(stale, patchOf(reviewSidecarSet(reviewOf(stale))))
    expect(patched.metadata.annotations['kruise.io/sidecarset-hash']).toBe(hashSidecarSet(set).hash)
  })

  test('leaves unknown fields to the API server', () => {
    const odd = { ...set, spec: { ...set.spec, foo: 1 } }
    expect(applyPatch(odd, patchOf(reviewSidecarSet(reviewOf(odd)))).spec.foo).toBe(1)
  })

  test('brings every recorded SidecarSet to its recorded defaults', () => {
    const cases = readRecorded<{ sidecarSet: SidecarSet; expect: { spec: unknown } }>('defaults-v1.3.0.jsonl')
    for (const { sidecarSet } of cases) {
      const patch = patchOf(reviewSidecarSet(reviewOf(sidecarSet), {}, { webhook: 'mutating' }))
      const after = applyPatch(sidecarSet, patch)
      expect(prune(defaultSidecarSet(after).spec)).toEqual(prune(defaultSidecarSet(sidecarSet).spec))
      expect(after).toMatchObject(
        JSON.parse(JSON.stringify({ spec: defaultSidecarSet(sidecarSet).spec })) as object,
      )
    }
  })
})

describe('the validating half', () => {
  test('refuses with every error, each at its field', () => {
    const bad = { ...set, spec: { selector: {}, containers: [{ name: 'Shipper' }] } }
    const { response } = reviewSidecarSet(reviewOf(bad))
    expect(response).toMatchObject({ uid: 'u-1', allowed: false, status: { code: 422, reason: 'Invalid' } })
    for (const place of ['spec.selector', 'spec.containers[0].name', 'spec.containers[0].image'])
      expect(response?.status?.message).toContain(place)
    expect(response).not.toHaveProperty('patch')
  })

  test('refuses what cannot be read', () => {
    const { response } = reviewSidecarSet(reviewOf({ ...set, spec: { containers: 'nginx' } }))
    expect(response).toMatchObject({ allowed: false, status: { code: 422 } })
  })

  test('compares an update with the older object', () => {
    const renamed = { ...set, spec: { ...set.spec, containers: [{ name: 'other', image: 'x' }] } }
    const update = { operation: 'UPDATE', oldObject: set }
    expect(reviewSidecarSet(reviewOf(renamed, update)).response?.allowed).toBe(false)
    expect(reviewSidecarSet(reviewOf(renamed)).response?.allowed).toBe(true)
  })

  test('knows the other SidecarSets', () => {
    const other = { ...set, metadata: { name: 'other' } }
    expect(reviewSidecarSet(reviewOf(set), { others: [other] }).response?.allowed).toBe(false)
  })

  test.each([
    ['validating: no patch', 'validating', set, { allowed: true }],
    [
      'mutating: no verdict',
      'mutating',
      { ...set, spec: { ...set.spec, selector: {} } },
      { allowed: true, patchType: 'JSONPatch' },
    ],
  ] as const)('%s', (_what, webhook, object, response) => {
    expect(reviewSidecarSet(reviewOf(object), {}, { webhook }).response).toMatchObject(response)
    if (webhook === 'validating')
      expect(reviewSidecarSet(reviewOf(object), {}, { webhook }).response).not.toHaveProperty('patch')
  })
})

describe('a flood of mistakes', () => {
  const many = 20_000
  const flood = { ...set, spec: { ...set.spec, volumes: Array.from({ length: many }, () => ({})) } }

  test('is answered with what fits below 4 kB, and says how many more there are', () => {
    const { response } = reviewSidecarSet(reviewOf(flood))
    const lines = response?.status?.message.split('\n') ?? []
    const more = /^and ([\d,]+) more errors$/.exec(lines.at(-1) ?? '')?.[1]
    expect(Number(more?.replaceAll(',', '')) + lines.length - 1).toBeGreaterThanOrEqual(many)
    expect(Buffer.byteLength(response?.status?.message ?? '')).toBeLessThan(4000)
    expect(JSON.stringify(response).length).toBeLessThan(20_000)
  })
})

describe('what is not its business', () => {
  test.each([
    ['another resource', { resource: { group: '', version: 'v1', resource: 'pods' } }],
    ['another group', { resource: { group: 'example.com', version: 'v1', resource: 'sidecarsets' } }],
    ['a subresource', { subResource: 'status' }],
    ['a deletion', { operation: 'DELETE' }],
  ])('%s is allowed untouched', (_what, request) => {
    expect(reviewSidecarSet(reviewOf({ spec: 1 }, request)).response).toEqual({ uid: 'u-1', allowed: true })
  })
})

test('whatever the body, there is a well-formed answer', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.jsonValue().map((object) => reviewOf(object)),
      ),
      (body) => {
        const { response } = reviewSidecarSet(body as AdmissionReview)
        expect(response).toMatchObject({
          uid: expect.any(String) as string,
          allowed: expect.any(Boolean) as boolean,
        })
      },
    ),
  )
})
