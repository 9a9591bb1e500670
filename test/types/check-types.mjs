// `npm run test:types`: the Pods and workloads of five type libraries go through the public functions without a cast, with
// and without exactOptionalPropertyTypes. The libraries are large, so they are installed here and not with the rest.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { installLocked } from '../install-locked.mjs'

const folder = fileURLToPath(new URL('.', import.meta.url))

installLocked(folder)
const failures = [true, false].flatMap(checkWith)
for (const failure of failures) console.log(failure)
console.log(failures.length === 0 ? 'The types of five libraries go in and come out.' : 'FAIL')
process.exitCode = failures.length === 0 ? 0 : 1

/**
 * What the compiler says to the file that uses the libraries. Their own declarations are not asked about: they do not
 * compile by themselves with skipLibCheck off. kubernetes-models has optional properties that contradict its interfaces
 * under exactOptionalPropertyTypes, pepr and client-node mention packages that they do not bring. The declarations of
 * this package do, which test/package checks.
 */
function checkWith(exactOptionalPropertyTypes) {
  const file = join(folder, 'tsconfig.json')
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(file, ts.sys.readFile).config,
    ts.sys,
    folder,
  )
  const program = ts.createProgram(fileNames, { ...options, exactOptionalPropertyTypes })
  return fileNames
    .flatMap((name) => {
      const source = program.getSourceFile(name)
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    })
    .map((diagnostic) => describe(diagnostic, exactOptionalPropertyTypes))
}

function describe({ file, start, messageText }, exactOptionalPropertyTypes) {
  const line = file.getLineAndCharacterOfPosition(start).line + 1
  const setting = exactOptionalPropertyTypes ? 'exactOptionalPropertyTypes' : 'optional properties as usual'
  return `clients.ts:${line} (${setting}): ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
}
