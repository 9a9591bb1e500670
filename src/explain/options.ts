import { injectorOptions, requestOptions } from '../inject/options.js'
import { withoutOptions, type OptionTable } from '../options/index.js'
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
  format: { kind: 'choice', values: ['text', 'markdown', 'json'] },
  color: { kind: 'boolean' },
  width: { kind: 'number', least: 1 },
  limit: { kind: 'integer', least: 0 },
  maxLength: { kind: 'integer', least: 0 },
  verbose: { kind: 'boolean' },
}
