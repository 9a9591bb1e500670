import { reasonCatalog } from '../../src/inject/decide/reasons.js'

/** The table of reason codes, in the order of the catalog. */
export function reasonTable(): string {
  const rows = Object.entries(reasonCatalog).map(([code, { summary, outcomes, facts }]) => [
    `\`${code}\``,
    outcomes.map((outcome) => `\`${outcome}\``).join(', '),
    summary,
    facts.map((fact) => `\`${fact}\``).join(', '),
  ])
  const table = [['reason', 'outcome', 'what it means', 'facts'], ['---', '---', '---', '---'], ...rows]
  return `${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}
