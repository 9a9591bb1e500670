import { isJsonObject, type JsonObject, ownValue, nonEmptyTextAt } from '../read/index.js'
import type { Naming } from './workload-kinds.js'

/** What a controller adds to the Pods of a template, as far as it is known beforehand. */
export interface PodIdentity {
  /** Only where Pods have predictable names. */
  readonly name?: string
  readonly generateName: string
  readonly labels: readonly (readonly [key: string, value: string])[]
}

/**
 * Name and labels of the first Pod that a workload would get.
 *
 * | workload                     | generateName               | name     | labels                                             |
 * | ---------------------------- | -------------------------- | -------- | -------------------------------------------------- |
 * | Deployment, Argo Rollout     | `web-`, or `web-<hash>-`   | -        | the hash, if it is among `labels`                  |
 * | StatefulSets                 | `web-`                     | `web-0`  | `statefulset.kubernetes.io/pod-name`               |
 * | Job                          | `web-`                     | -        | `job-name`, `controller-uid`, old and new spelling |
 * | BroadcastJob                 | `web-`                     | -        | `broadcastjob-name`, `broadcastjob-controller-uid` |
 * | CronJob, AdvancedCronJob     | `web-`, the start of it    | -        | -                                                  |
 * | CloneSet, all others         | `web-`                     | -        | -                                                  |
 *
 * A label that holds a uid is there when the workload has a uid; hashes of revisions and random ids are never known.
 *
 * @param labels those of the template and of the caller
 */
export function identifyPod(
  workload: JsonObject,
  name: string,
  naming: Naming,
  labels: ReadonlyMap<string, unknown>,
): PodIdentity {
  const prefix = name === '' ? '' : `${name}-`
  switch (naming.pods) {
    case 'by-hash': {
      const hash = labels.get(naming.hashLabel)
      const generateName = typeof hash === 'string' && prefix !== '' ? `${prefix}${hash}-` : prefix
      return { generateName, labels: [] }
    }
    case 'by-ordinal': {
      const podName = `${prefix}${firstOrdinal(workload)}`
      const podLabel = ['statefulset.kubernetes.io/pod-name', podName] as const
      return { name: podName, generateName: prefix, labels: [podLabel] }
    }
    case 'directly':
      return { generateName: prefix, labels: ownerLabels(workload, name, naming.labels) }
    case 'by-instance':
    case 'by-schedule':
      return { generateName: prefix, labels: [] }
  }
}

/** Labels by which Jobs know their Pods again. The old spellings of a Job's are still written beside the new. */
const ownerLabelKeys = {
  job: {
    name: ['batch.kubernetes.io/job-name', 'job-name'],
    uid: ['batch.kubernetes.io/controller-uid', 'controller-uid'],
  },
  'broadcast-job': { name: ['broadcastjob-name'], uid: ['broadcastjob-controller-uid'] },
} as const

function ownerLabels(
  workload: JsonObject,
  name: string,
  owner: keyof typeof ownerLabelKeys | undefined,
): PodIdentity['labels'] {
  if (owner === undefined) return []
  const keys = ownerLabelKeys[owner]
  const metadata = ownValue(workload, 'metadata')
  const uid = isJsonObject(metadata) ? ownValue(metadata, 'uid') : undefined
  return [
    ...(name === '' ? [] : keys.name.map((key) => [key, name] as const)),
    ...(typeof uid === 'string' ? keys.uid.map((key) => [key, uid] as const) : []),
  ]
}

/**
 * The number of the first Pod of a StatefulSet: `spec.ordinals.start`, 0 by default, and for OpenKruise's the first
 * from there that `spec.reserveOrdinals` does not keep free. That list holds numbers, and texts such as `3-5`.
 *
 * @example firstOrdinal({ spec: { reserveOrdinals: [0, '1-2'] } }) // 3
 */
export function firstOrdinal(workload: JsonObject): number {
  const spec = objectAt(workload, 'spec')
  const start = ownValue(objectAt(spec, 'ordinals'), 'start')
  const reserved = ownValue(spec, 'reserveOrdinals')
  const ranges = Array.isArray(reserved) ? reserved.flatMap(readRange) : []
  let ordinal = typeof start === 'number' && Number.isSafeInteger(start) && start > 0 ? start : 0
  // Sorted by their starts, each range need be looked at once: what is free before one is free for good.
  for (const { from, to } of ranges.sort((a, b) => a.from - b.from))
    if (from <= ordinal && ordinal <= to) ordinal = to + 1
  return ordinal
}

interface Range {
  readonly from: number
  readonly to: number
}

function readRange(value: unknown): Range[] {
  if (typeof value === 'number') return [{ from: value, to: value }]
  const [, from, to] = typeof value === 'string' ? (/^(\d{1,9})(?:-(\d{1,9}))?$/.exec(value) ?? []) : []
  return from === undefined ? [] : [{ from: Number(from), to: Number(to ?? from) }]
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = ownValue(parent, key)
  return isJsonObject(value) ? value : {}
}

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
