import { quote } from '../text/quote.js'
import type { FieldPath } from './field-path.js'

/** Fields below which values are nobody's business: what stands there is often a password. */
const secretFields: ReadonlySet<unknown> = new Set([
  'annotations',
  'args',
  'binaryData',
  'command',
  'data',
  'stringData',
])

/** Whether what stands at a path must not be shown: below those fields, and the values of environment variables. */
export function isSecretPath(path: FieldPath): boolean {
  return path.some(
    (segment, index) => secretFields.has(segment) || (segment === 'value' && path[index - 2] === 'env'),
  )
}

/**
 * A value in a message: its kind, and its text unless it stands where secrets do.
 *
 * @example describeValue(8080, ['spec', 'containers', 0, 'name'])            // 'the number 8080'
 * @example describeValue(4711, ['spec', 'containers', 0, 'env', 0, 'value']) // 'a number'
 */
export function describeValue(value: unknown, path: FieldPath): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (isSecretPath(path)) return `a ${typeof value}`
  return `the ${typeof value} ${typeof value === 'string' ? quote(value) : String(value)}`
}

/**
 * How to write a number or a boolean as text; undefined for other values.
 *
 * @example quotingHint(8080, ['metadata', 'labels', 'port']) // 'write it in quotes: "8080"'
 */
export function quotingHint(value: unknown, path: FieldPath): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined
  return isSecretPath(path) ? 'write it in quotes' : `write it in quotes: "${value}"`
}
