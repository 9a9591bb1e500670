import { formatQuantity } from './format.js'
import { parseQuantity } from './parse.js'

/** Spellings that are canonical as they stand; nearly all that manifests hold. */
const plainSpelling = /^(?:0|[1-9]\d{0,2}(?:[numkMGTPE]|[KMGTP]i)?)$/

/**
 * The canonical text of a quantity, as it stands in any object that went through the API server; undefined where the
 * value is no quantity.
 *
 * @example canonicalizeQuantity('1.5')   // '1500m'
 * @example canonicalizeQuantity(1000)    // '1k'
 * @example canonicalizeQuantity('1 Mi')  // undefined
 */
export function canonicalizeQuantity(input: unknown): string | undefined {
  if (typeof input === 'string') {
    if (plainSpelling.test(input)) return input
  } else if (typeof input !== 'number') return undefined
  const quantity = parseQuantity(input)
  return quantity === undefined ? undefined : formatQuantity(quantity)
}
