import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listAt, nonEmptyTextAt, objectAt, ownValue, textAt, textsAt, valueAt } from '../../src/read/index.js'

const pod: unknown = JSON.parse(
  '{"spec": {"nodeName": "", "containers": [{"name": "web", "args": ["a", 1, null, "b"]}], "__proto__": {"x": 1}}}',
)

describe('valueAt', () => {
  test.each<[path: (string | number)[], found: unknown]>([
    [['spec', 'containers', 0, 'name'], 'web'],
    [['spec', 'containers', 1, 'name'], undefined],
    [['spec', 'containers', '0', 'name'], undefined],
    [['spec', 'containers', ''], undefined],
    [['spec', 'containers', 'length'], undefined],
    [['spec', 'constructor'], undefined],
    [['spec', '__proto__', 'x'], 1],
    [['toString'], undefined],
    [['spec', 'nodeName', 'length'], undefined],
    [['spec', 'nodeName', 0], undefined],
    [[], pod],
  ])('%j', (path, found) => expect(valueAt(pod, ...path)).toEqual(found))
})

test('what has the wrong type counts as absent', () => {
  expect(textAt(pod, 'spec', 'nodeName')).toBe('')
  expect(nonEmptyTextAt(pod, 'spec', 'nodeName')).toBeUndefined()
  expect(textAt(pod, 'spec')).toBeUndefined()
  expect(nonEmptyTextAt(pod, 'spec', 'containers', 0, 'name')).toBe('web')
  expect(objectAt(pod, 'spec', 'containers')).toEqual({})
  expect(objectAt(pod, 'spec', 'containers', 0)).toHaveProperty('name', 'web')
  expect(listAt(pod, 'spec')).toEqual([])
  expect(textsAt(pod, 'spec', 'containers', 0, 'args')).toEqual(['a', 'b'])
  expect(ownValue({}, 'constructor')).toBeUndefined()
})

test('no JSON value and no path makes a reader throw', () => {
  const segment = fc.oneof(
    fc.nat(3),
    fc.constantFrom('', 'a', '__proto__', 'constructor', 'length'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(segment, { maxLength: 4 }), (value, path) => {
      for (const read of [valueAt, textAt, nonEmptyTextAt, objectAt, listAt, textsAt]) read(value, ...path)
    }),
  )
})
