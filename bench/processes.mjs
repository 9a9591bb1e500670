// What can only be measured in a fresh process: memory, and the time to load the package.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { spreadOf } from './measure.mjs'

/** @import { Row } from './rows.mjs' */

/** @param {readonly string[]} args */
function runNode(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

const memoryScript = fileURLToPath(new URL('memory.mjs', import.meta.url))

/**
 * @param {number} rounds
 * @param {string} [mode]
 */
function memoryRatio(rounds, mode = 'fresh') {
  const measured = Array.from({ length: rounds }, () => {
    /** @type {{ manifests: number, injector: number }} */
    const { manifests, injector } = JSON.parse(runNode(['--expose-gc', memoryScript, mode]))
    return { ratio: injector / manifests, manifests, injector }
  })
  const [first] = measured
  const megabytes = (/** @type {number | undefined} */ bytes) => `${((bytes ?? 0) / 1e6).toFixed(1)} MB`
  return {
    value: spreadOf(measured.map(({ ratio }) => ratio)),
    note: `${megabytes(first?.injector)} beside ${megabytes(first?.manifests)}`,
  }
}

/** @type {Row} */
export const memoryRow = {
  title: 'memory of an injector with 10,000 SidecarSets',
  unit: '× parsed manifests',
  goal: { atMost: 4 },
  measure: async ({ rounds }) => memoryRatio(Math.min(rounds, 3)),
}

/** @type {Row} */
export const warmMemoryRow = {
  title: 'memory once each of them was injected',
  unit: '× parsed manifests',
  measure: async () => memoryRatio(1, 'warm'),
}

const library = new URL('../dist/index.js', import.meta.url).href

/** @type {Row} */
export const importRow = {
  title: 'import of the package',
  unit: 'ms above an empty script',
  goal: { atMost: 60 },
  measure: async ({ rounds }) => {
    const times = Array.from({ length: rounds + 1 }, () => ({
      empty: millisecondsOf(''),
      library: millisecondsOf(`import ${JSON.stringify(library)}`),
    })).slice(1)
    const [empty, full] = [times.map((time) => time.empty), times.map((time) => time.library)]
    const note = `${spreadOf(full).median.toFixed(0)} ms against ${spreadOf(empty).median.toFixed(0)} ms`
    return { value: spreadOf(times.map((time) => time.library - time.empty)), note }
  },
}

/** @param {string} script */
function millisecondsOf(script) {
  const start = process.hrtime.bigint()
  runNode(['--input-type=module', '--eval', script])
  return Number(process.hrtime.bigint() - start) / 1e6
}
