import { createIssueCollector, toFieldPath, type IssueCollector } from '../../../issue/index.js'
import type { UpdatePriorityStrategy, UpdatePriorityWeightTerm } from '../../../manifest/api-types.js'
import { validateLabelSelector } from '../../../selector/index.js'
import type { ValidationRules } from '../validation-rules.js'
import { isEmptySelector } from './sidecar-selector.js'

/**
 * Reports what is wrong with a priority strategy. Everything is reported at the strategy itself, as the reference does;
 * the message says at which entry.
 */
export function validatePriorityStrategy(
  strategy: UpdatePriorityStrategy,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  const { orderPriority = [], weightPriority = [] } = strategy
  if (orderPriority.length > 0 && weightPriority.length > 0)
    issues.error('required', 'orderPriority and weightPriority exclude each other; leave out one of the two')
  weightPriority.forEach((term, index) => validateWeight(term, `weightPriority[${index}]`, issues, rules))
  orderPriority.forEach(({ orderedKey = '' }, index) => {
    if (orderedKey === '')
      issues.error(
        'required',
        `orderPriority[${index}].orderedKey: name the label whose value gives the order`,
      )
  })
}

function validateWeight(
  term: UpdatePriorityWeightTerm,
  place: string,
  issues: IssueCollector,
  { profile }: ValidationRules,
): void {
  const { weight = 0, matchSelector = {} } = term
  if (weight < 0 || weight > 100)
    issues.error('required', `${place}.weight: ${weight} is not within 0 and 100`)
  if (isEmptySelector(matchSelector))
    issues.error('required', `${place}.matchSelector is empty; write which Pods have this weight`)
  const inside = createIssueCollector(undefined, ['matchSelector'])
  validateLabelSelector(matchSelector, inside, { profile })
  for (const { path, message } of inside.list)
    issues.error('required', `${place}.${toFieldPath(path)}: ${message}`)
}
