import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../../', import.meta.url))
const source = (file: string): string => `${root}src/${file}.ts`

/** The fast tests that have something to say about a folder of src. Slow ones would run for each mutant. */
const tests: Readonly<Record<string, readonly string[]>> = {
  selector: ['test/selector/**/*.test.ts', 'test/inject/matching.test.ts'],
  reference: ['test/reference/**/*.test.ts', 'test/inject/policies.test.ts', 'test/validate/binding.test.ts'],
  inject: ['test/inject/**/*.test.ts', 'test/laws/volumes.test.ts', 'test/laws/patch.test.ts'],
}
const [folder = ''] = (process.env['MUTATION_FOLDER'] ?? '').split('/')

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^sidecarset$/, replacement: source('index') },
      { find: /^sidecarset\/update$/, replacement: source('update') },
      { find: /^sidecarset\/virtual-node$/, replacement: source('virtual-node') },
    ],
  },
  test: {
    include: [...(tests[folder] ?? Object.values(tests).flat())],
    setupFiles: ['test/setup.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 120_000,
  },
})
