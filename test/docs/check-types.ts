import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { readCodeBlocks, type CodeBlock } from './markdown-blocks.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * What the compiler says to the TypeScript blocks of Markdown files, with the page and the line in it. Blocks share scopes
 * as they do when they are run. All files are compiled together, since most of the time goes into the package's types.
 */
export function findTypeErrors(urls: readonly URL[]): readonly string[] {
  const texts = new Map(urls.flatMap((url) => programsOf(url)))
  const options = readOptions()
  const host = ts.createCompilerHost(options)
  const readReal = host.readFile.bind(host)
  const existsReal = host.fileExists.bind(host)
  host.readFile = (name) => texts.get(name) ?? readReal(name)
  host.fileExists = (name) => texts.has(name) || existsReal(name)
  host.getSourceFile = (name, target) => {
    const text = host.readFile(name)
    return text === undefined ? undefined : ts.createSourceFile(name, text, target)
  }
  const program = ts.createProgram([...texts.keys()], options, host)
  return [...texts.keys()].flatMap((name) => describeErrors(program, name))
}

function readOptions(): ts.CompilerOptions {
  const file = `${root}tsconfig.test.json`
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(file, ts.sys.readFile).config,
    ts.sys,
    root,
  )
  return { ...options, noEmit: true, noUnusedLocals: false, moduleDetection: ts.ModuleDetectionKind.Force }
}

/** One module a scope. Each line stands where it stands in the Markdown, and all imports in the first. */
function programsOf(url: URL): [name: string, text: string][] {
  const text = readFileSync(url, 'utf8')
  const scopes: CodeBlock[][] = []
  for (const block of readCodeBlocks(text)) {
    if (!block.code.language.startsWith('t')) continue
    const scope = scopes.at(-1)
    if (scope === undefined || block.code.words.includes('fresh')) scopes.push([block])
    else scope.push(block)
  }
  return scopes.map((blocks, index) => [`${fileURLToPath(url)}.${index}.ts`, moduleOf(blocks)])
}

function moduleOf(blocks: readonly CodeBlock[]): string {
  const imports = new Set<string>()
  const lines: string[] = ['']
  for (const { code } of blocks) {
    while (lines.length < code.line) lines.push('')
    lines.push(...takeImports(code.content, imports).split('\n'))
  }
  lines[0] = [...imports].join('; ')
  return lines.join('\n')
}

/** Blanks the imports of a block; each name goes to `imports` as an import of its own. */
function takeImports(code: string, imports: Set<string>): string {
  return code.replaceAll(
    /^import\s+(type\s+)?(.+?)\s+from\s+(["'].+?["']);?$/gms,
    (all: string, type: string | undefined, clause: string, from: string) => {
      const names = /^\{([\s\S]*)\}$/
        .exec(clause)?.[1]
        ?.split(',')
        .map((name) => name.trim())
      if (names === undefined) imports.add(`import ${type ?? ''}${clause} from ${from}`)
      for (const name of names ?? [])
        if (name !== '') imports.add(`import ${type ?? ''}{ ${name} } from ${from}`)
      return all.replaceAll(/[^\n]/g, '')
    },
  )
}

function describeErrors(program: ts.Program, name: string): string[] {
  const page = basename(name).replace(/\.\d+\.ts$/, '')
  const file = program.getSourceFile(name)
  if (file === undefined) return [`${page}: the module was not found`]
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    (diagnostic) => {
      const line = file.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line + 1
      return `${page} line ${line}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`
    },
  )
}
