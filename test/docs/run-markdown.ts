import { readFileSync, writeFileSync } from 'node:fs'
import { format } from 'node:util'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { readCodeBlocks, type CodeBlock } from './markdown-blocks.js'

/** A block of code that was run, and what it printed. */
export interface RunBlock extends CodeBlock {
  readonly printed: string
}

/** Loads what a block imports. `sidecarset` is the package as the tests see it. */
export type Load = (specifier: string) => Promise<Readonly<Record<string, unknown>>>

const entry = /^sidecarset(\/(?<subpath>.+))?$/

const loadModule: Load = (specifier) => {
  const match = entry.exec(specifier)
  if (match === null) return import(/* @vite-ignore */ specifier)
  return import(`../../src/${match.groups?.['subpath'] ?? 'index'}.ts`)
}

/**
 * Runs the TypeScript and JavaScript blocks of a Markdown text.
 *
 * 1. All blocks of a text share one scope and run in order, so that a later one can use what an earlier one made. A block
 *    with the word `fresh` on its fence begins a new scope. Imports may be repeated.
 * 2. What a block prints with `console` is collected; objects look as Node prints them.
 * 3. Types are stripped, not checked.
 */
export async function runMarkdown(text: string, load: Load = loadModule): Promise<readonly RunBlock[]> {
  const scopes: CodeBlock[][] = []
  for (const block of readCodeBlocks(text)) {
    const scope = scopes.at(-1)
    if (scope === undefined || block.code.words.includes('fresh')) scopes.push([block])
    else scope.push(block)
  }
  const run: RunBlock[] = []
  for (const scope of scopes) run.push(...(await runScope(scope, load)))
  return run
}

/**
 * Registers one test for each block of a Markdown file: that it prints what the block behind it says, and nothing where
 * there is none. With `UPDATE_DOCS=1` in the environment the outputs in the file are written anew instead.
 *
 * @param url of the file
 */
export function testMarkdown(url: URL): void {
  const text = readFileSync(url, 'utf8')
  const running = runMarkdown(text)
  if (process.env['UPDATE_DOCS'] === '1') {
    test('outputs are written anew', async () => writeFileSync(url, withPrintedOutputs(text, await running)))
    return
  }
  readCodeBlocks(text).forEach(({ code }, index) => {
    test(`line ${code.line}`, async () => {
      const { printed, output } = (await running)[index] ?? {}
      expect(printed).toBe(output?.content ?? '')
    })
  })
}

/** The text with what was printed in place of the outputs. */
export function withPrintedOutputs(text: string, run: readonly RunBlock[]): string {
  const lines: (string | undefined)[] = text.split('\n')
  for (const { output, printed } of run) {
    if (output === undefined) continue
    lines.fill(undefined, output.line, output.end - 1)
    lines[output.line - 1] += `\n${printed}`
  }
  return lines.filter((line) => line !== undefined).join('\n')
}

const AsyncFunction = (async () => undefined).constructor as FunctionConstructor

async function runScope(blocks: readonly CodeBlock[], load: Load): Promise<RunBlock[]> {
  const printed = blocks.map((): string[] => [])
  const imports = new Map<string, string>()
  const bodies = blocks.map(
    ({ code }, index) => `__enter(${index})\n${hoist(transpile(code.content), imports)}`,
  )
  let current = 0
  const print = (...values: unknown[]): void => void printed[current]?.push(format(...values))
  const program = new AsyncFunction(
    '__load',
    '__enter',
    'console',
    [...imports.values(), ...bodies].join('\n'),
  )
  await program(load, (index: number) => (current = index), {
    log: print,
    info: print,
    warn: print,
    error: print,
  })
  return blocks.map((block, index) => ({ ...block, printed: (printed[index] ?? []).join('\n') }))
}

function transpile(code: string): string {
  return ts.transpileModule(code, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  }).outputText
}

/** Takes the imports out of a module's code and adds what they become, once for each name, to `imports`. */
function hoist(code: string, imports: Map<string, string>): string {
  return code.replaceAll(
    /^import\s+(.+?)\s+from\s+(["'].+?["']);?$/gms,
    (_, clause: string, from: string) => {
      for (const [local, imported] of readClause(clause)) {
        const module = `(await __load(${from}))`
        imports.set(local, `const ${local} = ${imported === '*' ? module : `${module}.${imported}`}`)
      }
      return ''
    },
  )
}

/** The names that an import clause brings: local name and exported one, `*` for the module itself. */
function readClause(clause: string): [local: string, imported: string][] {
  const named = /\{([^}]*)\}/.exec(clause)?.[1] ?? ''
  const rest = clause
    .replace(/\{[^}]*\}/, '')
    .split(',')
    .map((part) => part.trim())
  const whole = rest.flatMap((part): [string, string][] => {
    if (part === '') return []
    const namespace = /^\*\s+as\s+(\w+)$/.exec(part)?.[1]
    return [namespace === undefined ? [part, 'default'] : [namespace, '*']]
  })
  const single = named
    .split(',')
    .map((part) => part.trim().split(/\s+as\s+/))
    .flatMap(([imported = '', local = imported]): [string, string][] =>
      imported === '' ? [] : [[local, imported]],
    )
  return [...whole, ...single]
}
