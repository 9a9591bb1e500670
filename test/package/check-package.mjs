// Packs the built library, installs it elsewhere and checks what a user would get. Run it after `npm run build`.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as checks from './checks.mjs'
import { checkEditor } from './editor.mjs'
import { checkJest } from './jest.mjs'
import { checkExpressions, checkSizes } from './sizes.mjs'
import { installPacked, removePacked, repository } from './packed.mjs'

if (!existsSync(join(repository, 'dist'))) {
  console.error('There is no dist: run `npm run build` first.')
  process.exit(1)
}

const steps = [
  ['packs what users load and read, and nothing else', checks.checkContents],
  ['has pages whose links lead somewhere', checks.checkLinks],
  ['packs every target of its exports', checks.checkExports],
  ['imports declared dependencies only, and nothing of Node', checks.checkImports],
  ['loads and works by import and by require', checks.checkLoading],
  ['has a command that runs', checks.checkCommand],
  ['has entries that share what they have in common', checks.checkEntries],
  ['makes no code from text', checks.checkCodeGeneration],
  ['works in Jest with its defaults', checkJest],
  ['has schemas that editors read', checkEditor],
  ['costs a page what it uses of it', checkSizes],
  ['reads regular expressions in a page as far as it says', checkExpressions],
  ['has types that compile as ES module, as CommonJS and for a bundler', checks.checkTypes],
  ['satisfies publint', checks.checkDescription],
  ['satisfies attw', checks.checkTypeResolution],
]

const packed = installPacked()
const failures = []
try {
  for (const [title, check] of steps) {
    try {
      await check(packed)
      console.log(`ok    the package ${title}`)
    } catch (error) {
      failures.push(title)
      console.log(`FAIL  the package ${title}\n${error instanceof Error ? error.message : error}`)
    }
  }
} finally {
  removePacked(packed)
}
process.exitCode = failures.length === 0 ? 0 : 1
