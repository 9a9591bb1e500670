import { injectorOptions, requestOptions } from '../inject/options.js'
import type { OptionTable } from '../options/index.js'
import type { ReportOptions } from './format-report.js'
import type { PodsContext } from './types.js'

const { sidecarSets: _sidecarSets, unreadable: _unreadable, ...clusterOptions } = injectorOptions

/** What `findMatchingPods` and `compareSidecarSets` take. */
export const podsContext: OptionTable<PodsContext> = {
  ...clusterOptions,
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
