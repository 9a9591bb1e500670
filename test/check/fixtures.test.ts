import { describe, expect, test } from 'vitest'
import { checkPod, formatIssues, type Pod, type PodCheckContext } from 'sidecarset'
import { checkCatalog } from '../../src/issue/catalog.js'
import { readFixtureFolders } from '../explain/fixture-folder.js'
import { deepFreeze } from '../laws/deep-freeze.js'

/** A folder of fixtures/check: a Pod in which a code fires, and one beside it in which it does not. */
interface Case {
  readonly code: string
  readonly context?: PodCheckContext
  /** Other codes that the quiet Pod may have. */
  readonly quiet?: readonly string[]
}

/** The codes of the table in docs/checks.md that others have too. */
const shared = ['duplicate-container-name', 'missing-volume', 'job-never-ends', 'mirror-pod']

const folders = readFixtureFolders(new URL('../../fixtures/check', import.meta.url).pathname)
const cases = folders.map((folder) => {
  const [about] = folder.documents<Case>('case.yaml')
  const [fires] = folder.documents<Pod>('fires.yaml')
  const [quiet] = folder.documents<Pod>('quiet.yaml')
  const [before] = folder.documents<Pod>('before.yaml')
  if (about === undefined || fires === undefined || quiet === undefined) throw new Error(folder.name)
  return { folder, about, fires, quiet, context: { ...about.context, ...(before && { before }) } }
})

describe.each(cases)('$folder.name', ({ folder, about, fires, quiet, context }) => {
  test('fires', () => {
    const issues = checkPod(deepFreeze(fires), deepFreeze(context))
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set([about.code]))
    folder.expectText('expected.issues.txt', `${formatIssues(issues)}\n`)
  })

  test('is quiet beside it', () => {
    const codes = checkPod(deepFreeze(quiet), deepFreeze(context)).map(({ code }) => code)
    expect(codes.filter((code) => about.quiet?.includes(code) !== true)).toEqual([])
  })

  test('uses all its files', () => {
    expect(folder.unused().filter((file) => file !== 'README.md' && file !== 'expected.issues.txt')).toEqual(
      [],
    )
  })
})

test.each([...Object.keys(checkCatalog), ...shared])('code %s has a folder', (code) => {
  expect(cases.map(({ about }) => about.code)).toContain(code)
})
