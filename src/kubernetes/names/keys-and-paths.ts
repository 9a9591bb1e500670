import { atMost, brokenRules, describeForm, type Mistakes, type Rule } from './mistakes.js'

const envVarNameForm: string = describeForm({
  words:
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  examples: ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1'],
  regex: '[-._a-zA-Z][-._a-zA-Z0-9]*',
})

const configKeyForm: string = describeForm({
  words: "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  examples: ['key.name', 'KEY_NAME', 'key-name'],
  regex: '[-._a-zA-Z0-9]+',
})

const cIdentifierForm: string = describeForm({
  words:
    "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'",
  examples: ['my_name', 'MY_NAME', 'MyName'],
  regex: '[A-Za-z_][A-Za-z0-9_]*',
})

/**
 * What keeps a text from being the name of an environment variable: letters, digits, `-`, `_` and `.`, at least one, no
 * digit first, neither `.` nor starting with `..`.
 *
 * @example envVarNameMistakes('MY_VAR.1') // []
 * @example envVarNameMistakes('..a')      // ["must not start with '..'"]
 */
export function envVarNameMistakes(value: string): Mistakes {
  return brokenRules([!/^[-._a-zA-Z][-.\w]*$/.test(value), envVarNameForm], ...dotRules(value))
}

/**
 * What keeps a text from being a key of a ConfigMap or a Secret: 1 to 253 letters, digits, `-`, `_` and `.`, neither `.`
 * nor starting with `..`.
 *
 * @example configMapKeyMistakes('tls.crt') // []
 */
export function configMapKeyMistakes(value: string): Mistakes {
  return brokenRules(atMost(253, value), [!/^[-.\w]+$/.test(value), configKeyForm], ...dotRules(value))
}

/**
 * What keeps a text from being an identifier of the language C: a letter or `_`, then letters, digits and `_`.
 *
 * @example cIdentifierMistakes('my_name') // []
 */
export function cIdentifierMistakes(value: string): Mistakes {
  return brokenRules([!/^[A-Za-z_]\w*$/.test(value), cIdentifierForm])
}

/** A key may become a file, so it must not mean a directory nor climb out of one. */
function dotRules(value: string): readonly Rule[] {
  return [
    [value === '.', "must not be '.'"],
    [value === '..', "must not be '..'"],
    [value.startsWith('..') && value !== '..', "must not start with '..'"],
  ]
}

/**
 * What keeps a text from being a relative path: it must not start with `/`, and no element may be `..`, which is one
 * mistake however many there are. Empty is fine.
 *
 * @example relativePathMistakes('a/../../b') // ["must not contain '..'"]
 */
export function relativePathMistakes(value: string): Mistakes {
  return brokenRules(...relativeRules(value))
}

/**
 * What keeps a text from being a path for a file of a volume: a relative path whose first element does not start with
 * `..` either, since such names (`..data`) are what the kubelet itself writes there.
 *
 * @example localPathMistakes('..data') // ["must not start with '..'"]
 * @example localPathMistakes('../a')   // ["must not contain '..'"]
 */
export function localPathMistakes(value: string): Mistakes {
  const isReserved = value.startsWith('..') && !value.startsWith('../')
  return brokenRules(...relativeRules(value), [isReserved, "must not start with '..'"])
}

/** Whether some element of a path is `..`. @example hasParentElement('/a/..b') // false */
export function hasParentElement(path: string): boolean {
  return path.split('/').includes('..')
}

function relativeRules(value: string): readonly Rule[] {
  return [
    [value.startsWith('/'), 'must be a relative path'],
    [hasParentElement(value), "must not contain '..'"],
  ]
}
