import { validateResourcesExpression } from '../inject/plan/resources-policy/expression.js'
import type { IssueCollector } from '../issue/index.js'
import { compileGoRegexp } from '#go-regexp'
import type {
  ObjectFieldSelector,
  ResourcesExpr,
  SidecarContainer,
  TransferEnvVar,
} from '../manifest/api-types.js'
import { isNativeSidecar } from '../sidecarset/hash.js'
import { quote } from '../text/visible.js'
import { requireChoice, requireText } from '../kubernetes/field-checks.js'
import { isKeyedPath, reportKeyMistakes, splitFieldPath } from './env.js'

/** Values of `podInjectPolicy`. */
export const injectPolicies: readonly string[] = ['BeforeAppContainer', 'AfterAppContainer']
/** Values of `shareVolumePolicy.type`. */
export const sharePolicies: readonly string[] = ['enabled', 'disabled']

/**
 * Reports what is wrong with the fields that only a SidecarSet has, in one of its `containers`, defaulted.
 * Nobody judges these fields of init containers.
 */
export function validateSidecarPolicies(container: SidecarContainer, issues: IssueCollector): void {
  requireChoice(issues.at('podInjectPolicy'), container.podInjectPolicy ?? '', injectPolicies, 'invalid')
  const share = container.shareVolumePolicy?.type ?? ''
  requireChoice(issues.at('shareVolumePolicy', 'type'), share, sharePolicies, 'invalid')
  validateTransferSources(container, issues)
}

/**
 * Reports `sourceContainerNameFrom` without `fieldRef`, on which the defaulting webhook of OpenKruise crashes. Where else
 * an init container takes its variables from, nobody judges.
 */
export function validateInitTransfer({ transferEnv = [] }: SidecarContainer, issues: IssueCollector): void {
  transferEnv.forEach(({ sourceContainerNameFrom: source }, index) => {
    if (source !== undefined && source.fieldRef === undefined)
      issues.at('transferEnv', index, 'sourceContainerNameFrom', 'fieldRef').error('required', needsFieldRef)
  })
}

const needsFieldRef = 'sourceContainerNameFrom needs a fieldRef, or write sourceContainerName'

function validateTransferSources(container: SidecarContainer, issues: IssueCollector): void {
  container.transferEnv?.forEach((transfer, index) =>
    validateTransfer(transfer, issues.at('transferEnv', index, 'sourceContainerNameFrom', 'fieldRef')),
  )
}

function validateTransfer({ sourceContainerNameFrom: source }: TransferEnvVar, issues: IssueCollector): void {
  if (source === undefined) return
  if (source.fieldRef === undefined) issues.error('required', needsFieldRef)
  else validateSourceField(source.fieldRef, issues.at('fieldPath'))
}

const example = "metadata.annotations['main-container']"

function validateSourceField(
  { apiVersion = '', fieldPath = '' }: ObjectFieldSelector,
  issues: IssueCollector,
): void {
  if (!requireText(issues, fieldPath, `name a label or an annotation of the Pod, such as ${example}`)) return
  const split = splitFieldPath(fieldPath)
  if (apiVersion !== 'v1')
    issues.error('invalid', `apiVersion ${quote(apiVersion)} has no such field; leave apiVersion out`)
  else if (!isKeyedPath(split))
    issues.error(
      'invalid',
      `${quote(fieldPath)} is not possible here; name a label or an annotation, such as ${example}`,
    )
  else reportKeyMistakes(issues, split)
}

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
  if (compiled.ok) return
  if (compiled.isUnsupported)
    issues.error('not-supported', `${quote(text)} cannot be checked: ${compiled.message}`)
  else
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
