import { isSameImage, parseImageReference } from '../kubernetes/image-reference.js'
import type { ProfileName } from '../profile.js'
import type { RunningContainer, RunningPod } from './running-pod.js'
import type { UpdateTarget } from './update-target.js'

/**
 * Whether what the named containers run agrees with the spec, as far as the Pod tells.
 *
 * 1. The status must report as many containers as the spec has, in the whole Pod.
 * 2. Going through the named containers in the Pod's order: as long as images have digests, the status must show that
 *    very image. If all have digests, that is the answer.
 * 3. The first without a digest ends the walk. Then it counts whether the last update in place is over: a container
 *    whose imageID is still the noted one, and whose image is reported under another text, is not there yet.
 *
 * @see OpenKruise, commonControl.IsPodStateConsistent
 */
export function isConsistent(target: UpdateTarget, pod: RunningPod, names: ReadonlySet<string>): boolean {
  if (!hasAllReports(pod)) return false
  for (const container of pod.containers) {
    if (!names.has(container.name)) continue
    const reference = parseImageReference(container.image, target.profile)
    if (reference?.digest === undefined) return isUpdateOver(target, pod, names)
    if (!runsDigest(pod, container, target.profile)) return false
  }
  return true
}

/** Whether the status reports as many containers as the spec has. */
export function hasAllReports(pod: RunningPod): boolean {
  return pod.containers.length === pod.reports.length
}

function runsDigest(pod: RunningPod, container: RunningContainer, profile: ProfileName): boolean {
  const report = pod.reportOf.get(container.name)
  if (report === undefined) return false
  const wanted = parseImageReference(container.image, profile)
  const running = parseImageReference(withoutScheme(report.imageId), profile)
  return wanted !== undefined && running !== undefined && isSameImage(wanted, running)
}

/** `docker-pullable://log@sha256:...` is what some kubelets write for `log@sha256:...`. */
function withoutScheme(imageId: string): string {
  const end = imageId.indexOf('://')
  return end === -1 ? imageId : imageId.slice(end + 3)
}

function isUpdateOver(target: UpdateTarget, pod: RunningPod, names: ReadonlySet<string>): boolean {
  const read = pod.inplaceStates()
  if (read.kind !== 'read') return read.kind === 'absent'
  const noted = read.states.get(target.name)?.lastImageIds
  if (noted === undefined || noted === null) return true
  return pod.reports.every((report) => {
    const image = pod.containerOf.get(report.name)?.image ?? ''
    return !names.has(report.name) || noted.get(report.name) !== report.imageId || image === report.image
  })
}
