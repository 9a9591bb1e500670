/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  packageManager: 'npm',
  plugins: ['./test/mutation/in-process-runner.mjs', './test/mutation/survivors-reporter.mjs'],
  testRunner: 'in-process',
  concurrency: 1,
  tempDirName: 'coverage/mutation-sandbox',
  reporters: ['json', 'progress-append-only', 'survivors'],
  jsonReporter: { fileName: process.env.MUTATION_REPORT ?? 'coverage/mutation.json' },
  ignorePatterns: ['dist', 'coverage', 'docs', 'bench', 'examples', 'test/types', 'test/fuzz'],
  // Sentences are for people, and no test pins them. A wrong code does not compile: codes are closed unions.
  mutator: { excludedMutations: ['StringLiteral'] },
  // Constants of a module are computed once for all mutants; the runner would have to load everything for each of them.
  ignoreStatic: true,
  disableTypeChecks: false,
  timeoutMS: 30_000,
}
