import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const source = (file: string): string => fileURLToPath(new URL(`./src/${file}.ts`, import.meta.url))

/** What `npm run test:quick` leaves out: everything that draws thousands of cases, replays records or compiles pages. */
const thorough = [
  'test/docs/**',
  'test/laws/**',
  'test/lint/**',
  'test/package/**',
  'test/recorded/**',
  'test/**/*.properties.test.ts',
  'test/**/*.recorded.test.ts',
  'test/**/{laws,hostile}.test.ts',
  'test/inject/facts.test.ts',
]

export default defineConfig(({ mode }) => ({
  resolve: {
    alias: [
      { find: /^#go-regexp$/, replacement: source('kubernetes/go-regexp') },
      { find: /^sidecarset$/, replacement: source('index') },
      { find: /^sidecarset\/update$/, replacement: source('update') },
      { find: /^sidecarset\/virtual-node$/, replacement: source('virtual-node') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(mode === 'quick' ? thorough : [])],
    setupFiles: ['test/setup.ts'],
    // The core keeps no state that could change an answer, so files may share one copy of it: loading it for each of
    // them takes as long as running them.
    pool: 'threads',
    isolate: false,
    // Some tests walk through hundreds of recorded cases; a slow machine is no failure.
    testTimeout: 120_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary'] },
  },
}))
