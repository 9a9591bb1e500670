import { isJsonObject, ownValue, type JsonObject } from '../kubernetes/own-entry.js'
import { nonEmptyTextAt } from '../read/index.js'
import type { Naming } from './workload-kinds.js'

/**
 * The volumes of a Pod whose workload may have `volumeClaimTemplates`: one for each claim, then those of the template of
 * other names. A claim is named after claim template and Pod; that of a CloneSet, whose Pods have random ids, ends where
 * the id begins.
 *
 * @param podName name of the Pod, or what it begins with
 * @returns the template's own list where there are no claims, whatever it is
 */
export function volumesWithClaims(
  workload: JsonObject,
  podSpec: JsonObject,
  naming: Naming,
  podName: string,
): unknown {
  const own = ownValue(podSpec, 'volumes')
  if (naming.pods !== 'by-ordinal' && naming.pods !== 'by-instance') return own
  const claims = claimNames(workload)
  if (claims.length === 0 || (own !== undefined && own !== null && !Array.isArray(own))) return own
  const isClaim = (volume: unknown): boolean => claims.includes(nonEmptyTextAt(volume, 'name') ?? '')
  const volumes: readonly unknown[] = Array.isArray(own) ? own : []
  return [
    ...claims.map((name) => ({ name, persistentVolumeClaim: { claimName: `${name}-${podName}` } })),
    ...volumes.filter((volume) => !isClaim(volume)),
  ]
}

function claimNames(workload: JsonObject): readonly string[] {
  const spec = ownValue(workload, 'spec')
  const templates = isJsonObject(spec) ? ownValue(spec, 'volumeClaimTemplates') : undefined
  if (!Array.isArray(templates)) return []
  const names = templates.map((claim: unknown) =>
    isJsonObject(claim) ? (nonEmptyTextAt(ownValue(claim, 'metadata'), 'name') ?? '') : '',
  )
  return [...new Set(names)].filter((name) => name !== '')
}
