import { profiles, type ProfileName } from '../../profile.js'
import { atMost, brokenRules, describeForm, type Mistakes } from './mistakes.js'

// The expressions below look for what is wrong instead of describing what is right: nothing in them repeats a group,
// so a text of any length takes time in proportion to it, and no stack.

const labelFault = /[^-a-z0-9]|^-|-$/
const subdomainFault = /[^-.a-z0-9]|^[-.]|[-.]$|[-.]\.|\.-/

const labelForm: string = describeForm({
  words:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  examples: ['my-name', '123-abc'],
  regex: '[a-z0-9]([-a-z0-9]*[a-z0-9])?',
})

const subdomainForm: string = describeForm({
  words:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  examples: ['example.com'],
  regex: '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*',
})

/**
 * What keeps a text from being a DNS label: 1 to 63 lower-case letters, digits and `-`, the latter neither first nor last.
 *
 * The profile decides about words only: where dots are all that is wrong, `v1.9.0` (Kubernetes 1.32) says so.
 *
 * @example dnsLabelMistakes('a.b', 'v1.9.0') // ['must not contain dots']
 */
export function dnsLabelMistakes(value: string, profile: ProfileName): Mistakes {
  const isWrong = value === '' || labelFault.test(value)
  const onlyHasDots = profiles[profile].kubernetes.namesDotsInLabels && isDnsSubdomainOfAnyLength(value)
  return brokenRules(atMost(63, value), [isWrong, onlyHasDots ? 'must not contain dots' : labelForm])
}

/**
 * What keeps a text from being a DNS subdomain: labels of any length joined by single dots, 1 to 253 bytes in all.
 * Kubernetes' object names are these. `namespace/name` is none.
 *
 * @example dnsSubdomainMistakes('a.b-c.d') // []
 */
export function dnsSubdomainMistakes(value: string): Mistakes {
  return brokenRules(atMost(253, value), [!isDnsSubdomainOfAnyLength(value), subdomainForm])
}

/** Whether a text is a DNS label. @example isDnsLabel('a.b') // false */
export function isDnsLabel(value: string): boolean {
  return value !== '' && value.length <= 63 && !labelFault.test(value)
}

/** Whether a text can be the name of a Kubernetes object. @example isObjectName('a.b') // true */
export function isObjectName(value: string): boolean {
  return dnsSubdomainMistakes(value).length === 0
}

function isDnsSubdomainOfAnyLength(value: string): boolean {
  return value !== '' && !subdomainFault.test(value)
}

const namePartFault = /[^-.\w]|^[-._]|[-._]$/

const namePartForm: string = describeForm({
  words:
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ['MyName', 'my.name', '123-abc'],
  regex: '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
})

const severalSlashes: string = `a qualified name ${namePartForm} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`

const labelValueForm: string = describeForm({
  words:
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ['MyValue', 'my_value', '12345'],
  regex: '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?',
})

/**
 * What keeps a text from being a qualified name, as the keys of labels are: an optional DNS subdomain and `/`, then 1 to
 * 63 letters, digits, `-`, `_` and `.`, the first and the last a letter or a digit.
 *
 * @example qualifiedNameMistakes('example.com/Team') // []
 * @example qualifiedNameMistakes('/Team')            // ['prefix part must be non-empty']
 */
export function qualifiedNameMistakes(value: string): Mistakes {
  const slash = value.indexOf('/')
  if (slash === -1) return namePartMistakes(value)
  if (value.includes('/', slash + 1)) return [severalSlashes]
  return [...prefixMistakes(value.slice(0, slash)), ...namePartMistakes(value.slice(slash + 1))]
}

/**
 * What keeps a text from being the key of an annotation: a qualified name, but capitals may stand in the prefix too.
 *
 * @example annotationKeyMistakes('Example.com/Team') // []
 */
export function annotationKeyMistakes(value: string): Mistakes {
  // Go lowers the dotted capital I to a plain i, JavaScript to an i with a dot of its own.
  return qualifiedNameMistakes(value.replaceAll('\u0130', 'i').toLowerCase())
}

/**
 * What keeps a text from being the value of a label: empty, or like the name part of a qualified name.
 *
 * @example labelValueMistakes('') // []
 */
export function labelValueMistakes(value: string): Mistakes {
  return brokenRules(atMost(63, value), [namePartFault.test(value), labelValueForm])
}

/** Whether a text can be the key of a label. @example isQualifiedName('a/b/c') // false */
export function isQualifiedName(value: string): boolean {
  return qualifiedNameMistakes(value).length === 0
}

/** Whether a text can be the key of an annotation. @example isAnnotationKey('A.io/b') // true */
export function isAnnotationKey(value: string): boolean {
  return annotationKeyMistakes(value).length === 0
}

/** Whether a text can be the value of a label. @example isLabelValue('a b') // false */
export function isLabelValue(value: string): boolean {
  return labelValueMistakes(value).length === 0
}

function prefixMistakes(prefix: string): Mistakes {
  if (prefix === '') return ['prefix part must be non-empty']
  return dnsSubdomainMistakes(prefix).map((mistake) => `prefix part ${mistake}`)
}

function namePartMistakes(name: string): Mistakes {
  const isEmpty = name === ''
  const [isTooLong, tooLong] = atMost(63, name)
  return brokenRules(
    [isEmpty, 'name part must be non-empty'],
    [isTooLong, `name part ${tooLong}`],
    [isEmpty || namePartFault.test(name), `name part ${namePartForm}`],
  )
}
