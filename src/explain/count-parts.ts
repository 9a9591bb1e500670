import { isApplied } from '../report/decide-verdict.js'
import type { Line } from '../text/document.js'
import { plural, setNames } from './phrases.js'
import type { ReportInput } from './report-input.js'

/** What a Pod gets, in numbers, and from which SidecarSets. */
export function countParts({ provenance, decisions }: ReportInput): Line {
  const from: Line = [' from ', ...setNames(decisions.filter(isApplied))]
  if (provenance === undefined) return ['sidecars', ...from]
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
  return [parts.length === 0 ? 'annotations' : joinParts(parts), ...from]
}

function joinParts(parts: readonly string[]): string {
  return parts.length < 2
    ? parts.join('')
    : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1] ?? ''}`
}
