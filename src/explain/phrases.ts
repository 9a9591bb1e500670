import type { InjectionReport } from '../inject/report-types.js'
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

/**
 * What a report is about, as people write it: the workload with its kind, else the Pod. What a name begins with ends in
 * a dash, and is shown with a `*`: the API server appends to it.
 */
export function subjectPath({ workload, pod }: Pick<InjectionReport, 'workload' | 'pod'>): string {
  const { kind, namespace, name } = workload ?? pod
  const shown = name.endsWith('-') ? `${name}*` : name
  const path = [namespace, shown].filter((part) => part !== undefined && part !== '').join('/')
  return workload === undefined ? path : `${kind} ${path}`
}
