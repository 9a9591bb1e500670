import { issueCatalog } from '../../src/issue/index.js'

/** The table of issue codes with their meaning and an excerpt that draws each, in the order of the catalog. */
export function issueTable(): string {
  const rows = Object.entries(issueCatalog).map(([code, { summary, example }]) => [
    `\`${code}\``,
    escapeCell(summary).replaceAll('<', '\\<'),
    example.split('\n').map(codeSpan).join('<br>'),
  ])
  const table = [['code', 'what it means', 'an excerpt that draws it'], ['---', '---', '---'], ...rows]
  return `${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

/** One line of an excerpt. A cell of a table cannot hold several, nor a vertical bar. */
function codeSpan(line: string): string {
  const fence = line.includes('`') ? '``' : '`'
  return `${fence}${escapeCell(line)}${fence}`
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|')
}
