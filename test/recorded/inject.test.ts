import { describe, expect, test } from 'vitest'
import { applyPatch, createInjector, defaultSidecarSet, hashSidecarSet } from '../../src/index.js'
import type { ControllerRevision, Namespace, Pod, ProfileName, SidecarSet } from '../../src/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { prune } from './prune.js'
import { readRecorded } from './read-recorded.js'

interface RecordedInjection {
  readonly name: string
  readonly profile: ProfileName
  readonly request: { readonly operation: 'CREATE' | 'UPDATE'; readonly namespace: string }
  readonly pod: Pod
  readonly sidecarSets: readonly SidecarSet[]
  readonly namespaces: readonly Namespace[]
  readonly controllerRevisions: readonly ControllerRevision[]
  readonly expect: {
    readonly sidecarSets: readonly {
      readonly name: string
      readonly hash?: string
      readonly hashWithoutImage?: string
      readonly spec?: unknown
      readonly decodeError?: string
    }[]
    readonly changed?: boolean
    readonly pod?: unknown
    readonly error?: string
  }
}

const now = '2026-01-01T00:00:00Z'

describe.each(['inject-v1.3.0.jsonl', 'inject-v1.9.0.jsonl'])('%s', (file) => {
  const cases = readRecorded<RecordedInjection>(file)

  test('holds what was recorded', () => expect(cases).toHaveLength(300))

  test.each(cases)('$name: the Pod, by object and by patch', (recorded) => {
    const { profile, sidecarSets, namespaces, controllerRevisions, pod, request } = deepFreeze(recorded)
    const injector = createInjector({
      profile,
      sidecarSets,
      namespaces,
      controllerRevisions,
      unauthorizedReference: 'allow',
    })
    const result = injector.inject(pod, { ...request, now })
    expect(result.allowed).toBe(recorded.expect.error === undefined)
    expect(result.changed).toBe(recorded.expect.changed ?? false)
    if (!result.changed) {
      expect(result.pod).toStrictEqual(pod)
      expect(result.patch).toEqual([])
      return
    }
    expect(prune(result.pod)).toEqual(prune(recorded.expect.pod))
    expect(applyPatch(pod, result.patch)).toEqual(result.pod)
  })

  test.each(cases)('$name: defaults and hashes', ({ profile, sidecarSets, expect: expected }) => {
    for (const set of sidecarSets) {
      const recorded = expected.sidecarSets.find(({ name }) => name === set.metadata?.name)
      if (recorded?.decodeError !== undefined) {
        expect(() => defaultSidecarSet(set, { profile })).toThrow()
        continue
      }
      expect(prune(defaultSidecarSet(set, { profile }).spec)).toEqual(prune(recorded?.spec))
      const { hash, hashWithoutImage } = recorded ?? {}
      expect(hashSidecarSet(set, { profile })).toEqual({ hash, hashWithoutImage })
    }
  })
})
