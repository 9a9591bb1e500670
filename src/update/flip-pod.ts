import {
  inplaceStateAnnotation,
  versionAltAnnotation,
  versionAnnotation,
} from '../sidecarset/annotation-names.js'
import { pairsInHotUpgrade, workingOf } from './hot-containers.js'
import { changedAnnotations, type PodEdit } from './pod-edit.js'
import type { RunningPod } from './running-pod.js'
import { imageEdit, noteContainers } from './upgrade-pod.js'
import type { UpdateTarget } from './update-target.js'

/**
 * What the second step of a hot upgrade writes to a Pod: the old containers get the empty image, and the versions say
 * which of each pair works. Hashes and the working map stay.
 */
export function flipPod(target: UpdateTarget, pod: RunningPod, now: string): PodEdit {
  const annotations = new Map(pod.annotations)
  const images = new Map<number, string>()
  const flipped: string[] = []
  for (const pair of pairsInHotUpgrade(target, pod)) {
    const { working, other } = workingOf(pair, pod)
    for (const [index, image] of imageEdit(pod, other, pair.emptyImage)) images.set(index, image)
    annotations.set(versionAnnotation(other), '0')
    annotations.set(versionAltAnnotation(working), '0')
    flipped.push(other)
  }
  annotations.set(inplaceStateAnnotation, noteContainers(target, pod, flipped, now))
  return { images, annotations: changedAnnotations(pod.annotations, annotations) }
}
