import type { Volume } from '../../../manifest/api-types.js'
import { closestWord } from '../text/closest-word.js'
import { quote } from '../text/quote.js'

/** Says of a name that no volume of the SidecarSet has it, and what to do about that. */
export function describeMissingVolume(name: string, volumes: ReadonlyMap<string, Volume>): string {
  const meant = closestWord(name, [...volumes.keys()])
  const hint =
    meant === undefined
      ? "declare it under spec.volumes; what the Pod's author declares does not count here"
      : `did you mean ${quote(meant)}?`
  return `there is no valid volume ${quote(name)} in this SidecarSet; ${hint}`
}
