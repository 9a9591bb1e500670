import { isIntegerWithin } from './numbers.js'
import { atMost, brokenRules, type Mistakes } from './mistakes.js'

/** Whether a value is the number of a port: an integer from 1 to 65535. @example isPortNumber(8080) // true */
export function isPortNumber(value: unknown): value is number {
  return isIntegerWithin(value, 1, 65535)
}

/**
 * What keeps a text from being the name of a port: at most 15 lower-case letters, digits and `-`, with a letter among
 * them, no two `-` side by side, none first or last.
 *
 * @example portNameMistakes('http')  // []
 * @example portNameMistakes('8080')  // ['must contain at least one letter (a-z)']
 */
export function portNameMistakes(value: string): Mistakes {
  return brokenRules(
    atMost(15, value),
    [!/^[-a-z0-9]+$/.test(value), 'must contain only lower-case letters (a-z), digits (0-9) and hyphens (-)'],
    [!/[a-z]/.test(value), 'must contain at least one letter (a-z)'],
    [value.includes('--'), 'must not contain two hyphens in a row'],
    [/^-|-$/.test(value), 'must not begin or end with a hyphen'],
  )
}

/**
 * What keeps a value from naming the port of a probe: a port number, or a text that is a port name. So the text `8080`
 * is wrong. What is absent counts as 0, and what is neither number nor text is wrong too.
 *
 * @example portOrNameMistakes('http') // []
 * @example portOrNameMistakes(0)      // ['must be between 1 and 65535']
 */
export function portOrNameMistakes(value: unknown): Mistakes {
  if (typeof value === 'string') return portNameMistakes(value)
  return brokenRules([!isPortNumber(value), 'must be between 1 and 65535'])
}
