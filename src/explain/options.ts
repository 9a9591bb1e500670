import { injectorOptions, requestOptions } from '../inject/options.js'
import { formatOptions, withoutOptions, type OptionTable } from '../options/index.js'
import type { IssuesFormat } from './format-issues.js'
import type { MatrixFormat } from './format-matrix.js'
import type { ReportOptions } from './format-report.js'
import type { PodsContext } from './types.js'

/** What `findMatchingPods` and `compareSidecarSets` take. */
export const podsContext: OptionTable<PodsContext> = {
  ...withoutOptions(injectorOptions, 'sidecarSets', 'unreadable'),
  namespace: requestOptions.namespace,
  random: requestOptions.random,
}

/** What `formatReport` and `formatComparison` take. */
export const reportOptions: OptionTable<ReportOptions> = {
  ...formatOptions,
  format: { kind: 'choice', values: ['text', 'markdown', 'json'] },
  verbose: { kind: 'boolean' },
}

/** What `formatIssues` takes. */
export const issuesFormat: OptionTable<IssuesFormat> = {
  ...formatOptions,
  sources: {
    kind: 'any',
    of: [
      { kind: 'text' },
      { kind: 'object', of: 'a text with its name' },
      { kind: 'list', of: 'texts, or texts with their names' },
    ],
  },
}

/** What `formatMatrix` takes. */
export const matrixFormat: OptionTable<MatrixFormat> = {
  ...formatOptions,
  onlyNear: { kind: 'boolean' },
}
