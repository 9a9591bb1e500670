import { adviseOn, type ReasonCode } from '../inject/decide/reasons.js'
import type { InjectionVerdict, RunningSidecars } from '../inject/report-types.js'
import type { SidecarSetDecision, SidecarSetOutcome } from '../inject/types.js'
import { isApplied } from '../report/decide-verdict.js'
import { name, nameList, type Inline, type Line, type Tone } from '../text/document.js'
import { countParts } from './count-parts.js'
import { plural, setNames } from './phrases.js'
import type { ReportInput } from './report-input.js'

/** The verdict in a few words, as they stand behind the Pod's name. */
export const verdictWords: Readonly<
  Record<InjectionVerdict, { readonly text: string; readonly tone: Tone }>
> = {
  unchanged: { text: 'not injected', tone: 'muted' },
  'would-be-injected': { text: 'would be injected', tone: 'good' },
  'already-injected': { text: 'injected', tone: 'good' },
  'running-without': { text: 'running without its sidecars', tone: 'bad' },
  'running-outdated': { text: 'running outdated sidecars', tone: 'unsure' },
  refused: { text: 'refused', tone: 'bad' },
  'not-accepted': { text: 'not accepted by the API server', tone: 'bad' },
  'not-called': { text: 'not injected, the webhook is not called', tone: 'bad' },
  unknown: { text: 'unknown', tone: 'unsure' },
}

/** The verdict as a sentence, and the next step where there is one. */
export interface DescribedVerdict {
  readonly sentence: Line
  readonly next?: Line
}

/** What the verdict means for this Pod. Of mere decisions, how many there are of each outcome. */
export function describeVerdict(input: ReportInput): DescribedVerdict {
  const { verdict } = input
  if (verdict === undefined) return { sentence: [...countOutcomes(input.decisions), ...doubt(input)] }
  return describers[verdict](input)
}

const describers: Readonly<Record<InjectionVerdict, (input: ReportInput) => DescribedVerdict>> = {
  unchanged: ({ decisions }) => {
    const [first] = decisions
    const isLeftAlone = first !== undefined && leavesAlone.has(first.reason)
    return {
      sentence: isLeftAlone
        ? [`The Pod is left alone: ${first.message}.`]
        : ['No SidecarSet is for this Pod', ...nearest(decisions), '.'],
    }
  },
  'would-be-injected': (input) => {
    const next = lookFirst(input)
    const sentence: Line = [
      'Created now, the Pod would get ',
      ...countParts(input),
      '.',
      ...replaced(input),
      ...doubt(input),
    ]
    return next === undefined ? { sentence } : { sentence, next }
  },
  'already-injected': (input) => ({
    sentence: [
      'The Pod carries what ',
      ...setNames(carriedBy(input)),
      ' would inject; there is nothing to do.',
      ...doubt(input),
    ],
  }),
  'running-without': describeMissing,
  'running-outdated': describeOutdated,
  refused: (input) => {
    const failed = input.decisions.filter(({ outcome }) => outcome === 'failed')
    return failed.length === 0
      ? { sentence: ['The Pod cannot be read, so nothing can be decided, and it would not be created.'] }
      : {
          sentence: ['The Pod would not be created: injection fails because of ', ...setNames(failed), '.'],
          ...adviceOf(failed),
        }
  },
  'not-accepted': (input) => ({
    sentence: [
      'With what ',
      ...setNames(input.decisions.filter(isApplied)),
      ' would inject, the API server refuses the Pod: ',
      ...firstError(input),
      '.',
      ...replaced(input),
    ],
  }),
  'not-called': (input) => ({
    sentence: [
      'OpenKruise is not asked about Pods of this namespace, so ',
      ...setNames(input.decisions.filter(isForIt)),
      ' cannot be injected.',
    ],
    next: ['remove what leaves the Namespace out, or run the Pod in another namespace'],
  }),
  unknown: (input) => {
    const open = input.decisions.filter(({ outcome }) => outcome === 'unknown')
    return {
      sentence: [
        'What is given does not tell whether ',
        ...setNames(open),
        open.length === 1 ? ' is' : ' are',
        ' for this Pod.',
      ],
      ...adviceOf(open),
    }
  },
}

/** Reasons that have to do with the Pod, whatever the SidecarSet. */
const leavesAlone: ReadonlySet<ReasonCode> = new Set(['pod-inactive', 'mirror-pod'])

const causes: Readonly<Record<NonNullable<RunningSidecars['cause']>, (sets: Line) => Line>> = {
  'created-before': (sets) => [
    'it was created before ',
    ...sets,
    ', and sidecars are injected only at creation',
  ],
  'not-asked': (sets) => [
    'it is younger than ',
    ...sets,
    ', so the webhook was not asked about it as it is now: it was down, its configuration leaves the namespace out, or the label came later',
  ],
  'cannot-tell': (sets) => ['it was created without the sidecars of ', ...sets],
}

