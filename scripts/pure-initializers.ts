import { readFile } from 'node:fs/promises'
import ts from 'typescript'

/** The part of esbuild's plugins that is used, so that esbuild need not be a dependency for its types. */
interface Plugin {
  readonly name: string
  setup(build: {
    onLoad(
      options: { readonly filter: RegExp },
      load: (file: {
        readonly path: string
      }) => Promise<{ readonly contents: string; readonly loader: 'ts' }>,
    ): void
  }): void
}

/**
 * Marks what the modules of `src` compute when they are loaded as free of side effects.
 *
 * Lint holds that it is. A bundler cannot know: without the mark it keeps every table of the library in a page that uses
 * one function. With it, a page gets what it uses.
 */
export const pureInitializers: Plugin = {
  name: 'pure-initializers',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: markPure(await readFile(path, 'utf8')),
      loader: 'ts',
    }))
  },
}

/**
 * Wraps the values of constants of a module in functions that are called at once and marked as pure. What is a value as
 * it is written stays.
 *
 * @example markPure("const names = new Set(list)") // 'const names = /* @__PURE__ *\/ (() => (new Set(list)))()'
 */
export function markPure(source: string): string {
  const file = ts.createSourceFile('module.ts', source, ts.ScriptTarget.Latest)
  const initializers = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations.map(({ initializer }) => initializer))
    .filter((initializer) => initializer !== undefined && !isPlain(initializer))
  return initializers.reduceRight((text, initializer) => wrap(text, initializer, file), source)
}

function wrap(text: string, initializer: ts.Expression | undefined, file: ts.SourceFile): string {
  if (initializer === undefined) return text
  const [start, end] = [initializer.getStart(file), initializer.getEnd()]
  return `${text.slice(0, start)}/* @__PURE__ */ (() => (${text.slice(start, end)}))()${text.slice(end)}`
}

/** Whether nothing runs when an expression is evaluated, as every bundler can see. */
function isPlain(expression: ts.Expression): boolean {
  if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression))
    return isPlain(expression.expression)
  if (ts.isParenthesizedExpression(expression)) return isPlain(expression.expression)
  if (ts.isArrayLiteralExpression(expression)) return expression.elements.every(isPlain)
  if (ts.isObjectLiteralExpression(expression)) return expression.properties.every(isPlainProperty)
  if (ts.isPrefixUnaryExpression(expression)) return ts.isNumericLiteral(expression.operand)
  return (
    ts.isLiteralExpression(expression) ||
    ts.isArrowFunction(expression) ||
    ts.isFunctionExpression(expression) ||
    constants.has(expression.kind)
  )
}

const constants: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
])

function isPlainProperty(property: ts.ObjectLiteralElementLike): boolean {
  if (property.name !== undefined && ts.isComputedPropertyName(property.name)) return false
  return (
    ts.isMethodDeclaration(property) || (ts.isPropertyAssignment(property) && isPlain(property.initializer))
  )
}
