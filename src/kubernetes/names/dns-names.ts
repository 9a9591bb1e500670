import { newestProfileName, profiles, type ProfileName } from '../../profile.js'
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
  return dnsLabelMistakes(value, newestProfileName).length === 0
}

/** Whether a text can be the name of a Kubernetes object. @example isObjectName('a.b') // true */
export function isObjectName(value: string): boolean {
  return dnsSubdomainMistakes(value).length === 0
}

function isDnsSubdomainOfAnyLength(value: string): boolean {
  return value !== '' && !subdomainFault.test(value)
}
