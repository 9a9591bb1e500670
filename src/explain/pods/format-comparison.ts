import { renderDocument } from '../document/render-document.js'
import type { ReportOptions } from '../format-report.js'
import { comparisonDocument } from './comparison-document.js'
import type { SidecarSetComparison } from './types.js'

/**
 * Renders what a change of a SidecarSet means, for people: for example as a comment on the pull request that makes it.
 * Pods that nothing changes for are counted, not listed. The options are those of `formatReport`.
 *
 * @example formatComparison(compareSidecarSets(before, after, pods), { format: 'markdown' })
 */
export function formatComparison(comparison: SidecarSetComparison, options: ReportOptions = {}): string {
  return options.format === 'json'
    ? `${JSON.stringify(comparison, null, 2)}\n`
    : renderDocument(comparisonDocument(comparison), options)
}
