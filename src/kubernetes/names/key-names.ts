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
