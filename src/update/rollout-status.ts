import { readOptions } from '../options/index.js'
import { progressOptions } from './options.js'
import { quote } from '../text/visible.js'
import { SidecarSetError } from '../issue/index.js'
import type { SidecarSet } from '../manifest/api-types.js'
import { profiles, defaultProfileName, type ProfileName } from '../profile.js'
import { readSidecarSet, type StoredSidecarSet } from '../sidecarset/read-sidecar-set.js'
import { computeQuota } from './choose-pods.js'
import type { UpdateStatus } from './types.js'

/** How far a rollout is. */
export interface RolloutProgress {
  /**
   * - `unobserved`: the controller has not seen the latest spec yet (only when the SidecarSet's own status is asked).
   * - `updating`: Pods have still to be updated.
   * - `paused`: Pods have still to be updated, but updates are paused.
   * - `settling`: all are updated that the partition lets through, and some are not available yet.
   * - `partitioned`: all are updated and available that the partition lets through.
   * - `complete`: all are updated and available.
   * - `not-update`: running Pods are never updated.
   */
  readonly phase:
    'unobserved' | 'updating' | 'paused' | 'settling' | 'partitioned' | 'complete' | 'not-update'
  /** There is nothing left to wait for. */
  readonly done: boolean
  readonly message: string
}

/** Options of `describeRollout`. */
export interface ProgressOptions {
  readonly profile?: ProfileName | undefined
  /** Counters of a plan or a simulation. @default those of the SidecarSet's own status */
  readonly status?: UpdateStatus | undefined
}

/**
 * Tells how far a rollout is, in the words of `kubectl rollout status`.
 *
 * @throws SidecarSetError where the SidecarSet cannot be read
 * @example
 * describeRollout(set, { status: plan.status })
 * // { phase: 'updating', done: false, message: 'Waiting for sidecarset "logs" rollout to finish: 1 out of 5 new pods ...' }
 */
export function describeRollout(set: SidecarSet, given: ProgressOptions = {}): RolloutProgress {
  const options = readOptions('describeRollout', progressOptions, given)
  const profile = options.profile ?? defaultProfileName
  const read = readSidecarSet(set, profile)
  if (!read.ok) throw new SidecarSetError('update', read.issues)
  return options.status === undefined && isUnobserved(set)
    ? { phase: 'unobserved', done: false, message: 'Waiting for sidecarset spec update to be observed...' }
    : describeProgress(read.set, options.status ?? ownStatus(set), profile)
}

function describeProgress(
  { name, spec }: StoredSidecarSet,
  { matchedPods, updatedPods, updatedReadyPods }: UpdateStatus,
  profile: ProfileName,
): RolloutProgress {
  const strategy = spec.updateStrategy ?? {}
  const { partition } = computeQuota({ strategy, behaviour: profiles[profile].updates }, matchedPods)
  const wanted = Math.max(0, matchedPods - partition)
  const counted = `${updatedPods} out of ${wanted} new pods have been updated`
  const quoted = `sidecarset ${quote(name)}`
  const waiting = `Waiting for ${quoted} rollout to finish`
  const toCome = (phase: RolloutProgress['phase'], message: string): RolloutProgress => ({
    phase,
    done: false,
    message,
  })
  const done = (phase: RolloutProgress['phase'], message: string): RolloutProgress => ({
    phase,
    done: true,
    message,
  })
  if (strategy.type === 'NotUpdate')
    return done('not-update', 'rollout status is only available for RollingUpdate strategy type')
  if (updatedPods < wanted)
    return strategy.paused === true
      ? toCome('paused', `${quoted} is paused: ${counted}`)
      : toCome('updating', `${waiting}: ${counted}...`)
  if (updatedReadyPods < updatedPods)
    return toCome(
      'settling',
      `${waiting}: ${updatedReadyPods} of ${updatedPods} updated pods are available...`,
    )
  return updatedPods < matchedPods
    ? done('partitioned', `partitioned roll out complete: ${updatedPods} new pods have been updated...`)
    : done('complete', `${quoted} successfully rolled out`)
}

function isUnobserved({ metadata, status }: SidecarSet): boolean {
  return (status?.observedGeneration ?? 0) < (metadata?.generation ?? 0)
}

function ownStatus({ status }: SidecarSet): UpdateStatus {
  return {
    matchedPods: status?.matchedPods ?? 0,
    updatedPods: status?.updatedPods ?? 0,
    readyPods: status?.readyPods ?? 0,
    updatedReadyPods: status?.updatedReadyPods ?? 0,
  }
}
