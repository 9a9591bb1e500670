import { isConsistent } from '../consistency.js'
import type { PodFacts } from '../examine-pod.js'
import { nameOf } from '../inspect-pods.js'
import type { RunningPod } from '../running-pod.js'
import { surveyPod, type SurveyedPod } from '../survey.js'
import type { UpdateTarget } from '../update-target.js'
import type { Pod } from '../../manifest/api-types.js'
import { beginChanges, finishChanges, type PendingContainers } from './kubelet.js'
import type { ReadinessModel } from './types.js'

/** One Pod of a simulation at one moment. */
export interface SimulatedPod {
  readonly pod: Pod
  /** Looked at again only when the Pod has changed. */
  readonly survey: SurveyedPod
  readonly pending: PendingContainers
  /** While containers are being replaced: the Pod was not Ready before, though all its containers were. */
  readonly isHeldBack: boolean
}

/** What a simulation plays by. */
export interface Scene {
  readonly target: UpdateTarget
  readonly readiness: ReadinessModel
}

/** What there is to know of the Pod, if updates are about it. */
export function factsOf({ survey }: SimulatedPod): PodFacts | undefined {
  return 'facts' in survey ? survey.facts : undefined
}

/** The Pod at the start. Sidecars that do not run what the spec says count as changed just before the first round. */
export function startPod(scene: Scene, pod: Pod): SimulatedPod {
  const survey = surveyPod(scene.target, pod)
  const facts = 'facts' in survey ? survey.facts : undefined
  if (facts === undefined) return { pod, survey, pending: new Map(), isHeldBack: false }
  const pending = startPending(scene, facts.pod, changingAtStart(scene.target, facts.pod), 0)
  return { pod, survey, pending, isHeldBack: false }
}

function changingAtStart(target: UpdateTarget, pod: RunningPod): readonly string[] {
  return [...target.sidecarNames].filter(
    (name) => pod.reportOf.has(name) && !isConsistent(target, pod, new Set([name])),
  )
}

/** The Pod with those containers ready whose time has come; the same object where there are none. */
export function settlePod(scene: Scene, simulated: SimulatedPod, round: number, now: string): SimulatedPod {
  const due = [...simulated.pending].filter(([, at]) => at !== 'never' && at <= round).map(([name]) => name)
  if (due.length === 0) return simulated
  const names = new Set(due)
  const pending = new Map([...simulated.pending].filter(([name]) => !names.has(name)))
  const isReady = pending.size === 0 && !simulated.isHeldBack && willAllBeReady(simulated.pod, names)
  const { profile } = scene.target
  const pod = finishChanges(simulated.pod, names, { profile, isReady, now })
  return { pod, survey: surveyPod(scene.target, pod), pending, isHeldBack: simulated.isHeldBack }
}

function willAllBeReady(pod: Pod, finished: ReadonlySet<string>): boolean {
  return (pod.status?.containerStatuses ?? []).every(
    ({ name, ready }) => ready === true || finished.has(name ?? ''),
  )
}

/** The Pod after the controller wrote it: containers with another image begin to change. */
export function writePod(
  scene: Scene,
  before: SimulatedPod,
  written: Pod,
  { round, now }: { readonly round: number; readonly now: string },
): SimulatedPod {
  const facts = factsOf(before)
  const images = new Map(facts?.pod.containers.map(({ name, image }) => [name, image]))
  const changed = (written.spec?.containers ?? [])
    .filter(({ name, image }) => images.get(name ?? '') !== (image ?? ''))
    .map(({ name }) => name ?? '')
  const pod = changed.length === 0 ? written : beginChanges(written, new Set(changed), now)
  const survey = surveyPod(scene.target, pod)
  const after = 'facts' in survey ? survey.facts?.pod : undefined
  if (after === undefined || changed.length === 0) return { ...before, pod, survey }
  const pending = new Map([...before.pending, ...startPending(scene, after, changed, round)])
  const isHeldBack = before.pending.size === 0 ? isNotReadyItself(facts?.pod) : before.isHeldBack
  return { pod, survey, pending, isHeldBack }
}

/** Not Ready though every container is: a readiness gate, say. Other containers do not change that. */
function isNotReadyItself(pod: RunningPod | undefined): boolean {
  return pod !== undefined && !pod.readiness.isTrue && pod.reports.every(({ ready }) => ready)
}

function startPending(
  { readiness }: Scene,
  pod: RunningPod,
  containers: readonly string[],
  round: number,
): PendingContainers {
  return new Map(
    containers.map((container) => {
      const image = pod.containerOf.get(container)?.image ?? ''
      const rounds =
        typeof readiness === 'function' ? readiness({ ...nameOf(pod), container, image, round }) : readiness
      return [container, typeof rounds === 'number' ? dueRound(round, rounds) : 'never']
    }),
  )
}

function dueRound(round: number, rounds: number): number | 'never' {
  return Number.isFinite(rounds) ? round + Math.max(1, Math.ceil(rounds)) : 'never'
}
