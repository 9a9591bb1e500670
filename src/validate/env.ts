import type { IssueCollector } from '../issue/index.js'
import { configMapKeyMistakes, dnsSubdomainMistakes, envVarNameMistakes } from '../kubernetes/names/index.js'
import type { ConfigMapKeySelector, EnvFromSource, EnvVar, EnvVarSource } from '../manifest/api-types.js'
import { suggestObjectName } from '../text/suggestions.js'
import { reportMistakes, requireText } from '../kubernetes/field-checks.js'
import { validateEnvFieldRef, validateResourceFieldRef } from './field-ref.js'
import type { ValidationRules } from './rules.js'

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
function reportObjectName(issues: IssueCollector, name: string, mistakes: readonly string[]): void {
  if (mistakes.length > 0 && name.includes('/'))
    issues.error(
      'invalid',
      `${JSON.stringify(name)}: env reads objects of the Pod's own namespace only; namespace/name works in volumes`,
    )
  else reportMistakes(issues, name, mistakes, suggestObjectName(name))
}

const kinds = ['configMapRef', 'secretRef'] as const

/** Reports what is wrong with the ConfigMaps and Secrets whose keys all become variables. */
export function validateEnvFrom(sources: readonly EnvFromSource[] | undefined, issues: IssueCollector): void {
  sources?.forEach((source, index) => {
    const place = issues.at(index)
    const prefix = source.prefix ?? ''
    if (prefix !== '') reportMistakes(place.at('prefix'), prefix, envVarNameMistakes(prefix))
    if (kinds.filter((kind) => source[kind] !== undefined).length !== 1)
      place.error('invalid', 'an entry names one object; write either configMapRef or secretRef')
    for (const kind of kinds) {
      const name = source[kind]?.name
      if (source[kind] !== undefined && requireText(place.at(kind, 'name'), name, 'name the object to read'))
        reportObjectName(place.at(kind, 'name'), name, dnsSubdomainMistakes(maskTrailingDash(name)))
    }
  })
}

/** Kubernetes judges these names as if something were to be added to them, so a `-` may stand at the end. */
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name
}
