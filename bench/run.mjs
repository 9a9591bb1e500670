// Measures everything and prints one table of ratios against goals. `npm run bench`, `npm run bench -- --json`;
// `npm run bench:smoke` runs each row once, to see that it works. Goals are never enforced: machines differ.
import { cpus } from 'node:os'
import { importRow, memoryRow, warmMemoryRow } from './processes.mjs'
import { comparisons, goals } from './rows.mjs'
import { formatTable, isMet } from './table.mjs'

/** @import { Result } from './table.mjs' */

const isSmoke = process.argv.includes('--smoke')
const asJson = process.argv.includes('--json')
const effort = isSmoke ? { rounds: 1, milliseconds: 1 } : { rounds: 15, milliseconds: 40 }

const results = {
  goals: await measureAll([...goals, memoryRow, importRow]),
  comparisons: await measureAll([...comparisons, warmMemoryRow]),
}
console.log(asJson ? formatJson() : formatText())

/**
 * One row after the other, each in its own rounds: rows differ too much in size to share a heap.
 *
 * @param {readonly import('./rows.mjs').Row[]} rows
 */
async function measureAll(rows) {
  /** @type {Result[]} */
  const measured = []
  for (const { measure, ...row } of rows) {
    if (!asJson) process.stderr.write(`\r\u001b[K${row.title}`)
    measured.push({ ...row, ...(await measure(effort)) })
  }
  if (!asJson) process.stderr.write('\r\u001b[K')
  return measured
}

function formatText() {
  const machine = `Node ${process.version}, ${cpus()[0]?.model ?? process.arch}`
  const baseline = 'The baseline of a request is JSON.parse of its text and JSON.stringify of the answer.'
  return [machine, baseline, '', formatTable(results.goals), '', formatTable(results.comparisons)].join('\n')
}

function formatJson() {
  const withVerdict = (/** @type {Result} */ result) => ({ ...result, met: isMet(result) })
  const { goals, comparisons } = results
  return JSON.stringify(
    { node: process.version, cpu: cpus()[0]?.model, goals: goals.map(withVerdict), comparisons },
    undefined,
    2,
  )
}
