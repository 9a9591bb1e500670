import { compileLenientSelector } from '../../selector/index.js'
import { type FieldPath, createIssueCollector, toFieldPath } from '../../issue/index.js'
import type { ControllerRevision, SidecarSetSpec } from '../../manifest/api-types.js'
import { profiles, type ProfileName } from '../../profile.js'
import type { CompiledSet } from '../compile/compiled-set.js'
import { compileEffectiveSet, type EffectiveSet } from '../compile/effective-set.js'
import type { DecisionFacts, ReasonCode } from './reasons.js'
import type { RevisionIndex } from '../compile/revision-index.js'
import {
  readGoStruct,
  schemaOf,
  structOf,
  type GoSchema,
  type GoType,
} from '../../kubernetes/go-struct/index.js'
import {
  strategicMergePatch,
  type MergeField,
  type MergeTables,
} from '../../kubernetes/strategic-merge-patch.js'
import { givesEmptyList, specTypeName, type StoredSidecarSet } from '../../sidecarset/read-sidecar-set.js'
import { isJsonObject, ownValue } from '../../read/index.js'
import { hashAnnotation, sidecarSetNameLabel } from '../../sidecarset/annotation-names.js'
import { hashSpec } from '../../sidecarset/hash.js'
import type { CompiledConfig } from '../compile/compile-config.js'
import { readHashEntries, type HashEntry } from '../plan/hash-entries.js'
import type { PodHead } from '../pod.js'

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
  if (wanted === undefined || (wanted.revisionName === undefined && wanted.customVersion === undefined))
    return { ok: true, set: set.asItIs() }
  const revision =
    wanted.revisionName === undefined
      ? context.revisions.byCustomVersion(wanted.customVersion ?? '', set.name)
      : context.revisions.byName(wanted.revisionName)
  if (revision === undefined) {
    const name = wanted.revisionName ?? `of custom version ${wanted.customVersion ?? ''}`
    return {
      ok: false,
      outcome: 'failed',
      reason: 'revision-not-found',
      facts: { name, namespace: context.revisions.namespace },
    }
  }
  const merged = mergeRevision(set.stored, revision, context.profile)
  if (!merged.ok)
    return failure('revision-invalid', { name: revision.metadata?.name ?? '', detail: merged.detail })
  const usage = decideUsage(set, revision, context)
  if (usage === 'as-it-is') return { ok: true, set: set.asItIs() }
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
  if (!profiles[context.profile].injection.ownsRevisions || injectionStrategy?.revision?.policy !== 'Partial')
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

export type MergedRevision =
  | { readonly ok: true; readonly spec: SidecarSetSpec; readonly givesEmptyList: boolean }
  | { readonly ok: false; readonly detail: string }

/**
 * The spec of a SidecarSet with a revision of it applied: the revision's data is a strategic merge patch over the
 * SidecarSet as it is. The result is read as a SidecarSet again, and not defaulted again.
 */
export function mergeRevision(
  set: StoredSidecarSet,
  revision: ControllerRevision,
  profile: ProfileName,
): MergedRevision {
  const schema = schemaOf(profile)
  const merged = strategicMergePatch({ spec: set.spec }, revision.data, {
    typeName: 'SidecarSet',
    tables: mergeTablesOf(schema),
    newValues: profiles[profile].injection.mergesRevisionLists ? 'cleaned' : 'as-written',
  })
  if (!merged.ok) {
    const problems = merged.problems.map(({ path, message }) => `${toFieldPath(path)}: ${message}`)
    return { ok: false, detail: problems.join('; ') }
  }
  const issues = createIssueCollector()
  const spec = readGoStruct<SidecarSetSpec>(schema, specTypeName(set.version), merged.value['spec'], issues)
  if (issues.hasErrors())
    return {
      ok: false,
      detail: issues.list.map((issue) => `${toFieldPath(issue.path)} ${issue.message}`).join('; '),
    }
  return { ok: true, spec, givesEmptyList: givesEmptyList(merged.value) }
}

function mergeTablesOf(schema: GoSchema): MergeTables {
  return {
    lookup: (typeName, name): MergeField | undefined => {
      const field = schema.has(typeName) ? structOf(schema, typeName).byName.get(name) : undefined
      if (field === undefined) return undefined
      const { type, list } = elementOf(field.type)
      return { type, list, ...(field.mergeKey === undefined ? {} : { mergeKey: field.mergeKey }) }
    },
  }
}

/** The struct behind pointers and lists; the name of what is no struct has no fields in the tables. */
function elementOf(type: GoType): { readonly type: string; readonly list: boolean } {
  if (type.kind === 'struct') return { type: type.name, list: false }
  if (type.kind === 'pointer') return elementOf(type.of)
  if (type.kind === 'list') return { type: elementOf(type.of).type, list: true }
  return { type: type.kind, list: false }
}

/**
 * Why an UPDATE of an injected Pod fails: OpenKruise restores the state of the SidecarSet that the Pod records, although
 * it does nothing with it.
 *
 * 1. A Pod that records today's hash needs no restoring.
 * 2. Else the ControllerRevision counts that its entry names, if it carries the SidecarSet's name. None: nothing fails.
 * 3. It cannot be merged into the SidecarSet: the request fails.
 *
 * @see OpenKruise, pod mutating webhook, getSuitableRevisionSidecarSet
 */
export function findBrokenRevision(
  set: CompiledSet,
  { pod }: PodHead,
  { revisions, profile }: CompiledConfig,
): { readonly outcome: 'failed'; readonly reason: ReasonCode; readonly facts: DecisionFacts } | undefined {
  const entry = recordedEntry(pod, set.name)
  const revision =
    entry?.controllerRevision === undefined ? undefined : revisions.byName(entry.controllerRevision)
  if (entry === undefined || revision === undefined) return undefined
  const labels: unknown = revision.metadata?.labels
  if (!isJsonObject(labels) || ownValue(labels, sidecarSetNameLabel) !== set.name) return undefined
  const merged = mergeRevision(set.stored, revision, profile)
  if (merged.ok || hashSpec(set.stored, profile).hash === entry.hash) return undefined
  const facts = { name: entry.controllerRevision ?? '', detail: merged.detail }
  return { outcome: 'failed', reason: 'revision-invalid', facts }
}

/** What a Pod records of a SidecarSet. An annotation that cannot be read records nothing. */
function recordedEntry({ metadata }: PodHead['pod'], sidecarSet: string): HashEntry | undefined {
  const annotations: unknown = metadata?.annotations
  const text = isJsonObject(annotations) ? ownValue(annotations, hashAnnotation) : undefined
  const read = typeof text === 'string' ? readHashEntries(text) : undefined
  return read?.ok === true ? read.entries.get(sidecarSet) : undefined
}
