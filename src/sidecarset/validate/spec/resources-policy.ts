import type { IssueCollector } from '../../../issue/index.js'
import { compileGoRegexp } from '../../../kubernetes/go-regexp.js'
import { validateResourcesExpression } from '../../../inject/plan/resources-policy/index.js'
import type { ResourcesExpr, SidecarContainer } from '../../../manifest/api-types.js'
import { isNativeSidecar } from '../../hash.js'
import { requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'

const sides = ['limits', 'requests'] as const
const resources = ['cpu', 'memory'] as const

/** Reports what is wrong with a container's `resourcesPolicy`, where it has one. Older versions do not know the field. */
export function validateResourcesPolicy(
  container: SidecarContainer,
  role: 'container' | 'init',
  issues: IssueCollector,
): void {
  const policy = container.resourcesPolicy
  if (policy === undefined) return
  if (role === 'init' && !isNativeSidecar(container))
    issues.error(
      'invalid',
      'an init container can have a resourcesPolicy only with restartPolicy: Always; leave it out',
    )
  if (sides.some((side) => container.resources?.[side] !== undefined)) {
    issues.error('invalid', 'resources and resourcesPolicy exclude each other; leave out one of the two')
    return
  }
  validateNameRegex(policy.targetContainersNameRegex, issues.at('targetContainersNameRegex'))
  validateExpressions(policy.resourcesExpr ?? {}, issues.at('resourcesExpr'))
}

function validateNameRegex(text: string | undefined, issues: IssueCollector): void {
  if (!requireText(issues, text, 'write which containers count by their names; .* is all of them')) return
  const compiled = compileGoRegexp(text)
  if (!compiled.ok)
    issues.error('invalid', `${quote(text)} is no regular expression as Go reads them: ${compiled.message}`)
}

function validateExpressions(expressions: ResourcesExpr, issues: IssueCollector): void {
  if (expressions.limits === undefined && expressions.requests === undefined)
    issues.error(
      'invalid',
      'write expressions under limits, requests or both, such as limits: {cpu: cpu*50%}',
    )
  for (const side of sides)
    for (const resource of resources) {
      const text = expressions[side]?.[resource] ?? ''
      const mistake = text === '' ? undefined : validateResourcesExpression(text, resource)
      if (mistake !== undefined)
        issues
          .at(side, resource)
          .error('invalid', `${quote(text)}, tried with 1 for ${resource}: ${mistake.message}`)
    }
}
