import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const source = (file: string): string => fileURLToPath(new URL(`./src/${file}.ts`, import.meta.url))

/** What `npm run test:quick` leaves out: what draws thousands of cases, measures, replays records, compiles or spawns. */
const thorough = [
  'test/{docs,examples,laws,lint,package,recorded}/**',
  'test/**/*.{properties,recorded}.test.ts',
  'test/**/{hostile,laws,process,size}.test.ts',
  'test/{public-types,walkthrough}.test.ts',
  'test/security/{08,09,10,11,13,14,15}-*.test.ts',
  'test/security/oracle.test.ts',
  'test/workload/inject-workload.test.ts',
  'test/explain/{pods,format-matrix,format-report}.test.ts',
  'test/manifest/parse-yaml.test.ts',
  'test/update/identity.test.ts',
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
