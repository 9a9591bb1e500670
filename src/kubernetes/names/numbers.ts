import { atMost, brokenRules, type Mistakes } from './mistakes.js'

/** Whether a value is an integer within bounds, both included. @example isIntegerWithin(3, 1, 3) // true */
export function isIntegerWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}

/** Whether a value is the id of a user or a group: an integer from 0 to 2147483647. @example isUserOrGroupId(-1) // false */
export function isUserOrGroupId(value: unknown): value is number {
  return isIntegerWithin(value, 0, 2147483647)
}

/** Whether a value is the mode of a file: an integer from 0 to 0777 octal. @example isFileMode(0o644) // true */
export function isFileMode(value: unknown): value is number {
  return isIntegerWithin(value, 0, 0o777)
}

/** Whether a text is a percentage: digits and `%`; there is no upper bound. @example isPercent('150%') // true */
export function isPercent(value: string): boolean {
  return /^[0-9]+%$/.test(value)
}

/** Whether a text can be the name of an HTTP header: letters, digits and `-`. @example isHeaderName('X-A') // true */
export function isHeaderName(value: string): boolean {
  return /^[-A-Za-z0-9]+$/.test(value)
}

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
