import { isJsonObject, ownValue, type JsonObject } from '../kubernetes/own-entry.js'
import { firstOrdinal } from './first-ordinal.js'
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
