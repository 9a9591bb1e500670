import type { IssueCollector } from '../issue/index.js'
import { isIntegerWithin, isPortNumber, type Mistakes } from './names/index.js'
import { closestWord } from '../text/suggestions.js'
import { quote, quoteAll } from '../text/visible.js'

// The small checks of which the rules are made. Each reports at the place of the collector it is given, and says in its
// message what is wrong and what would be right.

/**
 * Reports `required` where there is no text.
 *
 * @param need what is missing and what to write, as a sentence without a full stop
 * @returns whether there is a text
 */
export function requireText(
  issues: IssueCollector,
  value: string | undefined,
  need: string,
): value is string {
  if (value !== undefined && value !== '') return true
  issues.error('required', `is missing: ${need}`)
  return false
}

/** Reports `required` where a list is absent or empty. */
export function requireItems(
  issues: IssueCollector,
  list: readonly unknown[] | undefined,
  need: string,
): void {
  if (list === undefined || list.length === 0) issues.error('required', `is missing: ${need}`)
}

/**
 * Reports `invalid` for each mistake in the form of a value.
 *
 * @param instead what to write, where something can be suggested
 */
export function reportMistakes(
  issues: IssueCollector,
  value: string,
  mistakes: Mistakes,
  instead?: string | undefined,
): void {
  const hint = instead === undefined ? '' : `; write for example ${quote(instead)}`
  for (const mistake of mistakes) issues.error('invalid', `${quote(value)}: ${mistake}${hint}`)
}

/** Reports `not-supported` (or another code) unless the value is one of those that the field takes. */
export function requireChoice(
  issues: IssueCollector,
  value: string,
  choices: readonly string[],
  code: 'not-supported' | 'invalid' = 'not-supported',
): void {
  if (!choices.includes(value)) issues.error(code, describeChoice(value, choices))
}

/** What is wrong with a value that is none of the choices. */
export function describeChoice(value: string, choices: readonly string[]): string {
  const allowed = choices.filter((choice) => choice !== '')
  const named = allowed.filter((choice) => value.split(/[^A-Za-z]+/).includes(choice))
  const takes = `${value === '' ? 'nothing' : quote(value)} is not supported; the field takes ${quoteAll(allowed)}`
  if (named.length > 1) return `${takes}: write one of them`
  const meant = closestWord(value, allowed)
  return meant === undefined ? takes : `${takes}; did you mean ${quote(meant)}?`
}

/** Reports `invalid` unless a number, where there is one, is a whole one within bounds. */
export function requireWithin(
  issues: IssueCollector,
  value: number | undefined,
  bounds: readonly [least: number, most: number],
): void {
  const [least, most] = bounds
  if (value === undefined || isIntegerWithin(value, least, most)) return
  issues.error('invalid', `${value} is not within ${least} and ${most}`)
}

/** Reports `invalid` unless a number is one of a port. */
export function requirePortNumber(issues: IssueCollector, port: number): void {
  if (!isPortNumber(port)) issues.error('invalid', `${port} is no port; ports are from 1 to 65535`)
}

/** Whether a check reports no error. What is checked must report to the same walk as the collector. */
export function reportsNoError(issues: IssueCollector, check: () => void): boolean {
  const before = issues.list.length
  check()
  return issues.list.slice(before).every(({ severity }) => severity !== 'error')
}
