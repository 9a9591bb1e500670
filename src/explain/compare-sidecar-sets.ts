import { readOptions } from '../options/index.js'
import { podsContext } from './options.js'
import { identifyPod } from '../inject/pod.js'
import type { SidecarSetDecision } from '../inject/types.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import type { Pod, SidecarSet } from '../manifest/api-types.js'
import { classifyChange } from '../update/classify-change.js'
import type { ChangeNeed } from '../update/compare-containers.js'
import { previewRound, type PodOutlook } from '../update/plan-update.js'
import { compareSettings, type SettingChange } from './compare-settings.js'
import { decideForPods } from './decide-for-pods.js'
import type { PodComparison, PodEffect, PodsContext, SidecarSetComparison } from './types.js'

/**
 * Tells what the step from one version of a SidecarSet to another means for Pods: which of them gain sidecars, lose them
 * or get others, and what it takes until the change reaches those that run.
 *
 * | before         | after          | effect                                              |
 * | -------------- | -------------- | --------------------------------------------------- |
 * | any            | refuses        | refused                                             |
 * | cannot tell    | any            | unknown                                             |
 * | any            | cannot tell    | unknown                                             |
 * | is not for it  | applies        | gains                                               |
 * | applies        | is not for it  | loses                                               |
 * | applies        | applies        | changes, or same where the versions do not differ   |
 * | is not for it  | is not for it  | same                                                |
 *
 * "Refuses", before: it did not apply. A running Pod keeps what it has until it is recreated: so `gains` and `loses` need
 * that. What `changes` needs follows from `classifyChange` and, for Pods that exist, from the next round of the later
 * version: under NotUpdate, paused or a partition that holds it back a Pod does not get the new image.
 *
 * @param before undefined: the SidecarSet is new
 * @param after  undefined: the SidecarSet is deleted
 * @throws SidecarSetError where a version cannot be read
 * @example compareSidecarSets(before, after, pods).counts // { gains: 2, loses: 0, changes: 14, ... }
 */
export function compareSidecarSets(
  before: SidecarSet | undefined,
  after: SidecarSet | undefined,
  pods: readonly Pod[],
  given: PodsContext = {},
): SidecarSetComparison {
  const context = readOptions('compareSidecarSets', podsContext, given)
  const decideBefore = before && decideForPods(before, context)
  const decideAfter = after && decideForPods(after, context)
  const change = before && after && classifyChange(before, after, { profile: context.profile })
  const outlooks =
    after &&
    previewRound(
      after,
      pods.map((pod) => withNamespace(pod, context.namespace)),
      context,
    )
  const compared = pods.map((pod, index): PodComparison => {
    const decisions = { before: decideBefore?.(pod), after: decideAfter?.(pod) }
    const judged = judge(decisions, change?.needs ?? 'recreate')
    const { effect, needs, message } = followPlanner(judged, outlooks?.[index])
    return {
      pod: identifyPod(pod),
      effect,
      needs,
      ...(decisions.before === undefined ? {} : { before: decisions.before }),
      ...(decisions.after === undefined ? {} : { after: decisions.after }),
      message,
    }
  })
  const counts = countEffects(compared)
  return {
    sidecarSet: (after ?? before)?.metadata?.name ?? '',
    ...(change === undefined ? {} : { change }),
    settings: copyPlain(compareSettings(before, after, context.profile)).map((setting) =>
      withPods(setting, counts),
    ),
    rollout: rolloutOf(after),
    injectionPaused: after?.spec?.injectionStrategy?.paused === true,
    pods: compared,
    counts,
  }
}

const deciding: readonly string[] = ['selector', 'namespace', 'namespaceSelector']

/** Who a SidecarSet is for, with the Pods that come and go. */
function withPods(setting: SettingChange, { gains, loses }: SidecarSetComparison['counts']): SettingChange {
  return deciding.includes(setting.field)
    ? { ...setting, message: `${setting.message}; of the Pods given ${gains} come and ${loses} go` }
    : setting
}

function withNamespace(pod: Pod, namespace: string | undefined): Pod {
  return namespace === undefined || pod?.metadata?.namespace
    ? pod
    : { ...pod, metadata: { ...pod?.metadata, namespace } }
}

