import type { IssueCollector } from '../../../issue/index.js'
import { isPercent } from '../../../kubernetes/names/index.js'
import type { SidecarSetUpdateStrategy, UpdateScatterTerm } from '../../../manifest/api-types.js'
import { quote } from '../../../text/quote.js'
import type { ValidationRules } from '../validation-rules.js'
import { validatePriorityStrategy } from './priority-strategy.js'
import { validateSidecarSelector } from './sidecar-selector.js'

/** Reports what is wrong with an update strategy, defaulted. Nothing of it is judged unless its type is `RollingUpdate`. */
export function validateUpdateStrategy(
  strategy: SidecarSetUpdateStrategy,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  if (strategy.type !== 'RollingUpdate') return
  validateAmount(strategy.partition, issues.at('partition'))
  validateAmount(strategy.maxUnavailable, issues.at('maxUnavailable'))
  if (strategy.selector !== undefined) {
    validateSidecarSelector(strategy.selector, issues.at('selector'))
    if (rules.refusesPartitionBesideSelector && strategy.partition !== 0)
      issues
        .at('partition')
        .error('invalid', 'selector and partition exclude each other; leave out one of the two')
  }
  validateScatter(strategy.scatterStrategy ?? [], issues.at('scatterStrategy'))
  if (strategy.priorityStrategy !== undefined)
    validatePriorityStrategy(strategy.priorityStrategy, issues.at('priorityStrategy'), rules)
}

/** A number of Pods, or a share of them. */
function validateAmount(amount: number | string | undefined, issues: IssueCollector): void {
  if (typeof amount === 'number' && amount < 0)
    issues.error('invalid', `${amount} is negative; write a number of Pods, or a percentage such as 20%`)
  if (typeof amount === 'string' && !isPercent(amount))
    issues.error(
      'invalid',
      `${quote(amount)} is no percentage; write a percentage such as 20%, or a number without quotes`,
    )
}

function validateScatter(terms: readonly UpdateScatterTerm[], issues: IssueCollector): void {
  const seen = new Set<string>()
  terms.forEach(({ key = '', value = '' }, index) => {
    const pair = JSON.stringify([key, value])
    if (key === '') issues.error('required', `entry ${index} needs the key of a label`)
    else if (seen.has(pair))
      issues.error('duplicate', `entry ${index}: ${quote(`${key}=${value}`)} comes again`)
    seen.add(pair)
  })
}
