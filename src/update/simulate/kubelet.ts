import { parseImageReference } from '../../kubernetes/image-reference.js'
import { sha256Hex } from '../../kubernetes/sha256.js'
import type { ContainerStatus, Pod, PodCondition } from '../../manifest/api-types.js'
import type { ProfileName } from '../../profile.js'

/** A Pod's containers that are being replaced: name to the round in which they are ready, or never. */
export type PendingContainers = ReadonlyMap<string, number | 'never'>

/** The Pod while containers are being replaced: those are not ready, and so the Pod is not. */
export function beginChanges(pod: Pod, names: ReadonlySet<string>, now: string): Pod {
  return withStatus(pod, (report) => (names.has(report.name ?? '') ? { ...report, ready: false } : report), {
    isReady: false,
    now,
  })
}

/** The Pod after containers came up with the images of the spec. The Pod's Ready condition becomes as told. */
export function finishChanges(
  pod: Pod,
  names: ReadonlySet<string>,
  {
    profile,
    isReady,
    now,
  }: { readonly profile: ProfileName; readonly isReady: boolean; readonly now: string },
): Pod {
  const images = new Map(pod.spec?.containers?.map(({ name, image }) => [name ?? '', image ?? '']))
  const finish = (report: ContainerStatus): ContainerStatus => {
    const image = images.get(report.name ?? '')
    if (image === undefined || !names.has(report.name ?? '')) return report
    const restartCount = (report.restartCount ?? 0) + 1
    return { ...report, image, imageID: makeUpImageId(image, profile), ready: true, restartCount }
  }
  return withStatus(pod, finish, { isReady, now })
}

/** An imageID such as a kubelet reports. Where the name has no digest, one is made up, the same for the same name. */
function makeUpImageId(image: string, profile: ProfileName): string {
  const reference = parseImageReference(image, profile)
  return `${reference?.repository ?? image}@${reference?.digest ?? `sha256:${sha256Hex(image)}`}`
}

function withStatus(
  pod: Pod,
  change: (report: ContainerStatus) => ContainerStatus,
  { isReady, now }: { readonly isReady: boolean; readonly now: string },
): Pod {
  const { status } = pod
  const containerStatuses = (status?.containerStatuses ?? []).map(change)
  const conditions = (status?.conditions ?? []).map((condition) => turnReady(condition, isReady, now))
  return { ...pod, status: { ...status, conditions, containerStatuses } }
}

function turnReady(condition: PodCondition, isReady: boolean, now: string): PodCondition {
  const status = isReady ? 'True' : 'False'
  return condition.type !== 'Ready' || condition.status === status
    ? condition
    : { ...condition, status, lastTransitionTime: now }
}
