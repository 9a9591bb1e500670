// `npm run test:mutation [folder ...]`: mutation tests of folders of src, one after the other. See README.md.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const stryker = fileURLToPath(new URL('node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url))
const folders = process.argv.length > 2 ? process.argv.slice(2) : ['selector', 'reference', 'inject']

/** Below this share of killed mutants the run fails. */
const wanted = 85

// A run takes an hour or more. It leaves the processor to whoever wants it.
setPriority(19)
mkdirSync(`${root}coverage`, { recursive: true })
for (const folder of folders) {
  const report = `coverage/mutation-${folder.replaceAll('/', '-')}.json`
  const { status } = spawnSync(
    process.execPath,
    [stryker, 'run', 'test/mutation/stryker.config.mjs', '--mutate', `src/${folder}/**/*.ts`],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, MUTATION_FOLDER: folder, MUTATION_REPORT: report },
    },
  )
  if (status !== 0) process.exit(status ?? 1)
  if (!printScore(folder, `${root}${report}`)) process.exitCode = 1
}

/** Prints the score of a folder. Returns whether it will do. */
function printScore(folder, report) {
  const { files } = JSON.parse(readFileSync(report, 'utf8'))
  const mutants = Object.values(files).flatMap((file) => file.mutants)
  const having = (...statuses) => mutants.filter(({ status }) => statuses.includes(status))
  const killed = having('Killed', 'Timeout')
  const missed = having('Survived', 'NoCoverage')
  const score = (100 * killed.length) / (killed.length + missed.length)
  console.log(`src/${folder}: ${score.toFixed(1)} % of ${killed.length + missed.length} mutants killed`)
  return score >= wanted
}
