import { nameList, type Line } from '../text/document.js'

/** Names of SidecarSets within a sentence; a long list is cut. */
export function setNames(sets: readonly { readonly sidecarSet: string }[], most = 5): Line {
  const names = sets.slice(0, most).map(({ sidecarSet }) => sidecarSet)
  const rest = sets.length - names.length
  const noun = sets.length === 1 ? 'SidecarSet ' : 'SidecarSets '
  return [noun, ...nameList(names), ...(rest > 0 ? [` and ${rest} more`] : [])]
}

/** A count with its noun. @example plural(2, 'change') // '2 changes' */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
