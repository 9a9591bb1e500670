// Prints what was measured as a table of Markdown.

/** @import { Goal, Measured, Row } from './rows.mjs' */

/** @typedef {Pick<Row, 'title' | 'unit' | 'goal'> & Measured} Result */

/**
 * Whether a result is as good as its goal; undefined where there is none.
 *
 * @param {Result} result
 */
export function isMet({ goal, value }) {
  if (goal === undefined) return undefined
  return 'atMost' in goal ? value.median <= goal.atMost : value.median >= goal.atLeast
}

/**
 * @param {readonly Result[]} results
 * @returns {string}
 */
export function formatTable(results) {
  const rows = results.map((result) => [
    result.title,
    `${round(result.value.median)} ${result.unit}`,
    `${round(result.value.low)} to ${round(result.value.high)}`,
    formatGoal(result.goal),
    { true: 'yes', false: 'NO', undefined: '' }[`${isMet(result)}`],
    result.note ?? '',
  ])
  return alignColumns([['work', 'measured', 'middle half', 'goal', 'met', 'median times'], ...rows])
}

/** @param {Goal | undefined} goal */
function formatGoal(goal) {
  if (goal === undefined) return ''
  return 'atMost' in goal ? `at most ${round(goal.atMost)}` : `at least ${round(goal.atLeast)}`
}

/** Three digits that count. @param {number} value */
function round(value) {
  return value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value.toFixed(value >= 0.1 ? 2 : 3)
}

/** @param {readonly (readonly (string | undefined)[])[]} rows the first is the head */
function alignColumns(rows) {
  const [head = []] = rows
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const lines = rows.map((row) => `| ${widths.map((width, i) => (row[i] ?? '').padEnd(width)).join(' | ')} |`)
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}
