import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toFieldPath } from '../../src/issue/index.js'
import { parseManifests, safeParseManifests } from '../../src/manifest/index.js'

interface Recorded {
  readonly name: string
  readonly sidecarSets: readonly unknown[]
}

function recorded(profile: string): readonly Recorded[] {
  const lines = readFileSync(`fixtures/real/expected-${profile}.jsonl`, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Recorded)
}

/** The manifests that cannot be used, each with every reason and its line. */
const refused: Readonly<Record<string, readonly string[]>> = {
  '45-capital-name-host-path-string.yaml': ['wrong-type spec.volumes[0].hostPath 26'],
  '55-duplicate-key.yaml': ['duplicate-key spec.containers[0].podInjectPolicy 50'],
  '57-kind-with-capital-k.yaml': ['missing-kind kind 2', 'missing-kind apiVersion 2'],
  '65-injection-strategy-string.yaml': ['wrong-type spec.injectionStrategy 29'],
}

const files = readdirSync('fixtures/real').filter((name) => name.endsWith('.yaml'))

describe('SidecarSets as people write them', () => {
  test('are all here', () => expect(files).toHaveLength(33))

  test.each(files)('%s', (name) => {
    const result = safeParseManifests(readFileSync(`fixtures/real/${name}`, 'utf8'))
    expect(result.issues.map(({ code, path, line }) => `${code} ${toFieldPath(path)} ${line}`)).toEqual(
      refused[name] ?? [],
    )
    expect(result.ok).toBe(refused[name] === undefined)
    if (!result.ok) return
    const reference = recorded('v1.9.0').find((row) => row.name === name)
    // The recording gave a set without metadata an empty one.
    const sets = result.manifests.sidecarSets.map((set) => ({ metadata: {}, ...set }))
    expect(sets).toEqual(reference?.sidecarSets)
  })
})

test('the walkthrough is read without a word', () => {
  const texts = readdirSync('fixtures/walkthrough')
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(`fixtures/walkthrough/${name}`, 'utf8'))
  const manifests = parseManifests(texts)
  const expected = JSON.parse(readFileSync('fixtures/walkthrough/expected.json', 'utf8')) as Recorded
  expect(manifests.sidecarSets).toContainEqual(expected.sidecarSets[0])
  expect(manifests.resourceBindings.map((binding) => binding.metadata?.labels)).toEqual([null])
  expect([manifests.configMaps.length, manifests.workloads.length]).toEqual([1, 1])
})
