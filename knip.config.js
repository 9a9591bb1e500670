/**
 * What `npm run lint` asks: no files, exports, types or dependencies that nobody uses.
 *
 * @type {import('knip').KnipConfig}
 */
export default {
  workspaces: {
    '.': {
      entry: [
        'src/{index,update,virtual-node}.ts',
        'test/**/*.test.ts',
        'test/{package,security}/**/*.mjs',
        'bench/*.mjs',
        'examples/**/*.{js,mjs,ts}',
        'scripts/*',
      ],
      project: ['src/**/*.ts', 'test/**/*.ts', 'lint/*.js', 'docs/generate/*.ts', 'scripts/*'],
      // Programs that test/package/check-package.mjs runs, and what pages of docs import.
      ignoreDependencies: ['@arethetypeswrong/cli', 'publint', 'express', '@types/express'],
    },
    'test/mutation': {
      entry: ['*.mjs'],
      // The script runs one of them. The other comes with Vitest.
      ignoreDependencies: ['@stryker-mutator/core', '@vitest/expect'],
      stryker: false,
    },
    'test/fuzz': { entry: ['*.mjs'] },
    'test/types': { entry: ['*.{ts,mjs}'] },
  },
  ignore: ['test/package/consumer/**'],
  ignoreExportsUsedInFile: true,
  // Two functions may take the same table of options, each under its own name.
  exclude: ['duplicates'],
}
