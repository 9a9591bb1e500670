import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultImagePullPolicy,
  formatImageReference,
  isSameImage,
  normalizeImageReference,
  parseImageReference,
  type ImageReference,
} from '../../src/kubernetes/image-reference.js'
import { profileNames } from '../../src/profile.js'
import { readRecordedRows } from '../recorded-rows.js'

interface ImageAnswer {
  policy: string
  invalid?: true
}

const rows = readRecordedRows<ImageAnswer & { image: string; older?: ImageAnswer }>('images.jsonl')
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

describe('recorded pull policies', () => {
  test.each(rows.map((row) => [row.image, row] as const))('%j', (image, row) => {
    const older = row.older ?? row
    expect(defaultImagePullPolicy(image, 'v1.9.0')).toBe(row.policy)
    expect(normalizeImageReference(image, 'v1.9.0') === undefined).toBe(row.invalid ?? false)
    expect(defaultImagePullPolicy(image, 'v1.3.0')).toBe(older.policy)
    expect(normalizeImageReference(image, 'v1.3.0') === undefined).toBe(older.invalid ?? false)
  })
})

describe('literal reading', () => {
  test.each<[text: string, parts: ImageReference | undefined]>([
    ['log', { repository: 'log' }],
    ['log:1', { repository: 'log', tag: '1' }],
    [`log@${digest}`, { repository: 'log', digest }],
    [`log:1@${digest}`, { repository: 'log', tag: '1', digest }],
    ['localhost:5000', { repository: 'localhost', tag: '5000' }],
    ['localhost:5000/log', { repository: 'localhost:5000/log' }],
    ['reg.io:5000/a/b:1', { repository: 'reg.io:5000/a/b', tag: '1' }],
    ['docker.io/library/log', { repository: 'docker.io/library/log' }],
    ['Reg/log', { repository: 'Reg/log' }],
    [digest, { repository: 'sha256', tag: digest.slice(7) }],
    ['0'.repeat(64), { repository: '0'.repeat(64) }],
    ['log:', undefined],
    ['log@', undefined],
    ['log@sha256:abc', undefined],
    [`log@sha384:${'a'.repeat(96)}`, { repository: 'log', digest: `sha384:${'a'.repeat(96)}` }],
    [`log@${digest}@${digest}`, undefined],
    ['reg.io:port/log', undefined],
    ['reg..io/log', undefined],
    ['reg.io/', undefined],
    ['', undefined],
    ['a/'.repeat(127) + 'a', { repository: 'a/'.repeat(127) + 'a' }],
    ['a/'.repeat(128) + 'a', undefined],
  ])('%s', (text, parts) => {
    expect(parseImageReference(text, 'v1.3.0')).toEqual(parts)
  })
})

describe('the longest name', () => {
  const path = 'a'.repeat(255)

  test('v1.3.0 counts host and path', () => {
    expect(parseImageReference(path, 'v1.3.0')).toBeDefined()
    expect(parseImageReference(`reg.io/${path}`, 'v1.3.0')).toBeUndefined()
    expect(parseImageReference(`reg.io/${path.slice(7)}`, 'v1.3.0')).toBeDefined()
  })

  test('v1.9.0 counts the path', () => {
    expect(parseImageReference(`reg.io/${path}`, 'v1.9.0')).toBeDefined()
    expect(parseImageReference(`reg.io/${path}a`, 'v1.9.0')).toBeUndefined()
  })
})

describe('names as a kubelet reads them', () => {
  test.each<[text: string, repository: string]>([
    ['log', 'docker.io/library/log'],
    ['team/log', 'docker.io/team/log'],
    ['docker.io/log', 'docker.io/library/log'],
    ['index.docker.io/log', 'docker.io/library/log'],
    ['index.docker.io/team/log', 'docker.io/team/log'],
    ['localhost/log', 'localhost/log'],
    ['reg.io/log', 'reg.io/log'],
    ['reg:5000/log', 'reg:5000/log'],
  ])('%s', (text, repository) => {
    for (const profile of profileNames) {
      expect(normalizeImageReference(text, profile)).toEqual({ repository })
    }
  })

  test('a first segment with a capital is a host in v1.9.0 only', () => {
    expect(normalizeImageReference('Reg/log', 'v1.9.0')).toEqual({ repository: 'Reg/log' })
    expect(normalizeImageReference('Reg/log', 'v1.3.0')).toBeUndefined()
  })
})

describe('the same image', () => {
  const other = `sha256:${'f'.repeat(64)}`
  test.each<[title: string, a: string, b: string, same: boolean]>([
    ['equal names', 'log:1', 'log:1', true],
    ['other tags', 'log:1', 'log:2', false],
    ['a tag and none', 'log:latest', 'log', false],
    ['equal digests, other tags', `log:1@${digest}`, `log:2@${digest}`, true],
    ['other digests, equal tags', `log:1@${digest}`, `log:1@${other}`, false],
    ['a digest on one side only: the tags decide', `log:1@${digest}`, 'log:1', true],
    ['names are compared as written', `log@${digest}`, `docker.io/library/log@${digest}`, false],
  ])('%s', (_title, a, b, same) => {
    const [first, second] = [parseImageReference(a, 'v1.3.0'), parseImageReference(b, 'v1.3.0')]
    expect(first && second && isSameImage(first, second)).toBe(same)
    expect(first && second && isSameImage(second, first)).toBe(same)
  })
})

/** Pieces that names are made of, put together at random: some are names, most are not quite. */
const almostAnImage = fc
  .array(
    fc.constantFrom('a', '0', 'B', '.', '_', '-', '/', ':', '@', '5000', 'reg.io', '[::1]', digest, 'é'),
    {
      maxLength: 9,
    },
  )
  .map((pieces) => pieces.join(''))

test('what can be read is written back the same', () => {
  fc.assert(
    fc.property(almostAnImage, fc.constantFrom(...profileNames), (text, profile) => {
      const reference = parseImageReference(text, profile)
      if (reference !== undefined) expect(formatImageReference(reference)).toBe(text)
    }),
    { numRuns: 2000 },
  )
})

/** The grammar as published, which takes more than linear care to run but is easy to compare with. */
const published = (() => {
  const host = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
  const hosts = `${host}(?:\\.${host})*`
  const segment = '[a-z0-9]+(?:(?:[._]|__|[-]*)[a-z0-9]+)*'
  const rest = `(?:${segment})(?:/${segment})*(?::\\w[\\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?`
  const withIpv6 = new RegExp(`^(?:(?:${hosts}|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?/)?${rest}$`)
  return {
    'v1.3.0': new RegExp(`^(?:${hosts}(?::[0-9]+)?/)?${rest}$`),
    'v1.8.0': withIpv6,
    'v1.9.0': withIpv6,
  }
})()

test('names are those of the published grammar', () => {
  fc.assert(
    fc.property(almostAnImage, fc.constantFrom(...profileNames), (text, profile) => {
      expect(parseImageReference(text, profile) !== undefined).toBe(published[profile].test(text))
    }),
    { numRuns: 5000 },
  )
})

test.each([
  ['letters', 'a'.repeat(2_000_000)],
  ['segments', `${'a/'.repeat(1_000_000)}!`],
  ['separators', `a${'-'.repeat(2_000_000)}`],
  ['colons and digits', ':1'.repeat(1_000_000)],
  ['a long host', `${'a.'.repeat(1_000_000)}a/b`],
  ['hosts with ports', `${'a:1'.repeat(500_000)}/b`],
])('very long texts are judged, not feared: %s', (_title, text) => {
  for (const profile of profileNames) expect(() => defaultImagePullPolicy(text, profile)).not.toThrow()
})
