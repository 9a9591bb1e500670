import { createIssueCollector, SidecarSetError } from '../issue/index.js'
import { compareUtf8 } from '../kubernetes/utf8.js'
import type { LabelSelector } from '../manifest/api-types.js'
import { type Labels, readLabel } from './labels.js'
import { readSelector } from './read-selector.js'
import { compileRequirement, formatRequirements, requirementsOf } from './requirement.js'
import { findSelectorFaults, reportFaults } from './validate-label-selector.js'
import { newestProfileName } from '../profile.js'

/** A selector made ready for matching. Immutable; use it for any number of objects. */
export interface CompiledLabelSelector {
  /** Whether labels are as the selector wants them. Null and undefined are no labels. */
  matches(labels: Labels | null | undefined): boolean
  /** The selector in the notation of kubectl's `--selector`, its parts sorted by key. */
  toString(): string
}

const matchesNothing: CompiledLabelSelector = { matches: () => false, toString: () => '' }

/**
 * Compiles a label selector, as strictly as Kubernetes reads one.
 *
 * 1. A missing selector matches nothing, an empty one everything. Both print as the empty text, as in Kubernetes.
 * 2. Everything in `matchLabels` and `matchExpressions` must hold.
 * 3. `In`, `NotIn`: the label's value is, or is not, listed. A label that is absent fits `NotIn`, and never `In`.
 * 4. `Exists`, `DoesNotExist`: only the key counts; a label with an empty value is there.
 *
 * For what OpenKruise does with a malformed selector see `compileLenientSelector`.
 *
 * @throws SidecarSetError with an issue for everything that `validateLabelSelector` would report for `v1.9.0`
 * @see k8s.io/apimachinery, LabelSelectorAsSelector
 * @example
 * const selector = compileLabelSelector({ matchLabels: { app: 'web' },
 *   matchExpressions: [{ key: 'legacy', operator: 'DoesNotExist' }] })
 * selector.matches({ app: 'web', tier: 'db' }) // true
 * selector.toString()                          // 'app=web,!legacy'
 */
export function compileLabelSelector(selector: LabelSelector | null | undefined): CompiledLabelSelector {
  if (selector === null || selector === undefined) return matchesNothing
  const reading = readSelector(selector)
  const issues = createIssueCollector()
  reportFaults(findSelectorFaults(reading, newestProfileName), issues)
  if (issues.hasErrors()) throw new SidecarSetError('selector', issues.list)

  const requirements = [...requirementsOf(reading)].sort((a, b) => compareUtf8(a.key, b.key))
  const tests = requirements.map((each) => ({ key: each.key, test: compileRequirement(each) }))
  return {
    matches: (labels) => tests.every(({ key, test }) => test(readLabel(labels, key))),
    toString: () => formatRequirements(requirements),
  }
}

/**
 * Whether labels are as a selector wants them. To match one selector with many objects, compile it.
 *
 * @throws SidecarSetError as `compileLabelSelector` does
 * @example matchesLabelSelector({ matchLabels: { app: 'web' } }, { app: 'web' }) // true
 */
export function matchesLabelSelector(
  selector: LabelSelector | null | undefined,
  labels: Labels | null | undefined,
): boolean {
  return compileLabelSelector(selector).matches(labels)
}
