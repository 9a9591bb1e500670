import { readFileSync, writeFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

/** Built in, so that whoever installs the library does not get what only the command needs. */
const builtIn = ['yaml', 'diff', 'tinyglobby', 'fdir', 'picomatch']

const licences = builtIn.map(
  (name) =>
    `Parts of ${name} are built in:\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trimEnd()}\n`,
)

/** The command `sidecarset`, beside the library: it imports the built entries, as any program does. */
export default defineConfig({
  entry: { sidecarset: 'src/cli/main.ts' },
  outDir: 'dist/cli',
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  splitting: true,
  clean: true,
  noExternal: builtIn,
  banner: {
    // picomatch is CommonJS, and asks for modules of Node.
    js: "import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)",
  },
  esbuildOptions(options) {
    options.alias = { yaml: './node_modules/yaml/browser/index.js' }
    options.chunkNames = '[name]-[hash]'
  },
  esbuildPlugins: [
    {
      name: 'library-entries',
      setup(build) {
        build.onResolve({ filter: /^(?:\.\.\/)+(?:index|update|virtual-node)\.js$/ }, ({ path }) => ({
          path: `../${path.split('/').at(-1) ?? ''}`,
          external: true,
        }))
      },
    },
  ],
  onSuccess: () => {
    writeFileSync('dist/cli/LICENSES.txt', licences.join('\n'))
    return Promise.resolve()
  },
})
