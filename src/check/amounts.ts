import { createIssueCollector, type IssueCollector } from '../issue/index.js'
import { parseQuantity } from '../kubernetes/quantity/index.js'
import type { ResourceRequirements } from '../manifest/api-types.js'
import { newestProfileName } from '../profile.js'
import { isJsonObject, type JsonObject, valueAt } from '../read/index.js'
import { validateResources } from '../validate/resources.js'
import { validationRules } from '../validate/rules.js'
import type { PodSubject } from './subject.js'

/**
 * Requests and limits are amounts that fit together: what a `resourcesPolicy` computes need not be. The rules are those by
 * which Kubernetes judges a SidecarSet's own containers.
 */
export function checkAmounts({ containers }: PodSubject, issues: IssueCollector): void {
  for (const { value, path, title, list } of containers) {
    const resources = valueAt(value, 'resources')
    if (!isJsonObject(resources) || list === 'ephemeralContainers') continue
    const found = createIssueCollector()
    for (const kind of ['limits', 'requests'] as const)
      for (const [name, amount] of Object.entries(amountsOf(resources, kind)))
        if (parseQuantity(amount) === undefined)
          found.at(kind, name).error('invalid-quantity', `${name} is no amount`)
    const amounts = { limits: amountsOf(resources, 'limits'), requests: amountsOf(resources, 'requests') }
    validateResources(amounts as ResourceRequirements, found, validationRules[newestProfileName])
    for (const issue of found.list)
      issues
        .at(...path, 'resources', ...issue.path)
        .error('requests-above-limits', `${title}: ${issue.message}; the API server refuses the Pod`)
  }
}

/** Amounts of a right type; the API server cannot read others, and neither would it ask anybody about the Pod. */
function amountsOf(
  resources: JsonObject,
  kind: 'limits' | 'requests',
): Readonly<Record<string, string | number>> {
  const amounts = valueAt(resources, kind)
  return Object.fromEntries(
    Object.entries(isJsonObject(amounts) ? amounts : {}).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  )
}
