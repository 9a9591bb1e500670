import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildBin, runProcess } from './built-bin.js'
import { repository, runCli } from './run-cli.js'

let bin = ''
beforeAll(async () => {
  bin = await buildBin()
})
afterAll(() => rmSync(dirname(bin), { recursive: true, force: true }))

const cwd = `${repository}fixtures/cli/shop`
const env = { SOURCE_DATE_EPOCH: '1767225600' }

test('the process answers as `run` does: stdout, stderr and exit code', async () => {
  for (const args of [
    ['inject', '-f', 'app.yaml', '-f', 'sidecarsets'],
    ['inject', '-f', 'nothing'],
    ['--help'],
  ]) {
    const { signal: _signal, ...result } = await runProcess(process.execPath, [bin, ...args], { cwd, env })
    expect(result).toEqual(await runCli(args))
  }
})

test('a reader that stops early is no error', async () => {
  const pods = Array.from(
    { length: 2000 },
    (_, index) => `apiVersion: v1\nkind: Pod\nmetadata: {name: p${index}}\n`,
  )
  const line = `"${process.execPath}" "${bin}" inject -q | head -n 1; echo "\${PIPESTATUS[0]}"`
  const { stdout, stderr } = await runProcess('bash', ['-c', line], { stdin: pods.join('---\n') })
  expect({ stdout, stderr }).toEqual({ stdout: 'apiVersion: v1\n0\n', stderr: '' })
})
