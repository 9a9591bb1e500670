// The packed library in Jest 30, with nothing configured.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import typescript from 'typescript'
import { installLocked } from '../install-locked.mjs'
import { run } from './packed.mjs'

const project = fileURLToPath(new URL('jest', import.meta.url))

/** `require` works, and so does `import` as TypeScript compiles it for CommonJS. */
export function checkJest({ root }) {
  installLocked(project)
  const source = readFileSync(join(root, 'imports.mjs'), 'utf8')
  const compilerOptions = { module: typescript.ModuleKind.CommonJS, target: typescript.ScriptTarget.ES2022 }
  const { outputText } = typescript.transpileModule(source, { compilerOptions })
  writeFileSync(join(root, 'imports.test.js'), outputText)
  writeFileSync(join(root, 'package.json'), '{ "private": true }')
  const jest = join(project, 'node_modules/jest/bin/jest.js')
  run(process.execPath, [jest, '--ci', '--no-cache', '--rootDir', root], { cwd: root })
}
