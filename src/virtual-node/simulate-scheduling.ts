import { copyPlain } from '../kubernetes/plain-data.js'
import { setOwn, objectAt } from '../read/index.js'
import type { Pod } from '../manifest/api-types.js'
import { readOptions } from '../options/index.js'
import { classifyPlacement } from './classify-placement.js'
import { placementContext, schedulingArguments } from './options.js'
import type { PlacementContext } from './placement.js'
import {
  acsClassLabels,
  acsLabel,
  burstAnnotation,
  eciLabel,
  oldEciLabel,
  type Platform,
  virtualNodeLabel,
} from './platform.js'

/**
 * The Pod as the platform would present it to injection once it is scheduled to a virtual node: for previews without a
 * cluster.
 *
 * 1. The platform's label is added. It is the only change to a Pod that asks for this platform, itself or by its
 *    Namespace.
 * 2. A Pod that names no platform, or another one, gets the label that asks for this one, as if its author had written
 *    it; what asks for the other one goes. So `classifyPlacement` of the result names the platform that was given.
 *
 * Other labels that a platform may add are undocumented, such as ACS's class where none is given, and are not made up.
 *
 * @returns a new Pod that shares nothing with the input
 * @example simulateScheduling({ metadata: { labels: { 'alibabacloud.com/eci': 'true' } } }, 'eci').metadata?.labels
 * // { 'alibabacloud.com/eci': 'true', 'serverless.alibabacloud.com/virtual-node': 'true' }
 */
export function simulateScheduling<P extends Pod>(
  pod: P,
  platform: Platform,
  given: PlacementContext = {},
): P {
  const context = readOptions('simulateScheduling', placementContext, given)
  readOptions('simulateScheduling', schedulingArguments, { platform })
  const labels = { ...objectAt(pod, 'metadata', 'labels') } as Record<string, string>
  const metadata = { ...objectAt(pod, 'metadata') } as NonNullable<Pod['metadata']>
  setOwn(labels, virtualNodeLabel, 'true')
  const scheduled: P = { ...pod, metadata: { ...metadata, labels } }
  const isThere = classifyPlacement(scheduled, context).platform === platform
  return copyPlain(isThere ? scheduled : moveTo(platform, scheduled, labels))
}

/** What asks for a platform, on a Pod. */
const requests = { eci: [eciLabel, oldEciLabel], acs: [acsLabel, ...acsClassLabels] } as const
const askingLabel = { eci: eciLabel, acs: acsLabel } as const

function moveTo<P extends Pod>(platform: Platform, pod: P, labels: Readonly<Record<string, string>>): P {
  const other = platform === 'eci' ? 'acs' : 'eci'
  const kept = without(labels, requests[other])
  setOwn(kept, askingLabel[platform], 'true')
  const annotations = objectAt(pod, 'metadata', 'annotations') as Readonly<Record<string, string>>
  const losesAnnotation = platform === 'acs' && Object.hasOwn(annotations, burstAnnotation)
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: kept,
      ...(losesAnnotation ? { annotations: without(annotations, [burstAnnotation]) } : {}),
    },
  }
}

function without(map: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [key, value] of Object.entries(map)) if (!keys.includes(key)) setOwn(kept, key, value)
  return kept
}
