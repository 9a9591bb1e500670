import type { IssueCollector } from '../../../issue/index.js'
import {
  configMapKeyMistakes,
  dnsSubdomainMistakes,
  envVarNameMistakes,
} from '../../../kubernetes/names/index.js'
import type { ConfigMapKeySelector, EnvVar, EnvVarSource } from '../../../manifest/api-types.js'
import { reportMistakes, requireText } from '../field-checks.js'
import { suggestObjectName } from '../../../text/suggest-name.js'
import type { ValidationRules } from '../validation-rules.js'
import { validateEnvFieldRef } from './field-ref.js'
import { validateResourceFieldRef } from './resource-field-ref.js'

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'] as const
const sourceNames: string = sources.join(', ')

/** Reports what is wrong with a container's env variables. The same name twice is nothing wrong. */
export function validateEnv(
  variables: readonly EnvVar[] | undefined,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  variables?.forEach((variable, index) => {
    const place = issues.at(index)
    if (requireText(place.at('name'), variable.name, 'a variable needs a name, such as LOG_LEVEL'))
      reportMistakes(place.at('name'), variable.name, envVarNameMistakes(variable.name))
    if (variable.valueFrom === undefined) return
    validateSourceCount(variable, place.at('valueFrom'))
    validateSource(variable.valueFrom, place.at('valueFrom'), rules)
  })
}

function validateSourceCount({ value = '', valueFrom = {} }: EnvVar, issues: IssueCollector): void {
  const given = sources.filter((source) => valueFrom[source] !== undefined)
  if (given.length === 0) issues.error('invalid', `names no source; write one of ${sourceNames}`)
  else if (value !== '')
    issues.error('invalid', 'value and valueFrom exclude each other; leave out one of the two')
  else if (given.length > 1) issues.error('invalid', `has ${given.join(' and ')}; a variable has one source`)
}

function validateSource(source: EnvVarSource, issues: IssueCollector, rules: ValidationRules): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = source
  if (fieldRef !== undefined) validateEnvFieldRef(fieldRef, issues.at('fieldRef'), rules)
  if (resourceFieldRef !== undefined)
    validateResourceFieldRef(resourceFieldRef, issues.at('resourceFieldRef'), 'container')
  if (configMapKeyRef !== undefined) validateKeyRef(configMapKeyRef, issues.at('configMapKeyRef'))
  if (secretKeyRef !== undefined) validateKeyRef(secretKeyRef, issues.at('secretKeyRef'))
}

/** One key of a ConfigMap or a Secret. */
function validateKeyRef({ name = '', key }: ConfigMapKeySelector, issues: IssueCollector): void {
  reportObjectName(issues.at('name'), name, dnsSubdomainMistakes(name))
  if (requireText(issues.at('key'), key, 'name the key whose value the variable is to have'))
    reportMistakes(issues.at('key'), key, configMapKeyMistakes(key))
}

/** Reports the mistakes in an object's name, and explains the form that only volumes may have. */
export function reportObjectName(issues: IssueCollector, name: string, mistakes: readonly string[]): void {
  if (mistakes.length > 0 && name.includes('/'))
    issues.error(
      'invalid',
      `${JSON.stringify(name)}: env reads objects of the Pod's own namespace only; namespace/name works in volumes`,
    )
  else reportMistakes(issues, name, mistakes, suggestObjectName(name))
}
