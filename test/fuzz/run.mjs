// Coverage-guided fuzzing of the built library:
//   npm run fuzz -- --seconds 60 --target manifests --seed 1
// Without --target each target gets its share of the time. What breaks a promise is written to test/fuzz/findings.
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readCorpus, readWalkthrough } from './corpus.mjs'
import { createCoverageMap } from './coverage.mjs'
import { loadInstrumented } from './load-instrumented.mjs'
import { mutate } from './mutate.mjs'
import { createTargets } from './targets.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    target: { type: 'string' },
    seed: { type: 'string', default: '1' },
    slow: { type: 'string', default: '2000' },
  },
})

const { library, counters } = loadInstrumented()
const targets = createTargets(library, readWalkthrough())
const corpus = readCorpus()
const names = values.target === undefined ? Object.keys(targets) : [values.target]
if (names.some((name) => targets[name] === undefined))
  throw new Error(`no target ${values.target}; there are ${Object.keys(targets).join(', ')}`)

let failures = 0
for (const name of names) {
  const result = fuzz(name, (Number(values.seconds) * 1000) / names.length)
  failures += result.findings
  console.log(
    `${name}: ${result.runs} inputs, ${result.kept} kept of ${corpus[name].length} at the start, ` +
      `${result.covered} places reached, ${result.findings} findings`,
  )
}
process.exitCode = failures === 0 ? 0 : 1

/** Feeds a target with changed inputs and keeps those that reach something new, until the time is over. */
function fuzz(name, milliseconds) {
  const random = randomFrom(Number(values.seed))
  const coverage = createCoverageMap(counters)
  const inputs = [...corpus[name]]
  const known = new Set()
  for (const input of inputs) attempt(name, input, coverage, known)
  const end = performance.now() + milliseconds
  let runs = 0
  while (performance.now() < end) {
    const text = mutate(inputs[random(inputs.length)], inputs[random(inputs.length)], random)
    if (attempt(name, text, coverage, known) > 0) inputs.push(text)
    runs += 1
  }
  return { runs, kept: inputs.length, covered: coverage.covered(), findings: known.size }
}

/** How much news one input brought. An error of a kind not seen before, or a run beyond all patience, is a finding. */
function attempt(name, text, coverage, known) {
  coverage.reset()
  const start = performance.now()
  try {
    targets[name](text)
    if (performance.now() - start > Number(values.slow)) report(name, text, new Error('too slow'), known)
  } catch (error) {
    report(name, text, error, known)
  }
  return coverage.takeNews()
}

function report(name, text, error, known) {
  const key = `${error.name} ${String(error.stack).split('\n').slice(1, 3).join(' ')}`
  if (known.has(key)) return
  known.add(key)
  const folder = new URL('findings/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const file = new URL(`${name}-${known.size}.txt`, folder)
  writeFileSync(file, text)
  console.log(
    `${name}: ${error.name}: ${String(error.message).slice(0, 300)}\n  input: ${file.pathname}\n  ${key}`,
  )
}

function randomFrom(seed) {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
