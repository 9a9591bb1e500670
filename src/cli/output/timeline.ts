import { formatRollout, type PodId, type RolloutSimulation, type RolloutStep } from '../../update.js'
import type { Context } from '../context.js'
import { paint } from './paint.js'

const defaultLimit = 20

/**
 * A rollout as a timeline: the result, a bar for each round that shows how many Pods are up to date (`#`) and how many of
 * the rest are out (`!`), and who waits and why.
 */
export function formatTimeline(simulation: RolloutSimulation, context: Context): string {
  const { steps } = simulation
  const limit = context.options.limit ?? defaultLimit
  const isNamed = new Set(simulation.pods.map(({ metadata }) => metadata?.namespace ?? '')).size > 1
  // The first line, and all below the rounds, are as the library words them.
  const [title = '', ...lines] = formatRollout(simulation, { limit }).split('\n')
  const below = lines.filter((line) => !/^ {2}round \d+:/.test(line))
  const size = Math.max(10, Math.min(40, context.width - 52))
  const rows = steps.slice(0, limit).map((step) => formatRow(step, { size, isNamed, context }))
  return `${[paint(title, 'bold', context.color), ...rows, ...below].join('\n')}\n`
}

interface RowStyle {
  readonly size: number
  readonly isNamed: boolean
  readonly context: Context
}

function formatRow(step: RolloutStep, { size, isNamed, context }: RowStyle): string {
  const { matchedPods, updatedPods } = step.status
  const done = Math.round((updatedPods / Math.max(1, matchedPods)) * size)
  const out = Math.min(size - done, Math.ceil((step.unavailable.length / Math.max(1, matchedPods)) * size))
  const bar = `${paint('#'.repeat(done), 'green', context.color)}${paint('!'.repeat(out), 'yellow', context.color)}${'.'.repeat(size - done - out)}`
  const digits = String(matchedPods).length
  const counts = `${String(updatedPods).padStart(digits)}/${matchedPods}`
  const prefix = `  ${String(step.round).padStart(3)}  ${counts}  `
  const room = context.width - prefix.length - size - 2
  return `${prefix}${bar}  ${cutTo(describeEvents(step, isNamed), room)}`.trimEnd()
}

function describeEvents(step: RolloutStep, isNamed: boolean): string {
  const parts = [
    describePods('ready', step.settled, isNamed),
    describePods('switch', step.flipped, isNamed),
    describePods('upgrade', step.upgraded, isNamed),
    describePods('cannot be written', step.failed === undefined ? [] : [step.failed], isNamed),
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'wait' : parts.join('; ')
}

function describePods(what: string, pods: readonly PodId[], isNamed: boolean): string {
  const [first] = pods
  if (first === undefined) return ''
  const name = isNamed && first.namespace !== undefined ? `${first.namespace}/${first.name}` : first.name
  return pods.length === 1 ? `${what} ${name}` : `${what} ${name} +${pods.length - 1}`
}

function cutTo(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(0, room - 3))}...`
}
