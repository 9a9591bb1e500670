import type { SidecarSetOutcome } from '../inject/types.js'
import type { Inline, Line } from '../text/document.js'
import type { ReportInput } from './report-input.js'

/**
 * The outcome of the whole request in one sentence.
 *
 * 1. Refused: why the Pod would not be created.
 * 2. Changed: how much is put in.
 * 3. Neither: nothing applies, or what applies is there already, or nobody can tell.
 * 4. Of mere decisions: how many there are of each outcome.
 */
export function describeVerdict(input: ReportInput): Line {
  const { allowed, changed, decisions } = input
  const count = (...outcomes: SidecarSetOutcome[]): number =>
    decisions.filter(({ outcome }) => outcomes.includes(outcome)).length
  const open = count('unknown')
  const doubt: Line = open === 0 ? [] : [` ${plural(open, 'SidecarSet')} cannot be decided.`]
  const applied = count('injected', 'metadata-only')
  if (allowed === undefined) return [countOutcomes(applied, count('skipped'), count('failed')), ...doubt]
  if (!allowed) return [strong('Refused', 'bad'), `: ${refusal(input)}`]
  if (changed === true) return [strong('Changed', 'good'), `: ${changes(input, applied)}.`, ...doubt]
  if (applied > 0)
    return [strong('Unchanged', 'good'), ': what would be injected is there already.', ...doubt]
  return [strong('Unchanged', open === 0 ? 'good' : 'unsure'), ': no SidecarSet applies.', ...doubt]
}

function strong(text: string, tone: 'good' | 'bad' | 'unsure'): Inline {
  return { text, tone }
}

function countOutcomes(applied: number, skipped: number, failed: number): string {
  const failures = failed === 0 ? '' : `, ${failed} failed`
  return `${plural(applied, 'SidecarSet')} injected, ${skipped} not${failures}.`
}

function refusal({ decisions }: ReportInput): string {
  const failed = decisions.filter(({ outcome }) => outcome === 'failed').map(({ sidecarSet }) => sidecarSet)
  if (failed.length === 0) return 'the Pod cannot be read, so that nothing can be decided.'
  const names =
    failed.length === 1 ? `SidecarSet ${failed[0] ?? ''} fails` : `SidecarSets ${firstNames(failed)} fail`
  return `the Pod would not be created, since ${names}. Nothing is injected.`
}

/** The first names of a list that may be long. */
function firstNames(names: readonly string[]): string {
  const most = 10
  return names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

function changes({ provenance }: ReportInput, applied: number): string {
  const sets = plural(applied, 'SidecarSet')
  if (provenance === undefined) return `by ${sets}`
  const { contributions } = provenance
  const present = contributions
    .flatMap(({ containers }) => containers)
    .filter(({ place }) => place !== 'overridden' && place !== 'unchanged')
  const of = (kind: 'container' | 'init-container'): number =>
    present.filter((container) => container.kind === kind).length
  const volumes = contributions.flatMap((one) => one.volumes.filter(({ place }) => place === 'added')).length
  const parts = [
    [of('init-container'), 'init container'] as const,
    [of('container'), 'container'] as const,
    [volumes, 'volume'] as const,
  ].flatMap(([count, noun]) => (count === 0 ? [] : [plural(count, noun)]))
  if (parts.length > 0) return `${joinParts(parts)} from ${sets}`
  const patches = contributions.flatMap(({ annotations }) => annotations)
  return patches.some(({ change }) => change !== 'kept')
    ? `annotations from ${sets}`
    : 'only bookkeeping; what would be injected is there already'
}

function joinParts(parts: readonly string[]): string {
  return parts.length < 2
    ? parts.join('')
    : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1] ?? ''}`
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
