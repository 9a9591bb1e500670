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
