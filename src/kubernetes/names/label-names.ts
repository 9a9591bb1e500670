import { dnsSubdomainMistakes } from './dns-names.js'
import { atMost, brokenRules, describeForm, type Mistakes } from './mistakes.js'

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
