import type { IssueCollector } from '../../../issue/index.js'
import type { ObjectFieldSelector } from '../../../manifest/api-types.js'
import { requireText } from '../field-checks.js'
import { isKeyedPath, reportKeyMistakes, splitFieldPath } from '../spec/field-paths.js'
import { closestWord } from '../../../text/closest-word.js'
import { quote } from '../../../text/quote.js'
import type { ValidationRules } from '../validation-rules.js'

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
export function validateEnvFieldRef(
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
