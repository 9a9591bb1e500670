import { compileLenientSelector } from '../../selector/index.js'
import type { FieldPath } from '../../issue/index.js'
import type { ControllerRevision } from '../../manifest/api-types.js'
import type { ProfileName } from '../../profile.js'
import type { CompiledSet } from '../compile/compiled-set.js'
import { compileEffectiveSet, type EffectiveSet } from '../compile/effective-set.js'
import { mergeRevision, type MergedRevision } from './merge-revision.js'
import { profileBehaviours } from '../profile-behaviour.js'
import type { DecisionFacts, ReasonCode } from './reasons.js'
import type { RevisionIndex } from '../compile/revision-index.js'

/** Which state of a SidecarSet goes into a Pod. */
export type ChosenRevision =
  | { readonly ok: true; readonly set: EffectiveSet }
  | {
      readonly ok: false
      readonly outcome: 'unknown' | 'failed'
      readonly reason: ReasonCode
      readonly facts: DecisionFacts
      /** Where the mistake stands, if not where the reason commonly has it. */
      readonly path?: FieldPath
    }

/** What the choice depends on besides the SidecarSet. */
export interface RevisionContext {
  readonly profile: ProfileName
  readonly revisions: RevisionIndex
  readonly labels: Readonly<Record<string, string>>
  readonly random: (() => number) | undefined
}

/**
 * Chooses the SidecarSet as it is, or the revision that `injectionStrategy.revision` asks for.
 *
 * 1. `revisionName` names one; else `customVersion` asks for the newest of that version. One that is not found,
 *    or cannot be merged into the SidecarSet, fails the request, whether or not it would be used.
 * 2. Where the version knows `policy: Partial`: it is used all the same while `updateStrategy.paused`, or when
 *    `updateStrategy.selector` does not match the Pod. Otherwise a percentage in `updateStrategy.partition` is the share
 *    of Pods that get it, decided by the random number; a plain number or none means the SidecarSet as it is.
 */
export function chooseRevision(set: CompiledSet, context: RevisionContext): ChosenRevision {
  const wanted = set.stored.spec.injectionStrategy?.revision
  const asItIs = (): ChosenRevision => ({ ok: true, set: set.asItIs() })
  if (wanted === undefined || (wanted.revisionName === undefined && wanted.customVersion === undefined))
    return asItIs()
  const revision =
    wanted.revisionName === undefined
      ? context.revisions.byCustomVersion(wanted.customVersion ?? '', set.name)
      : context.revisions.byName(wanted.revisionName)
  if (revision === undefined) {
    const name = wanted.revisionName ?? `of custom version ${wanted.customVersion ?? ''}`
    return { ok: false, outcome: 'failed', reason: 'revision-not-found', facts: { name } }
  }
  const merged = mergeRevision(set.stored, revision, context.profile)
  if (!merged.ok)
    return failure('revision-invalid', { name: revision.metadata?.name ?? '', detail: merged.detail })
  const usage = decideUsage(set, revision, context)
  if (usage === 'as-it-is') return asItIs()
  return usage === 'revision' ? compileRevision(set, revision, merged, context.profile) : usage
}

function compileRevision(
  set: CompiledSet,
  revision: ControllerRevision,
  { spec, givesEmptyList }: MergedRevision & { readonly ok: true },
  profile: ProfileName,
): ChosenRevision {
  const name = revision.metadata?.name ?? ''
  const annotations = revision.metadata?.annotations ?? {}
  const source = { name: set.name, revision: name, spec, givesEmptyList, latestRevision: name, annotations }
  return { ok: true, set: compileEffectiveSet(source, profile) }
}

function decideUsage(
  set: CompiledSet,
  revision: ControllerRevision,
  context: RevisionContext,
): 'revision' | 'as-it-is' | (ChosenRevision & { readonly ok: false }) {
  const { updateStrategy, injectionStrategy } = set.stored.spec
  if (!profileBehaviours[context.profile].ownsRevisions || injectionStrategy?.revision?.policy !== 'Partial')
    return 'revision'
  if (updateStrategy?.paused === true) return 'revision'
  if (updateStrategy?.selector !== undefined) {
    const selector = compileLenientSelector(updateStrategy.selector, { empty: 'everything' })
    if (selector.unknownOperator !== undefined)
      return {
        ...failure('unknown-operator', { name: selector.unknownOperator.operator }),
        path: ['spec', 'updateStrategy', 'selector', 'matchExpressions'],
      }
    if (!selector.matches(context.labels)) return 'revision'
  }
  return decideByShare(updateStrategy?.partition, revision.metadata?.name ?? '', context)
}

function decideByShare(
  partition: number | string | undefined,
  name: string,
  context: RevisionContext,
): 'revision' | 'as-it-is' | (ChosenRevision & { readonly ok: false }) {
  if (partition === undefined || typeof partition === 'number') return 'as-it-is'
  const percent = readPercentage(partition)
  if (percent === undefined)
    return failure('revision-invalid', {
      name,
      detail: `updateStrategy.partition ${JSON.stringify(partition)} is no percentage`,
    })
  if (percent < 0) return 'as-it-is'
  if (percent >= 100) return 'revision'
  if (context.random === undefined)
    return { ok: false, outcome: 'unknown', reason: 'revision-undecided', facts: { name } }
  return context.random() <= percent / 100 ? 'revision' : 'as-it-is'
}

/** A percentage as OpenKruise reads it here: a float, so `0.5%`, `.5%` and `1e1%` too. undefined where it is none. */
function readPercentage(text: string): number | undefined {
  const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?%$/.test(text)
    ? Number(text.slice(0, -1))
    : Infinity
  return Number.isFinite(number) ? number : undefined
}

function failure(reason: ReasonCode, facts: DecisionFacts): ChosenRevision & { readonly ok: false } {
  return { ok: false, outcome: 'failed', reason, facts }
}
