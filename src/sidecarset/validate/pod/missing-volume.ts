import { closestWord } from '../../../text/closest-word.js'
import { quote } from '../../../text/quote.js'
import type { ContainerContext } from './judged-pod.js'

/** Says of a name that no volume of the SidecarSet counts for it, and what to do about that. */
export function describeMissingVolume(name: string, { volumes, declared }: ContainerContext): string {
  if (name !== '' && declared.has(name))
    return `volume ${quote(name)} does not count, since it has mistakes of its own; mend those`
  const meant = closestWord(name, [...volumes.keys()])
  const hint =
    meant === undefined
      ? "declare it under spec.volumes (to see what the Pod's own containers mount, write shareVolumePolicy: {type: enabled})"
      : `did you mean ${quote(meant)}?`
  return `this SidecarSet has no volume ${quote(name)}; ${hint}`
}
