import { describe, expect, test } from 'vitest'
import type { ProfileName } from '../../src/profile.js'
import { errorsOf, type Fields } from './sidecar-sets.js'

/** A rule: its name, an excerpt, and the errors it draws; those of v1.9.0 where they differ. */
export type RuleRow = readonly [
  rule: string,
  excerpt: Fields,
  errors: readonly string[],
  errorsOfNewest?: readonly string[],
]

/** The versions whose webhooks the rows were compared with. What v1.8.0 has in another way: test/profile. */
const comparedProfiles: readonly ProfileName[] = ['v1.3.0', 'v1.9.0']

/** Tests each row for both profiles. Paths are counted from `place`, which is put in front of them. */
export function testRules(
  place: string,
  build: (excerpt: Fields) => unknown,
  rows: readonly RuleRow[],
): void {
  for (const profile of comparedProfiles)
    describe(profile, () => {
      for (const [rule, excerpt, errors, errorsOfNewest = errors] of rows)
        test(rule, () => {
          const expected = profile === 'v1.3.0' ? errors : errorsOfNewest
          const absolutes = expected.map((error) => absolute(place, error)).sort()
          expect(errorsOf(build(excerpt), profile)).toEqual(absolutes)
        })
    })
}

/** `invalid .name` is below the place, `invalid` at it, and `invalid /spec.volumes[0]` somewhere else. */
function absolute(place: string, error: string): string {
  const [code = '', path = ''] = error.split(/ (.*)/s)
  return path.startsWith('/') ? `${code} ${path.slice(1)}` : `${code} ${place}${path}`
}
