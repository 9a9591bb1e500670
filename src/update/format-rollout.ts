import { formatOptions, readOptions } from '../options/index.js'
import { name, type Line, type Tone } from '../text/document.js'
import { defaultLimit, type FormatOptions } from '../text/render-document.js'
import { renderLines, type TextLine } from '../text/render-lines.js'
import { joinPhrases, podCount } from './reasons.js'
import type { RolloutSimulation, RolloutStep, UnmatchedPod } from './simulate-rollout.js'
import type { PodId } from './types.js'

/**
 * A simulated rollout as text for people.
 *
 * 1. The first line is the result: how many rounds, and how it ends. Where no Pod takes part it says why.
 * 2. Then one line a round, and one line for each reason for which Pods wait, with the Pods.
 * 3. Then the Pods that match and were created without the sidecars.
 *
 * Pods are named with their namespace where there are several namespaces. `limit` is how many rounds are written out, and
 * how many Pods a line names; the rest is counted. Text is wrapped only where a `width` is given.
 *
 * @example
 * formatRollout(simulateRollout(set, pods, { now }))
 * // SidecarSet logs: 2 rounds, every Pod is up to date and ready
 * //   round 1: 0/2 updated; upgrade web-1; unavailable: web-1
 * //   round 2: 1/2 updated; ...
 */
export function formatRollout(simulation: RolloutSimulation, given: FormatOptions = {}): string {
  const options = readOptions('formatRollout', formatOptions, given)
  const { limit = defaultLimit } = options
  const { sidecarSet, steps, waiting, end } = simulation
  const names = namePods(simulation, limit)
  const rest = steps.length - limit
  const result: Line = [
    'SidecarSet ',
    name(sidecarSet),
    ': ',
    { text: `${countRounds(steps.length)}${describeEnd(simulation)}`, tone: endTones[end] },
  ]
  const children: readonly Line[] = [
    ...steps.slice(0, limit).map((step): Line => [formatStep(step, names)]),
    ...(rest > 0 ? [[`and ${countRounds(rest)} more`]] : []),
    ...groupBySentence(waiting).map(([{ reason, message }, pods]): Line => [
      pods.length === 1 ? `${names(pods)} waits` : `${podCount(pods.length)} wait (${names(pods)})`,
      `: ${message} `,
      { text: `[${reason}]`, tone: 'muted' },
    ]),
    ...describeCreatedWithout(simulation, names).map((text): Line => [text]),
  ]
  return renderLines([{ line: result, children: children.map((line): TextLine => ({ line })) }], options)
}

const endTones: Readonly<Record<RolloutSimulation['end'], Tone>> = {
  complete: 'good',
  stopped: 'bad',
  limit: 'unsure',
  'no-pods': 'unsure',
}

type NameList = (pods: readonly PodId[]) => string

function namePods({ pods }: RolloutSimulation, limit: number): NameList {
  const isOne = new Set(pods.map(({ metadata }) => metadata?.namespace ?? '')).size < 2
  const nameOf = ({ namespace, name }: PodId): string =>
    isOne || namespace === undefined ? name : `${namespace}/${name}`
  return (list) => {
    const rest = list.length - limit
    return [...list.slice(0, limit).map(nameOf), ...(rest > 0 ? [`and ${rest} more`] : [])].join(' ')
  }
}

function countRounds(count: number): string {
  return count === 1 ? '1 round' : `${count} rounds`
}

function describeEnd({ end, status, waiting, unmatched }: RolloutSimulation): string {
  switch (end) {
    case 'complete':
      return ', every Pod is up to date and ready'
    case 'limit':
      return ', then the limit of rounds is reached'
    case 'no-pods':
      return `: ${describeNoPods(unmatched)}`
    case 'stopped':
      return `, then stuck: ${describeStuck(status, waiting)}`
  }
}

function describeStuck(
  { updatedPods, updatedReadyPods }: RolloutSimulation['status'],
  waiting: RolloutSimulation['waiting'],
): string {
  const reasons = [...new Set(waiting.map(({ reason }) => reason))].join(', ')
  const unready = updatedPods - updatedReadyPods
  return [
    ...(waiting.length === 0 ? [] : [`${podCount(waiting.length)} cannot be updated (${reasons})`]),
    ...(unready === 0 ? [] : [`${podCount(unready)} updated but not ready`]),
  ].join(', ')
}

/** Why no Pod takes part. Those that do not match are told from those that match and lack the sidecars. */
function describeNoPods(unmatched: readonly UnmatchedPod[]): string {
  if (unmatched.length === 0) return 'there are no Pods'
  const without = unmatched.filter(isCreatedWithout)
  const selected = unmatched.filter(({ reason }) => !isMismatch(reason))
  if (selected.length === 0) {
    return unmatched.length === 1
      ? "the Pod does not match the SidecarSet's selector and namespace"
      : `none of the ${unmatched.length} Pods matches the SidecarSet's selector and namespace`
  }
  if (without.length < selected.length)
    return `no Pod that matches can take part: ${describeReasons(selected)}`
  return selected.length === 1
    ? 'the Pod that matches does not have the sidecar; it was created without it'
    : `none of the ${selected.length} Pods that match has the sidecar; they were created without it`
}

function describeReasons(unmatched: readonly UnmatchedPod[]): string {
  return joinPhrases(
    groupBySentence(unmatched).map(([{ message }, pods]) => `${podCount(pods.length)}: ${message}`),
  )
}

/** Pods that match and were created without the sidecars get them only when they are recreated. */
function describeCreatedWithout({ end, unmatched }: RolloutSimulation, names: NameList): string[] {
  const without = unmatched.filter(isCreatedWithout)
  if (without.length === 0) return []
  const advice = 'recreate the Pods to get it, for example with kubectl rollout restart'
  if (end === 'no-pods') return [advice]
  return [`Created without the sidecar: ${names(without)}; ${advice}`]
}

function isCreatedWithout({ reason }: UnmatchedPod): boolean {
  return reason === 'not-injected'
}

function isMismatch(reason: UnmatchedPod['reason']): boolean {
  return reason.endsWith('-mismatch') || reason === 'selector-empty'
}

/** What is said of several Pods in the same words, once, with the Pods. */
function groupBySentence<T extends { readonly reason: string; readonly message: string }>(
  list: readonly T[],
): readonly (readonly [T, readonly T[]])[] {
  const groups = new Map<string, [T, T[]]>()
  for (const each of list) {
    const key = `${each.reason}\n${each.message}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each, [each]])
    else group[1].push(each)
  }
  return [...groups.values()]
}

function formatStep(step: RolloutStep, names: NameList): string {
  const { updatedPods, matchedPods } = step.status
  const event = (what: string, pods: readonly PodId[]): string[] =>
    pods.length === 0 ? [] : [`${what} ${names(pods)}`]
  const events = [
    ...event('containers ready:', step.settled),
    ...event('flip', step.flipped),
    ...event('upgrade', step.upgraded),
    ...event('cannot be written:', step.failed === undefined ? [] : [step.failed]),
  ]
  const happened = events.length === 0 ? 'wait' : events.join(', ')
  const unavailable = step.unavailable.length === 0 ? 'none' : names(step.unavailable)
  return `round ${step.round}: ${updatedPods}/${matchedPods} updated; ${happened}; unavailable: ${unavailable}`
}
