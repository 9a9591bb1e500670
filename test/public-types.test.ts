import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { describeEntry } from './api/describe-entry.js'

const root = fileURLToPath(new URL('../', import.meta.url))

/** The entries of the package. A consumer can import from these and nothing else. */
const entries = Object.keys(manifest.exports)
  .filter((subpath) => !/package\.json$|\*/.test(subpath))
  .map((subpath) => (subpath === '.' ? 'index' : subpath.slice('./'.length)))

const fileOf = (entry: string): string => `${root}src/${entry}.ts`

const config = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile).config as object
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
const program = ts.createProgram(entries.map(fileOf), options)
const checker = program.getTypeChecker()

// A consumer that has `declaration: true` and exports what a function of ours gave back must be able to name its type:
// otherwise the compiler says TS4058, TS4023 or TS2742 there.
test.each(entries)('every type that a public signature of %s mentions is exported by it', (entry) => {
  expect(findPrivateTypes(entry)).toEqual([])
})

// A change of a signature shows in the diff. `vitest -u` writes the reports anew: look at what changed, and say it in the
// changelog if a caller can see it.
test.each(entries)('%s exports what its API report says', async (entry) => {
  const file = program.getSourceFile(fileOf(entry))
  const main = entry === 'index' ? undefined : program.getSourceFile(fileOf('index'))
  const report = file === undefined ? '' : describeEntry(checker, file, main)
  await expect(report).toMatchFileSnapshot(`api/${entry}.api.txt`)
})

// Nobody but the vendor can promise these.
test("the vendor's constants and variables are marked as experimental, and nothing else is", () => {
  const experimental = entries.flatMap((entry) => {
    const file = program.getSourceFile(fileOf(entry))
    const module = file && checker.getSymbolAtLocation(file)
    const exported = module === undefined ? [] : checker.getExportsOfModule(module).map(resolve)
    const isExperimental = (symbol: ts.Symbol): boolean =>
      symbol.getJsDocTags(checker).some(({ name }) => name === 'experimental')
    return exported.filter(isExperimental).map(({ name }) => `${entry} ${name}`)
  })
  expect(experimental.sort()).toEqual(
    [
      ...['acsIgnoreReady', 'acsIgnoreResources', 'acsSidecar'],
      ...['containerConventions', 'eciContainerType', 'eciExitPriority', 'eciIgnoreExitCode'],
      ...['eciIgnoreReady', 'eciIgnoreResources', 'eciLaunchPriority', 'eciLimits', 'eciSidecarContainer'],
      ...['standardOutputDriver', 'standardOutputFile', 'virtualNodeFloors', 'virtualNodeLabel'],
    ].map((name) => `virtual-node ${name}`),
  )
})

/** The types that exported declarations mention and a consumer cannot import, with the first that mentions them. */
function findPrivateTypes(entry: string): string[] {
  const file = program.getSourceFile(fileOf(entry))
  const module = file && checker.getSymbolAtLocation(file)
  const exported = module === undefined ? [] : checker.getExportsOfModule(module).map(resolve)
  const known = new Set(exported)
  const missing: string[] = []
  // What is missing may mention more that is missing: it is visited too.
  for (const symbol of known) {
    for (const mentioned of mentionedBy(symbol)) {
      if (known.has(mentioned)) continue
      known.add(mentioned)
      if (!isPieceOfAlias(symbol, mentioned)) missing.push(`${mentioned.name}, mentioned by ${symbol.name}`)
    }
  }
  return missing
}

/** An alias that only another alias mentions has no name of its own for a consumer: the compiler writes it out. */
function isPieceOfAlias(symbol: ts.Symbol, mentioned: ts.Symbol): boolean {
  return (symbol.flags & mentioned.flags & ts.SymbolFlags.TypeAlias) !== 0
}

function resolve(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

/** The types of this package in the part of a declaration that goes into the .d.ts file. */
function mentionedBy(symbol: ts.Symbol): ts.Symbol[] {
  const found: ts.Symbol[] = []
  const visit = (node: ts.Node): void => {
    if (isImplementation(node)) return
    const name = nameIn(node)
    const mentioned = name && checker.getSymbolAtLocation(name)
    if (mentioned !== undefined && isOurs(resolve(mentioned))) found.push(resolve(mentioned))
    ts.forEachChild(node, visit)
  }
  for (const declaration of symbol.declarations ?? []) ts.forEachChild(declaration, visit)
  return found
}

/** Bodies, initialisers and private members. */
function isImplementation(node: ts.Node): boolean {
  if (ts.isBlock(node)) return true
  if (ts.isClassElement(node) && node.name !== undefined && ts.isPrivateIdentifier(node.name)) return true
  const { parent } = node
  return ts.isVariableDeclaration(parent) && parent.initializer === node && parent.type !== undefined
}

function nameIn(node: ts.Node): ts.EntityName | ts.Expression | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName
  if (ts.isTypeQueryNode(node)) return node.exprName
  return ts.isExpressionWithTypeArguments(node) ? node.expression : undefined
}

/** Declared by a module of src, and not a type parameter. */
function isOurs(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (declaration) =>
      !ts.isTypeParameterDeclaration(declaration) &&
      declaration.getSourceFile().fileName.startsWith(`${root}src/`),
  )
}
