import ts from 'typescript'

/** Printed without comments: the report is about what compiles against the package, not about how it is explained. */
const printer = ts.createPrinter({ removeComments: true, omitTrailingSemicolon: true })

/**
 * What an entry exports, in order of the alphabet: values and types as a consumer's compiler sees them, without bodies,
 * initialisers and private members.
 *
 * @param main the entry whose exports are only named where this one has them too
 */
export function describeEntry(checker: ts.TypeChecker, file: ts.SourceFile, main?: ts.SourceFile): string {
  const inMain = new Set(main === undefined ? [] : exportsOf(checker, main).map(({ original }) => original))
  const texts = exportsOf(checker, file).map(({ name, original }) =>
    inMain.has(original) ? `// ${name}: as in the main entry` : `\n${describeSymbol(name, original)}\n`,
  )
  return `${texts
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`
}

interface Exported {
  readonly name: string
  readonly original: ts.Symbol
}

function exportsOf(checker: ts.TypeChecker, file: ts.SourceFile): readonly Exported[] {
  const module = checker.getSymbolAtLocation(file)
  return (module === undefined ? [] : checker.getExportsOfModule(module))
    .map((symbol) => ({
      name: symbol.name,
      original: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function describeSymbol(name: string, original: ts.Symbol): string {
  const text = (original.declarations ?? []).map(describeDeclaration).join('\n')
  return name === original.name ? text : `// ${name} is\n${text}`
}

function describeDeclaration(declaration: ts.Declaration): string {
  const shown = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
  const [outline] = ts.transform(shown, [withoutImplementation]).transformed
  return printer.printNode(ts.EmitHint.Unspecified, outline ?? shown, declaration.getSourceFile())
}

const withoutImplementation: ts.TransformerFactory<ts.Node> = (context) => {
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (ts.isBlock(node)) return undefined
    if (ts.isClassElement(node) && isPrivate(node)) return undefined
    if (ts.isVariableDeclaration(node) && node.type !== undefined)
      return ts.factory.updateVariableDeclaration(node, node.name, undefined, node.type, undefined)
    return ts.visitEachChild(node, visit, context)
  }
  return (node) => visit(node) ?? node
}

function isPrivate({ name }: ts.ClassElement): boolean {
  return name !== undefined && ts.isPrivateIdentifier(name)
}
