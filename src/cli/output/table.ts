import type { Context } from '../context.js'
import { paint } from './paint.js'

/** Columns under their heads. The last column is as long as it is. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { color }: Pick<Context, 'color'>,
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === head.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return `${[paint(line(head), 'bold', color), ...rows.map(line)].join('\n')}\n`
}
