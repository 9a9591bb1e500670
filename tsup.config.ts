import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

/**
 * What little is used of zod is built in, since its files take longer to load than the library itself. That makes it a
 * development dependency.
 */
const licenceOfZod = readFileSync('node_modules/zod/LICENSE', 'utf8')

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  clean: true,
  target: 'es2022',
  platform: 'neutral',
  treeshake: true,
  splitting: false,
  sourcemap: false,
  noExternal: ['zod'],
  footer: { js: `/*!\nParts of this file are taken from zod:\n\n${licenceOfZod}*/` },
  outExtension: ({ format }) => ({ js: format === 'cjs' ? '.cjs' : '.js' }),
})
