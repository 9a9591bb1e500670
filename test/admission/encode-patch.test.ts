import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonPatchOperation } from 'sidecarset'
import { encodeBase64, encodeJoinable } from '../../src/admission/base64.js'
import { encodePatch } from '../../src/admission/encode-patch.js'
import { deepFreeze } from '../laws/deep-freeze.js'

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8')

/** Values as JSON has them: whatever else stands in an object is no value of a patch. */
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), { maxLength: 3 }),
)

const paths = fc.constantFrom('/spec/containers/0', '/spec/volumes', '/metadata/annotations', '/é~1ü/"', '')

const operations: fc.Arbitrary<JsonPatchOperation> = fc.oneof(
  fc.record({ op: fc.constantFrom('add', 'replace', 'test'), path: paths, value: values }),
  fc.record({ op: fc.constant('remove'), path: paths }),
  fc.record({ op: fc.constantFrom('move', 'copy'), path: paths, from: paths }),
)

test('the text of an encoded patch is the patch, frozen or not, the first time and later', () => {
  fc.assert(
    fc.property(fc.array(operations, { maxLength: 4 }), (patch) => {
      const expected = JSON.parse(JSON.stringify(patch)) as unknown
      expect(JSON.parse(decode(encodePatch(patch)))).toEqual(expected)
      deepFreeze(patch)
      for (let time = 0; time < 2; time++) expect(JSON.parse(decode(encodePatch(patch)))).toEqual(expected)
      expect(JSON.parse(decode(encodePatch([...patch, ...patch])))).toEqual(
        JSON.parse(JSON.stringify([...patch, ...patch])),
      )
    }),
    { numRuns: 1000 },
  )
})

test('the encoded text is one base64 text, padded at its end only', () => {
  fc.assert(
    fc.property(fc.array(operations, { maxLength: 4 }), (patch) => {
      const encoded = encodePatch(deepFreeze(patch))
      expect(encoded).toMatch(/^[A-Za-z0-9+/]*={0,2}$/)
      expect(encoded.length % 4).toBe(0)
    }),
  )
})

test('what may still change is encoded as it is at the time', () => {
  const container = { name: 'a', env: [{ name: 'x', value: '1' }] }
  const patch: JsonPatchOperation[] = [{ op: 'add', path: '/spec/containers/0', value: container }]
  const before = decode(encodePatch(patch))
  container.env.push({ name: 'y', value: '2' })
  expect(JSON.parse(before)).not.toEqual(patch)
  expect(JSON.parse(decode(encodePatch(patch)))).toEqual(patch)
  // Frozen on the surface only.
  Object.freeze(patch)
  Object.freeze(container)
  encodePatch(patch)
  container.env.push({ name: 'z', value: '3' })
  expect(JSON.parse(decode(encodePatch(patch)))).toEqual(patch)
})

test('texts that are encoded to be joined join, with spaces between', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
      const joined = decode(texts.map(encodeJoinable).join(''))
      const padded = texts.map((text) => text + ' '.repeat((3 - (Buffer.byteLength(text) % 3)) % 3))
      expect(joined).toBe(padded.join(''))
      expect(encodeJoinable('abc')).toBe(encodeBase64('abc'))
    }),
  )
})
