// A test runner for Stryker. Vitest's loads the library anew for each mutant, which takes seconds; mutants are switched on
// by a global variable, so that one process which has everything loaded can try them all.
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core'
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin'
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { transform } from 'esbuild'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { filesIn, testsOf } from './tests-of.mjs'

const urlOf = (file) => pathToFileURL(resolve(file)).href

/** What the files import by name and has to be found in the sandbox. */
const substitutes = {
  vitest: 'test/mutation/vitest-shim.mjs',
  sidecarset: 'src/index.js',
  'sidecarset/update': 'src/update.js',
  'sidecarset/virtual-node': 'src/virtual-node.js',
  'fast-check': 'test/mutation/fast-check-shim.mjs',
  '#go-regexp': 'src/kubernetes/go-regexp.js',
}

/** Each module of TypeScript as JavaScript beside it: imports name the `.js` file already. */
async function compile(file) {
  const { code } = await transform(await readFile(file, 'utf8'), { loader: 'ts', format: 'esm' })
  const linked = code.replaceAll(/(from |import )"([^"]+)"/g, (whole, keyword, name) =>
    Object.hasOwn(substitutes, name) ? `${keyword}"${urlOf(substitutes[name])}"` : whole,
  )
  await writeFile(file.replace(/\.ts$/, '.js'), linked)
}

class InProcessRunner {
  static inject = []
  #tests = []
  #times = new Map()
  /** What the mutated code looks at to know which mutant is on. */
  stryker = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {})

  capabilities() {
    return { reloadEnvironment: false }
  }

  async init() {
    await Promise.all([...filesIn('src', '.ts'), ...filesIn('test', '.ts')].map(compile))
    const { loading, registered } = await import(urlOf(substitutes.vitest))
    await import(urlOf('test/setup.js'))
    for (const file of testsOf(process.env.MUTATION_FOLDER)) {
      loading.file = file
      await import(urlOf(file.replace(/\.ts$/, '.js')))
    }
    this.#tests = registered
  }

  async dryRun() {
    const tests = []
    for (const test of this.#tests) {
      this.stryker.currentTestId = test.id
      tests.push(await this.#run(test))
    }
    this.stryker.currentTestId = undefined
    for (const { id, timeSpentMs } of tests) this.#times.set(id, timeSpentMs)
    // The cheapest first: most mutants die by one of them.
    this.#tests.sort((a, b) => this.#times.get(a.id) - this.#times.get(b.id))
    return { status: DryRunStatus.Complete, tests, mutantCoverage: this.stryker.mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    Object.assign(this.stryker, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit })
    const tests = []
    const wanted = testFilter && new Set(testFilter)
    for (const test of this.#tests) {
      if (wanted !== undefined && !wanted.has(test.id)) continue
      const result = await this.#run(test)
      tests.push(result)
      if (result.status === TestStatus.Failed) break
    }
    const { hitCount } = this.stryker
    Object.assign(this.stryker, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined })
    const timeout = determineHitLimitReached(hitCount, hitLimit)
    return toMutantRunResult(timeout ?? { status: DryRunStatus.Complete, tests })
  }

  async #run({ id, name, run }) {
    const began = performance.now()
    const result = (status, more) => ({ id, name, status, timeSpentMs: performance.now() - began, ...more })
    try {
      await run()
      return result(TestStatus.Success)
    } catch (error) {
      return result(TestStatus.Failed, { failureMessage: String(error?.message ?? error).slice(0, 2000) })
    }
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)]
