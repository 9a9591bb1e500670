import { parseImageReference } from '../kubernetes/image-reference.js'
import { sha256Hex } from '../kubernetes/sha256.js'
import type { ContainerStatus, Pod, PodCondition } from '../manifest/api-types.js'
import type { ProfileName } from '../profile.js'
import { isConsistent } from './consistency.js'
import { factsOf, surveyPod, type PodFacts } from './examine-pod.js'
import { podIdOf, type RunningPod } from './running-pod.js'
import type { PodId } from './types.js'
import type { UpdateTarget } from './update-target.js'

/** A container that got another image, about which the readiness model is asked. */
export interface StartedChange extends PodId {
  readonly container: string
  readonly image: string
  /** The round that wrote the image; 0 for changes that were under way before the first. */
  readonly round: number
}

/**
 * How long the kubelet takes: rounds until a container that got another image is ready with it, or `never`. 1 is ready
 * before the next round; less counts as 1. A function is asked once for each change, and must be pure.
 */
export type ReadinessModel = number | 'never' | ((change: StartedChange) => number | 'never')

/** What a simulation depends on, the Pods aside. */
export interface SimulationContext {
  readonly target: UpdateTarget
  readonly readiness: ReadinessModel
}

/** Containers that are being replaced: name to the round in which they are ready, or never. */
export type PendingContainers = ReadonlyMap<string, number | 'never'>

/** One Pod of a simulation at one moment. */
export interface SimulatedPod {
  readonly pod: Pod
  /** For Pods that take part. Found out again only when the Pod has changed. */
  readonly facts: PodFacts | undefined
  readonly pending: PendingContainers
  /** While containers are being replaced: the Pod was not Ready before, though all its containers were. */
  readonly isHeldBack: boolean
}

/**
 * The Pod at the start, with the sidecars that do not run what the spec says.
 *
 * 1. A function as readiness model is asked about each of them, with round 0.
 * 2. Otherwise one that is ready will be replaced as the model says, and one that is not ready stays so: nothing says
 *    that its image can be pulled at all.
 */
export function startPod(context: SimulationContext, pod: Pod): SimulatedPod {
  const facts = factsOf(surveyPod(context.target, pod))
  const changing = facts === undefined ? [] : changingAtStart(context.target, facts.pod)
  const pending =
    facts === undefined ? new Map() : startPending(context, facts.pod, { containers: changing, round: 0 })
  return { pod, facts, pending, isHeldBack: false }
}

function changingAtStart(target: UpdateTarget, pod: RunningPod): readonly string[] {
  return [...target.sidecarNames].filter(
    (name) => pod.reportOf.has(name) && !isConsistent(target, pod, new Set([name])),
  )
}

/** The first round in which a container of the Pod is ready; undefined where that is never. */
export function nextDue({ pending }: SimulatedPod): number | undefined {
  const rounds = [...pending.values()].filter((at) => at !== 'never')
  return rounds.length === 0 ? undefined : Math.min(...rounds)
}

/** The Pod with those containers ready whose time has come. */
export function settlePod(
  { target }: SimulationContext,
  simulated: SimulatedPod,
  { round, now }: Moment,
): SimulatedPod {
  const isDue = ([, at]: [string, number | 'never']): boolean => at !== 'never' && at <= round
  const due = new Set([...simulated.pending].filter(isDue).map(([name]) => name))
  const pending = new Map([...simulated.pending].filter(([name]) => !due.has(name)))
  const isReady = pending.size === 0 && !simulated.isHeldBack && willAllBeReady(simulated.pod, due)
  const pod = finishChanges(simulated.pod, due, { profile: target.profile, isReady, now })
  return { ...simulated, pod, facts: factsOf(surveyPod(target, pod)), pending }
}

/** A round, and its time. */
export interface Moment {
  readonly round: number
  readonly now: string
}

function willAllBeReady(pod: Pod, finished: ReadonlySet<string>): boolean {
  return (pod.status?.containerStatuses ?? []).every(
    ({ name, ready }) => ready === true || finished.has(name ?? ''),
  )
}

