import type { IssueCollector } from '../../../issue/index.js'
import { annotationKeyMistakes, qualifiedNameMistakes } from '../../../kubernetes/names/index.js'
import { reportMistakes } from '../field-checks.js'

/** A path to a field of a Pod, as `fieldRef` writes it. */
export interface PodFieldPath {
  /** All of it, or what stands in front of the key. */
  readonly path: string
  /** What stands in `['...']` at the end. */
  readonly key?: string
}

/**
 * Splits a path of a `fieldRef`. It has a key when it ends in `']` and holds `['` after at least one character; the key
 * is all between the first `['` and the end.
 *
 * @example splitFieldPath("metadata.labels['app']") // { path: 'metadata.labels', key: 'app' }
 * @example splitFieldPath('spec.nodeName')          // { path: 'spec.nodeName' }
 */
export function splitFieldPath(text: string): PodFieldPath {
  const open = text.slice(0, -2).indexOf("['")
  if (!text.endsWith("']") || open <= 0) return { path: text }
  return { path: text.slice(0, open), key: text.slice(open + 2, -2) }
}

/** Whether a path leads to one label or one annotation. */
export function isKeyedPath({ path, key }: PodFieldPath): boolean {
  return key !== undefined && (path === 'metadata.labels' || path === 'metadata.annotations')
}

/** Reports a key in a path that no label, or no annotation, can have. */
export function reportKeyMistakes(issues: IssueCollector, { path, key = '' }: PodFieldPath): void {
  const mistakes = path === 'metadata.labels' ? qualifiedNameMistakes(key) : annotationKeyMistakes(key)
  reportMistakes(issues, key, mistakes)
}
