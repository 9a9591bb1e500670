import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

/**
 * Built in, and so development dependencies: what little is used of zod, since its files take longer to load than the
 * library itself; and @noble/hashes, since it is ES modules only, which `require` in Jest cannot load.
 */
const builtIn = ['zod', '@noble/hashes']

const licences = builtIn.map(
  (name) =>
    `Parts of this file may be taken from ${name}:\n\n${readFileSync(`node_modules/${name}/LICENSE`, 'utf8')}`,
)

export default defineConfig({
  entry: ['src/index.ts', 'src/update.ts', 'src/virtual-node.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  clean: true,
  target: 'es2022',
  platform: 'neutral',
  treeshake: true,
  // What the entries share is there once, so that an error of one is an instance of the other's class.
  splitting: true,
  sourcemap: false,
  noExternal: builtIn.map((name) => new RegExp(`^${name}(/|$)`)),
  footer: { js: `/*!\n${licences.join('\n')}*/` },
  outExtension: ({ format }) => ({ js: format === 'cjs' ? '.cjs' : '.js' }),
})
