import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { defineConfig } from 'tsup'
import { writeSchemas } from './scripts/generate-schemas.mjs'
import { pureInitializers } from './scripts/pure-initializers.js'

const entry = {
  index: 'src/index.ts',
  update: 'src/update.ts',
  'virtual-node': 'src/virtual-node.ts',
}

/**
 * The files that know a library. Each becomes a chunk of its own, since a bundler keeps the import of a library for as
 * long as it keeps the file that has it: a page that reads no YAML is to load no js-yaml.
 */
const libraries = {
  'libraries/fastest-levenshtein': 'src/text/suggestions.ts',
  'libraries/fast-json-patch': 'src/patch/fast-json-patch.ts',
  'libraries/js-yaml': 'src/manifest/yaml/js-yaml.ts',
  'libraries/re2js': 'src/kubernetes/go-regexp.ts',
  'libraries/simple-regexp': 'src/kubernetes/simple-regexp.ts',
  'libraries/zod': 'src/manifest/schema/api-shapes.ts',
}

/**
 * Built in, and so development dependencies: what little is used of zod, since its files take longer to load than the
 * library itself; and @noble/hashes, since it is ES modules only, which `require` in Jest cannot load.
 */
const builtIn = ['zod', '@noble/hashes']

const licences = builtIn.map(
  (name) =>
    `Parts of ${name} are built in:\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trimEnd()}\n`,
)

export default defineConfig({
  entry: { ...entry, ...libraries },
  format: ['esm', 'cjs'],
  dts: { entry },
  clean: true,
  target: 'es2022',
  platform: 'neutral',
  treeshake: true,
  // What the entries share is there once, so that an error of one is an instance of the other's class.
  splitting: true,
  esbuildPlugins: [pureInitializers],
  sourcemap: false,
  // package.json says under `imports` which of the two above it is.
  external: ['#go-regexp'],
  noExternal: builtIn.map((name) => new RegExp(`^${name}(/|$)`)),
  outExtension: ({ format }) => ({ js: format === 'cjs' ? '.cjs' : '.js' }),
  // A file of its own: as a comment it would come back in every page that uses a part.
  onSuccess: () => {
    writeFileSync('dist/LICENSES.txt', licences.join('\n'))
    writeSchemas(pathToFileURL('./'))
    return Promise.resolve()
  },
})
