import type { IssueCollector } from '../issue/index.js'
import {
  configMapKeyMistakes,
  dnsSubdomainMistakes,
  envVarNameMistakes,
  annotationKeyMistakes,
  qualifiedNameMistakes,
} from '../kubernetes/names/index.js'
import type {
  ConfigMapKeySelector,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  ObjectFieldSelector,
  ResourceFieldSelector,
} from '../manifest/api-types.js'
import { suggestObjectName, closestWord } from '../text/suggestions.js'
import { reportMistakes, requireText, describeChoice } from '../kubernetes/field-checks.js'
import type { ValidationRules } from './rules.js'
import { quote, quoteAll } from '../text/visible.js'

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

/** Fields of a Pod that a fieldRef can name at all. Each place where one stands supports some of them. */
const convertible: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.labels',
  'metadata.annotations',
  'spec.nodeName',
  'spec.host',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.podIP',
  'status.podIPs',
]

const keyed: readonly string[] = ["metadata.labels['key']", "metadata.annotations['key']"]

const inEnv: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.host',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIP',
  'status.podIPs',
]

const inVolumes: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.labels',
  'metadata.annotations',
]

/** Reports what is wrong with the field of a Pod that an env variable takes its value from. */
function validateEnvFieldRef(
  fieldRef: ObjectFieldSelector,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  validateFieldRef(fieldRef, issues, rules, [...inEnv, ...rules.laterEnvFieldPaths])
}

/** Reports what is wrong with the field of a Pod that becomes a file of a volume. */
export function validateVolumeFieldRef(
  fieldRef: ObjectFieldSelector,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  validateFieldRef(fieldRef, issues, rules, inVolumes)
}

function validateFieldRef(
  { apiVersion = '', fieldPath }: ObjectFieldSelector,
  issues: IssueCollector,
  rules: ValidationRules,
  supported: readonly string[],
): void {
  const place = issues.at('fieldPath')
  if (!requireText(place, fieldPath, 'name a field of the Pod, such as metadata.name')) return
  const split = splitFieldPath(fieldPath)
  if (apiVersion !== 'v1')
    place.error('invalid', `apiVersion ${quote(apiVersion)} has no such field; leave apiVersion out`)
  else if (isKeyedPath(split)) reportKeyMistakes(place, split)
  else if (![...convertible, ...rules.laterEnvFieldPaths].includes(fieldPath))
    place.error('invalid', describeField(fieldPath, supported))
  else if (!supported.includes(fieldPath)) place.error('not-supported', describeField(fieldPath, supported))
}

function describeField(fieldPath: string, supported: readonly string[]): string {
  const meant = closestWord(fieldPath, supported)
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`
  const takes = [...supported.filter((path) => path !== 'spec.host'), ...keyed].join(', ')
  return `${quote(fieldPath)} cannot be read here; there are ${takes}${hint}`
}

/** A path to a field of a Pod, as `fieldRef` writes it. */
export interface PodFieldPath {
  /** All of it, or what stands in front of the key. */
  readonly path: string
  /** What stands in `['...']` at the end. */
  readonly key?: string
}

/**
 * Splits a path of a `fieldRef`. It has a key when it ends in `']` and holds `['` after at least one character; the key
 * is all between the first `['` and the end.
 *
 * @example splitFieldPath("metadata.labels['app']") // { path: 'metadata.labels', key: 'app' }
 * @example splitFieldPath('spec.nodeName')          // { path: 'spec.nodeName' }
 */
export function splitFieldPath(text: string): PodFieldPath {
  const open = text.slice(0, -2).indexOf("['")
  if (!text.endsWith("']") || open <= 0) return { path: text }
  return { path: text.slice(0, open), key: text.slice(open + 2, -2) }
}

/** Whether a path leads to one label or one annotation. */
export function isKeyedPath({ path, key }: PodFieldPath): boolean {
  return key !== undefined && (path === 'metadata.labels' || path === 'metadata.annotations')
}

/** Reports a key in a path that no label, or no annotation, can have. */
export function reportKeyMistakes(issues: IssueCollector, { path, key = '' }: PodFieldPath): void {
  const mistakes = path === 'metadata.labels' ? qualifiedNameMistakes(key) : annotationKeyMistakes(key)
  reportMistakes(issues, key, mistakes)
}

const computed: readonly string[] = ['cpu', 'memory', 'ephemeral-storage']
const supported: readonly string[] = ['limits', 'requests'].flatMap((side) =>
  computed.map((name) => `${side}.${name}`),
)
const cpuDivisors: readonly string[] = ['1m', '1']
const byteDivisors: readonly string[] = [
  '1',
  ...['1k', '1M', '1G', '1T', '1P', '1E'],
  ...['1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'],
]

/**
 * Reports what is wrong with a reference to an amount of resources.
 *
 * @param where in a container's env the container may be left out, in a volume not
 */
export function validateResourceFieldRef(
  { containerName, resource, divisor = '0' }: ResourceFieldSelector,
  issues: IssueCollector,
  where: 'container' | 'volume',
): void {
  const name = resource ?? ''
  const hasContainer =
    where === 'container' ||
    requireText(issues.at('containerName'), containerName, 'name the container whose resources are meant')
  if (hasContainer && requireText(issues.at('resource'), resource, 'name a resource, such as limits.cpu'))
    if (!isSupported(name)) issues.at('resource').error('not-supported', describeChoice(name, supported))
  const divisors = divisorsOf(name)
  if (divisors !== undefined && divisor !== '0' && !divisors.includes(String(divisor)))
    issues
      .at('divisor')
      .error(
        'invalid',
        `${quote(String(divisor))} cannot divide ${name}; the divisors are ${quoteAll(divisors)}`,
      )
}

function isSupported(resource: string): boolean {
  return supported.includes(resource) || isHugePages(resource)
}

function isHugePages(resource: string): boolean {
  return /^(?:limits|requests)\.hugepages-/.test(resource)
}

/** The divisors of a resource; undefined where nobody asks. */
function divisorsOf(resource: string): readonly string[] | undefined {
  if (resource === 'limits.cpu' || resource === 'requests.cpu') return cpuDivisors
  return isSupported(resource) ? byteDivisors : undefined
}
