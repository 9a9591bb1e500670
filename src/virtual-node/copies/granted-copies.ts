import type { ReferenceDecision } from '../../reference/index.js'
import type { VolumeSource } from '../objects/volume-sources.js'
import type { CopySubject } from './types.js'

/**
 * The decisions that grant a reference of a Pod's volume; undefined where it is not granted.
 *
 * 1. Only decisions about this very text, kind and volume count: what the Pod's author wrote elsewhere was never decided.
 * 2. One of the SidecarSets brings the volume itself: a volume of the Pod's author is not copied, whoever mounts it.
 * 3. Those of SidecarSets that were not injected do not count.
 * 4. All others must be granted, by a binding of the object's own namespace: a volume is shared, so that one SidecarSet
 *    that may not read it is enough to refuse.
 */
export function grantsOf(
  { reference, object }: VolumeSource,
  subject: CopySubject,
): readonly ReferenceDecision[] | undefined {
  const decided = subject.references.filter(
    ({ volume, kind, text, sidecarSet }) =>
      volume === reference.volume &&
      kind === reference.kind &&
      text === reference.text &&
      wasInjected(sidecarSet, subject),
  )
  const isGranted = decided.every(
    ({ verdict, binding }) => verdict === 'granted' && binding?.namespace === object?.namespace,
  )
  const isBrought = decided.some(({ via }) => via === undefined)
  return isGranted && isBrought ? decided : undefined
}

function wasInjected(sidecarSet: string, { decisions }: CopySubject): boolean {
  if (decisions === undefined) return true
  return decisions.some((decision) => decision.sidecarSet === sidecarSet && decision.outcome === 'injected')
}
