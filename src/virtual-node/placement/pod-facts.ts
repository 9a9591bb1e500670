import type { Pod } from '../../manifest/api-types.js'
import {
  acsClassLabels,
  acsLabel,
  burstAnnotation,
  eciLabel,
  oldEciLabel,
  virtualNodeLabel,
  type Platform,
} from '../platform.js'
import { listAt, textAt } from '../read-path.js'
import type { Placement, PlacementFact, PlacementRule } from './types.js'

/** The platform's own label. */
export function platformLabelFacts(pod: Pod): PlacementFact[] {
  return labelFacts(pod, virtualNodeLabel, { rule: 'platform-label', placement: 'virtual-node' })
}

/** A Pod whose controller is a DaemonSet: virtual nodes run none. */
export function daemonSetFacts(pod: Pod): PlacementFact[] {
  const index = listAt(pod, 'metadata', 'ownerReferences').findIndex(
    (owner) => textAt(owner, 'kind') === 'DaemonSet',
  )
  if (index === -1) return []
  return [
    {
      rule: 'daemon-set',
      placement: 'no',
      object: 'Pod',
      path: ['metadata', 'ownerReferences', index],
      value: textAt(pod, 'metadata', 'ownerReferences', index, 'name') ?? '',
    },
  ]
}

/** What the Pod's labels and annotation ask for, the surest first. */
export function podRequestFacts(pod: Pod): PlacementFact[] {
  const burst = textAt(pod, 'metadata', 'annotations', burstAnnotation)
  const asksForEci = { placement: 'will-be', platform: 'eci' } as const
  return [
    ...labelFacts(pod, acsLabel, { rule: 'acs-label', placement: 'will-be', platform: 'acs' }),
    ...labelFacts(pod, eciLabel, { rule: 'eci-label', ...asksForEci }),
    ...labelFacts(pod, oldEciLabel, { rule: 'old-eci-label', ...asksForEci }),
    ...(burst === 'eci_only' ? [burstFact('burst-eci-only', 'will-be', burst)] : []),
    ...(burst === 'eci' ? [burstFact('burst-eci', 'may-be', burst)] : []),
  ]
}

/** Labels that mean something to ACS only. They ask for nothing, but tell which platform the author has in mind. */
export function acsClassFacts(pod: Pod): PlacementFact[] {
  return acsClassLabels.flatMap((label): PlacementFact[] => {
    const value = textAt(pod, 'metadata', 'labels', label)
    const path = ['metadata', 'labels', label]
    return value === undefined
      ? []
      : [{ rule: 'acs-class', placement: 'may-be', platform: 'acs', object: 'Pod', path, value }]
  })
}

interface Meaning {
  readonly rule: PlacementRule
  readonly placement: Placement
  readonly platform?: Platform
}

function labelFacts(pod: Pod, label: string, meaning: Meaning): PlacementFact[] {
  if (textAt(pod, 'metadata', 'labels', label) !== 'true') return []
  return [{ ...meaning, object: 'Pod', path: ['metadata', 'labels', label], value: 'true' }]
}

function burstFact(rule: PlacementRule, placement: Placement, value: string): PlacementFact {
  const path = ['metadata', 'annotations', burstAnnotation]
  return { rule, placement, platform: 'eci', object: 'Pod', path, value }
}