/** Reasons for which no round ever brings a running Pod the new images. */
const onlyRecreating: readonly PodOutlook['reason'][] = [
  'not-update',
  'needs-recreate',
  'not-injected',
  'containers-missing',
  'working-container-unknown',
]

/**
 * What a change means for a Pod that exists is what the next round of the later version does to it: upgrade it now, let
 * it wait, or never upgrade it. For a Pod that is still to be created, and for other effects, it stays as judged.
 */
function followPlanner(
  { effect, needs }: { readonly effect: PodEffect; readonly needs: ChangeNeed },
  outlook: PodOutlook | undefined,
): Pick<PodComparison, 'effect' | 'needs' | 'message'> {
  const message = describePodEffect(effect, needs)
  const isUpgrade = needs === 'in-place' || needs === 'hot-upgrade'
  const isLeftOut = effect === 'changes' && needs === 'recreate' && outlook?.reason === 'not-injected'
  if (outlook?.exists !== true || outlook.reason === 'upgradable' || !(isUpgrade || isLeftOut))
    return { effect, needs, message }
  const needed = onlyRecreating.includes(outlook.reason) ? 'recreate' : needs
  return { effect, needs: needed, message: outlook.message }
}

interface Decisions {
  readonly before: SidecarSetDecision | undefined
  readonly after: SidecarSetDecision | undefined
}

function judge(
  { before, after }: Decisions,
  changeNeeds: ChangeNeed,
): { readonly effect: PodEffect; readonly needs: ChangeNeed } {
  if (after?.outcome === 'failed') return { effect: 'refused', needs: 'recreate' }
  if (before?.outcome === 'unknown' || after?.outcome === 'unknown')
    return { effect: 'unknown', needs: 'nothing' }
  const applied = applies(before)
  if (applied !== applies(after)) return { effect: applied ? 'loses' : 'gains', needs: 'recreate' }
  if (!applied) return { effect: 'same', needs: 'nothing' }
  if (changeNeeds !== 'nothing') return { effect: 'changes', needs: changeNeeds }
  // Another pinned revision changes what new Pods get, whatever the SidecarSet itself says.
  return before?.revision === after?.revision
    ? { effect: 'same', needs: 'nothing' }
    : { effect: 'changes', needs: 'new-pods-only' }
}

function applies(decision: SidecarSetDecision | undefined): boolean {
  return decision?.outcome === 'injected' || decision?.outcome === 'metadata-only'
}

function rolloutOf(after: SidecarSet | undefined): SidecarSetComparison['rollout'] {
  const strategy = after?.spec?.updateStrategy
  if (after === undefined) return 'none'
  if (strategy?.type === 'NotUpdate') return 'not-update'
  return strategy?.paused === true ? 'paused' : 'automatic'
}

function countEffects(pods: readonly PodComparison[]): SidecarSetComparison['counts'] {
  const count = (effect: PodEffect): number => pods.filter((pod) => pod.effect === effect).length
  return {
    gains: count('gains'),
    loses: count('loses'),
    changes: count('changes'),
    same: count('same'),
    refused: count('refused'),
    unknown: count('unknown'),
  }
}

const changeSentences: Readonly<Record<ChangeNeed, string>> = {
  nothing: 'nothing changes for it',
  'new-pods-only': 'what changes goes into new Pods only; this one counts as up to date without it',
  'in-place': 'it can get the new image in place; the container restarts',
  'hot-upgrade': 'it can get the new image by hot upgrade, without a gap',
  recreate: 'more than images changes, so it stays as it is until it is created anew',
}

const sentences: Readonly<Record<Exclude<PodEffect, 'changes'>, string>> = {
  gains: 'it gets the sidecars once it is created anew',
  loses: 'it keeps the sidecars, without upgrades, until it is created anew',
  same: 'nothing changes for it',
  refused: 'it cannot be created any more',
  unknown: 'nobody can tell with what is given',
}

/** What a change means for a Pod, as a sentence without a full stop. */
function describePodEffect(effect: PodEffect, needs: ChangeNeed): string {
  return effect === 'changes' ? changeSentences[needs] : sentences[effect]
}