function describeMissing(input: ReportInput): DescribedVerdict {
  const missing = (input.running?.sidecarSets ?? []).filter(({ state }) => state === 'missing')
  const clauses = (['created-before', 'not-asked', 'cannot-tell'] as const).flatMap((cause) => {
    const sets = missing.filter((one) => one.cause === cause)
    return sets.length === 0 ? [] : [causes[cause](setNames(sets))]
  })
  const sentence: Line = ['The Pod exists: ', ...joinClauses(clauses), '.']
  const failed = input.decisions.filter(({ outcome }) => outcome === 'failed')
  if (input.allowed === false)
    return {
      sentence: [...sentence, ' Recreated now, it would be refused because of ', ...setNames(failed), '.'],
      ...adviceOf(failed),
    }
  return { sentence, ...recreateStep(input) }
}

function describeOutdated(input: ReportInput): DescribedVerdict {
  const outdated = (input.running?.sidecarSets ?? []).filter(({ state }) => state === 'outdated')
  const sentence: Line = ['The Pod carries sidecars of an earlier state of ', ...setNames(outdated), '.']
  if (outdated.some(({ upgradable }) => upgradable !== true)) return { sentence, ...recreateStep(input) }
  const onlyImages: Line = [...sentence, ' Only images differ']
  if (outdated.some(({ gate }) => gate === 'not-update'))
    return {
      sentence: [...onlyImages, ', but spec.updateStrategy.type NotUpdate leaves Pods that run alone.'],
      ...recreateStep(input),
    }
  if (outdated.some(({ gate }) => gate === 'paused'))
    return {
      sentence: [...onlyImages, ', but updates are paused.'],
      next: ['set spec.updateStrategy.paused to false'],
    }
  return {
    sentence: [...onlyImages, '.'],
    next: ['wait for the controller, which upgrades it as spec.updateStrategy allows'],
  }
}

function recreateStep({ running }: ReportInput): Pick<DescribedVerdict, 'next'> {
  return running === undefined ? {} : { next: [name(running.recreate)] }
}

function adviceOf(decisions: readonly SidecarSetDecision[]): Pick<DescribedVerdict, 'next'> {
  for (const { reason, facts } of decisions) {
    const advice = adviseOn(reason, facts)
    if (advice !== undefined) return { next: [advice] }
  }
  return {}
}

/** The nearest SidecarSet that does not match, by how many changes would make it match. */
function nearest(decisions: readonly SidecarSetDecision[]): Line {
  const near = decisions.flatMap(({ sidecarSet, facts }) =>
    facts?.nearMiss === undefined ? [] : [{ sidecarSet, changes: facts.nearMiss.changes.length }],
  )
  const fewest = Math.min(...near.map(({ changes }) => changes))
  const first = near.find(({ changes }) => changes === fewest)
  if (first === undefined) return []
  return ['; nearest is ', name(first.sidecarSet), `, ${plural(first.changes, 'change')} away`]
}

/** Something that will not work is worth a look before the Pod is created. */
function lookFirst({ issues }: ReportInput): Line | undefined {
  const errors = issues.filter(({ severity }) => severity === 'error').length
  const warnings = issues.filter(({ severity }) => severity === 'warning').length
  if (errors + warnings === 0) return undefined
  if (errors + warnings === 1) return [`look at the ${errors === 1 ? 'error' : 'warning'} below first`]
  const counts = [
    ...(errors === 0 ? [] : [plural(errors, 'error')]),
    ...(warnings === 0 ? [] : [plural(warnings, 'warning')]),
  ]
  return [`look at the ${counts.join(' and ')} below first`]
}

function firstError({ issues }: ReportInput): Line {
  const first = issues.find(({ severity }) => severity === 'error')
  return first === undefined ? ['see below'] : [first.message]
}

/** A sidecar in the place of the app's own container is the most dangerous thing that injection does. */
function replaced({ provenance }: ReportInput): Line {
  const taken = (provenance?.contributions ?? []).flatMap(({ containers }) =>
    containers.filter(({ place }) => place === 'in-place-of-app').map((container) => container.name),
  )
  if (taken.length === 0) return []
  const noun = taken.length === 1 ? 'container' : 'containers'
  return [
    ' ',
    { text: `It would LOSE ${noun} of its own`, tone: 'bad' },
    ' of the same name: ',
    ...nameList(taken),
    '.',
  ]
}

function carriedBy({ running, decisions }: ReportInput): readonly { readonly sidecarSet: string }[] {
  return running === undefined
    ? decisions.filter(isApplied)
    : running.sidecarSets.filter(({ state }) => state === 'up-to-date')
}

function isForIt(decision: SidecarSetDecision): boolean {
  return isApplied(decision) || decision.outcome === 'failed' || decision.reason === 'update-request'
}

function doubt({ decisions }: ReportInput): Line {
  const open = decisions.filter(({ outcome }) => outcome === 'unknown').length
  return open === 0 ? [] : [` ${plural(open, 'SidecarSet')} cannot be decided.`]
}

function countOutcomes(decisions: readonly SidecarSetDecision[]): Line {
  const count = (...outcomes: SidecarSetOutcome[]): number =>
    decisions.filter(({ outcome }) => outcomes.includes(outcome)).length
  const failed = count('failed')
  const failures = failed === 0 ? '' : `, ${failed} failed`
  return [
    `${plural(count('injected', 'metadata-only'), 'SidecarSet')} would be injected, ${count('skipped')} not${failures}.`,
  ]
}

function joinClauses(clauses: readonly Line[]): Line {
  return clauses.flatMap((clause, index): Inline[] => [index === 0 ? '' : '; ', ...clause])
}
