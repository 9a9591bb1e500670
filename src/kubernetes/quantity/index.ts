export {
  addQuantities,
  compareQuantities,
  isZero,
  milliValueOf,
  negateQuantity,
  quantityOfMilli,
  roundUpToMilli,
  signOf,
  subtractQuantities,
} from './arithmetic.js'
export { canonicalizeQuantity } from './canonicalize.js'
export { formatQuantity } from './format.js'
export { parseQuantity } from './parse.js'
export type { Quantity, QuantityFormat } from './quantity.js'
