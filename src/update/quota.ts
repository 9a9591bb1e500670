import type { UpdateTarget } from './update-target.js'

/** How many Pods a round may touch. */
export interface Quota {
  /** This many candidates at the end of the order are left alone. */
  readonly partition: number
  /** So many updated Pods may be unavailable at a time. */
  readonly maxUnavailable: number
}

/**
 * The limits of a strategy in Pods. Percents are of all matched Pods; v1.3.0 rounds them down, v1.9.0 up.
 *
 * 1. A percent that rounds to 0 means 0. Above 100% is allowed.
 * 2. v1.9.0: a partition below 100% leaves one Pod to update, where there are several.
 * 3. Text that is no number counts as 0, and so do negative numbers; validation refuses both.
 */
export function computeQuota(
  { strategy, behaviour }: Pick<UpdateTarget, 'strategy' | 'behaviour'>,
  matchedPods: number,
): Quota {
  const round = behaviour.roundsPercentsUp ? Math.ceil : Math.floor
  const scale = (value: number | string | undefined, absent: number): number =>
    Math.max(0, scaleValue(value ?? absent, matchedPods, round))
  const partition = scale(strategy.partition, 0)
  const holdsAll = partition === matchedPods && matchedPods > 1
  const isPartial = typeof strategy.partition === 'string' && strategy.partition !== '100%'
  return {
    partition: behaviour.partitionLeavesOne && holdsAll && isPartial ? matchedPods - 1 : partition,
    maxUnavailable: scale(strategy.maxUnavailable, 1),
  }
}

function scaleValue(value: number | string, total: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value
  const digits = value.replaceAll('%', '')
  return /^[+-]?\d{1,15}$/.test(digits) ? round((Number(digits) * total) / 100) : 0
}
