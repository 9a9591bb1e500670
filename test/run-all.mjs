// `npm test`: every check, two at a time, since most of them use one core. Each prints its output when it is done.
import { spawn } from 'node:child_process'

/** Scripts of package.json. Those of one lane run one after the other, and stop at the first that fails. */
const lanes = [
  ['lint', 'build', 'test:package', 'test:types'],
  ['typecheck', 'test:unit'],
]

const started = performance.now()
const results = await Promise.all(lanes.map(runLane))
const failed = results.flat().filter(({ ok }) => !ok)
console.log(
  failed.length === 0
    ? `\nAll checks passed in ${seconds(started)} s.`
    : `\nFailed: ${failed.map(({ script }) => script).join(', ')}.`,
)
process.exitCode = failed.length === 0 ? 0 : 1

async function runLane(scripts) {
  const done = []
  for (const script of scripts) {
    const result = await runScript(script)
    done.push(result)
    if (!result.ok) break
  }
  return done
}

function runScript(script) {
  const began = performance.now()
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const child = spawn(npm, ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const ok = code === 0
      console.log(`\n${ok ? 'ok  ' : 'FAIL'}  npm run ${script} (${seconds(began)} s)`)
      process.stdout.write(ok ? tailOf(output) : Buffer.concat(output))
      resolve({ script, ok })
    })
  })
}

/** The end of what a script printed that succeeded: its summary. */
function tailOf(output) {
  const lines = Buffer.concat(output).toString().trimEnd().split('\n')
  return `${lines.slice(-10).join('\n')}\n`
}

function seconds(since) {
  return ((performance.now() - since) / 1000).toFixed(0)
}
