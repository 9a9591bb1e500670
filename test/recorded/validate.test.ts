import { describe, expect, test } from 'vitest'
import { listIssues, type Issue } from '../../src/issue/index.js'
import type { ControllerRevision, Namespace, ProfileName, SidecarSet } from '../../src/index.js'
import { validateSidecarSet } from '../../src/validate/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { readRecorded } from './read-recorded.js'
import { isSame, isTruePath, type ReferenceVerdict } from './reference-errors.js'

interface RecordedValidation {
  readonly name: string
  readonly profile: ProfileName
  readonly sidecarSets: readonly SidecarSet[]
  readonly older?: SidecarSet
  readonly whitelist?: string
  readonly namespaces: readonly Namespace[]
  readonly controllerRevisions: readonly ControllerRevision[]
  readonly expect: { readonly sidecarSets: readonly ReferenceVerdict[] }
}

/** A whitelist that allows every annotation, as the recorded cases had it unless they say otherwise. */
const allowAll = '{"rules":[{"allowedAnnotationKeyExprs":[".*"]}]}'

const files = ['validate-v1.3.0.jsonl', 'validate-v1.9.0.jsonl', 'inject-v1.3.0.jsonl', 'inject-v1.9.0.jsonl']

/** The recorded cluster had no CRD: what the API server refuses before any webhook has codes of its own. */
function isOfCrd({ code }: Issue): boolean {
  return code === 'crd-required' || code === 'crd-not-supported'
}

interface Judged {
  readonly title: string
  readonly verdict: ReferenceVerdict
  readonly errors: readonly Issue[]
  readonly set: SidecarSet
  readonly profile: ProfileName
}

function judge(recorded: RecordedValidation): Judged[] {
  const { profile, sidecarSets, whitelist, older, namespaces, controllerRevisions } = deepFreeze(recorded)
  return recorded.expect.sidecarSets.map((verdict) => {
    const set = sidecarSets.find(({ metadata }) => (metadata?.name ?? '') === verdict.name)
    if (set === undefined) throw new Error(`no SidecarSet ${verdict.name}`)
    const issues = validateSidecarSet(set, {
      profile,
      namespaces,
      controllerRevisions,
      others: sidecarSets.filter((other) => other !== set),
      older: older?.metadata?.name === verdict.name ? older : undefined,
      patchMetadataWhitelist: whitelist === undefined ? allowAll : whitelist === '' ? null : whitelist,
    })
    const errors = issues.filter((issue) => issue.severity === 'error' && !isOfCrd(issue))
    return { title: `${recorded.name} ${verdict.name}`, verdict, errors, set, profile }
  })
}

/** A crash of the reference is a refusal where the set itself has no selector, and no verdict otherwise. */
function isComparable({ verdict, set }: Judged): boolean {
  return verdict.validationPanic !== true || set.spec?.selector === undefined
}

function isRefused({ verdict }: Judged): boolean {
  return (
    (verdict.errors ?? []).length > 0 || verdict.decodeError !== undefined || verdict.validationPanic === true
  )
}

describe.each(files)('%s', (file) => {
  const judged = readRecorded<RecordedValidation>(file).flatMap(judge)

  test.each(judged.filter(isComparable))('$title: the verdict', (each) => {
    expect(each.errors.length > 0, listIssues(each.errors)).toBe(isRefused(each))
  })

  test.each(judged.filter(({ verdict }) => verdict.validationPanic !== true))(
    '$title: every error, at its place',
    ({ verdict, errors }) => {
      const missing = (verdict.errors ?? []).filter((error) => !errors.some((issue) => isSame(error, issue)))
      expect(missing, listIssues(errors)).toEqual([])
    },
  )

  test.each(judged.filter(({ verdict }) => verdict.validationPanic !== true))(
    '$title: nothing that the reference does not say',
    ({ verdict, errors, profile }) => {
      const said = verdict.errors ?? []
      const stopsEarly = said.some(({ detail = '' }) => detail.startsWith('no initContainer'))
      const extra = errors.filter((issue) => {
        if (said.some((error) => isSame(error, issue))) return false
        // Later versions look at other SidecarSets only when nothing else is wrong, and at volumes only beside containers.
        if (profile === 'v1.9.0' && said.length > 0 && issue.code === 'conflict') return false
        return !(stopsEarly && issue.path[1] === 'volumes')
      })
      expect(extra, JSON.stringify(said)).toEqual([])
    },
  )

  test('true paths are found as they are', () => {
    const entries = judged.flatMap(({ verdict, errors }) =>
      (verdict.errors ?? []).filter(isTruePath).map((error) => ({ error, errors })),
    )
    const found = entries.filter(({ error, errors }) => errors.some((issue) => isSame(error, issue)))
    expect(found.length / Math.max(entries.length, 1)).toBe(1)
  })
})
