import { describe, expect, test } from 'vitest'
import { defaultSidecarSet, hashSidecarSet } from '../../src/index.js'
import type { ProfileName, SidecarSet } from '../../src/index.js'
import { prune } from './prune.js'
import { readRecorded } from './read-recorded.js'

interface RecordedDefaults {
  readonly name: string
  readonly profile: ProfileName
  readonly sidecarSet: SidecarSet
  readonly expect: { readonly hash: string; readonly hashWithoutImage: string; readonly spec: unknown }
}

describe.each([
  ['defaults-v1.3.0.jsonl', 114],
  ['defaults-v1.9.0.jsonl', 115],
])('%s', (file, count) => {
  const cases = readRecorded<RecordedDefaults>(file)

  test('holds what was recorded', () => expect(cases).toHaveLength(count))

  test.each(cases)('$name', ({ profile, sidecarSet, expect: expected }) => {
    expect(prune(defaultSidecarSet(sidecarSet, { profile }).spec)).toEqual(prune(expected.spec))
    const { hash, hashWithoutImage } = expected
    expect(hashSidecarSet(sidecarSet, { profile })).toEqual({ hash, hashWithoutImage })
  })
})