/** The Pod after the controller wrote it: containers with another image begin to change. */
export function writePod(
  context: SimulationContext,
  before: SimulatedPod,
  written: Pod,
  { round, now }: Moment,
): SimulatedPod {
  const images = new Map(before.facts?.pod.containers.map(({ name, image }) => [name, image]))
  const changed = (written.spec?.containers ?? [])
    .filter(({ name, image }) => images.get(name ?? '') !== (image ?? ''))
    .map(({ name }) => name ?? '')
  const pod = changed.length === 0 ? written : beginChanges(written, new Set(changed), now)
  const facts = factsOf(surveyPod(context.target, pod))
  if (facts === undefined || changed.length === 0) return { ...before, pod, facts }
  const started = startPending(context, facts.pod, { containers: changed, round })
  const isHeldBack = before.pending.size === 0 ? isNotReadyItself(before.facts?.pod) : before.isHeldBack
  return { pod, facts, pending: new Map([...before.pending, ...started]), isHeldBack }
}

/** Not Ready though every container is: a readiness gate, for example. Other containers do not change that. */
function isNotReadyItself(pod: RunningPod | undefined): boolean {
  return pod !== undefined && !pod.readiness.isTrue && pod.reports.every(({ ready }) => ready)
}

function startPending(
  { readiness }: SimulationContext,
  pod: RunningPod,
  { containers, round }: { readonly containers: readonly string[]; readonly round: number },
): PendingContainers {
  const roundsOf = (container: string): number | 'never' => {
    const image = pod.containerOf.get(container)?.image ?? ''
    if (typeof readiness === 'function') return readiness({ ...podIdOf(pod), container, image, round })
    return round === 0 && pod.reportOf.get(container)?.ready !== true ? 'never' : readiness
  }
  return new Map(containers.map((container) => [container, dueRound(round, roundsOf(container))]))
}

function dueRound(round: number, rounds: number | 'never'): number | 'never' {
  return typeof rounds === 'number' && Number.isFinite(rounds)
    ? round + Math.max(1, Math.ceil(rounds))
    : 'never'
}

/** The Pod while containers are being replaced: those are not ready, and so the Pod is not. */
function beginChanges(pod: Pod, names: ReadonlySet<string>, now: string): Pod {
  return withStatus(pod, (report) => (names.has(report.name ?? '') ? { ...report, ready: false } : report), {
    isReady: false,
    now,
  })
}

/** The Pod after containers came up with the images of the spec. The Pod's Ready condition becomes as told. */
function finishChanges(
  pod: Pod,
  names: ReadonlySet<string>,
  {
    profile,
    isReady,
    now,
  }: { readonly profile: ProfileName; readonly isReady: boolean; readonly now: string },
): Pod {
  const images = new Map(pod.spec?.containers?.map(({ name, image }) => [name ?? '', image ?? '']))
  const finish = (report: ContainerStatus): ContainerStatus => {
    const image = images.get(report.name ?? '')
    if (image === undefined || !names.has(report.name ?? '')) return report
    const restartCount = (report.restartCount ?? 0) + 1
    return { ...report, image, imageID: makeUpImageId(image, profile), ready: true, restartCount }
  }
  return withStatus(pod, finish, { isReady, now })
}

/** An imageID such as a kubelet reports. Where the name has no digest, one is made up, the same for the same name. */
function makeUpImageId(image: string, profile: ProfileName): string {
  const reference = parseImageReference(image, profile)
  return `${reference?.repository ?? image}@${reference?.digest ?? `sha256:${sha256Hex(image)}`}`
}

function withStatus(
  pod: Pod,
  change: (report: ContainerStatus) => ContainerStatus,
  { isReady, now }: { readonly isReady: boolean; readonly now: string },
): Pod {
  const { status } = pod
  const containerStatuses = (status?.containerStatuses ?? []).map(change)
  const conditions = (status?.conditions ?? []).map((condition) => turnReady(condition, isReady, now))
  return { ...pod, status: { ...status, conditions, containerStatuses } }
}

function turnReady(condition: PodCondition, isReady: boolean, now: string): PodCondition {
  const status = isReady ? 'True' : 'False'
  return condition.type !== 'Ready' || condition.status === status
    ? condition
    : { ...condition, status, lastTransitionTime: now }
}
