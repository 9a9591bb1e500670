import type { RolloutSimulation, RolloutStep } from './types.js'

const endings: Readonly<Record<RolloutSimulation['end'], string>> = {
  complete: 'every Pod is up to date and ready',
  stopped: 'nothing more happens, though not every Pod is up to date and ready',
  limit: 'the limit of rounds was reached',
}

/**
 * A simulated rollout as text for people: one line a round, then how it ends and who waits for what.
 *
 * @example
 * formatRollout(simulateRollout(set, pods, { now }))
 * // SidecarSet logs: 2 rounds, every Pod is up to date and ready
 * //   round 1: 0/2 updated, upgrade web-1; unavailable: web-1
 * //   round 2: 1/2 updated, ...
 */
export function formatRollout(simulation: RolloutSimulation): string {
  const { sidecarSet, steps, end, waiting } = simulation
  const rounds = steps.length === 1 ? '1 round' : `${steps.length} rounds`
  return [
    `SidecarSet ${sidecarSet}: ${rounds}, ${endings[end]}`,
    ...steps.map(formatStep),
    ...waiting.map(({ name, reason, message }) => `  ${name} waits: ${message} [${reason}]`),
  ].join('\n')
}

function formatStep(step: RolloutStep): string {
  const { updatedPods, matchedPods } = step.status
  const events = [
    ...event('settled', step.settled),
    ...event('flip', step.flipped),
    ...event('upgrade', step.upgraded),
    ...event('upgrade fails:', step.failed === undefined ? [] : [step.failed]),
  ]
  const happened = events.length === 0 ? 'wait' : events.join(', ')
  const unavailable = step.unavailable.length === 0 ? 'none' : step.unavailable.join(' ')
  return `  round ${step.round}: ${updatedPods}/${matchedPods} updated; ${happened}; unavailable: ${unavailable}`
}

function event(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${what} ${names.join(' ')}`]
}
