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
export type { Quantity, QuantityFormat } from './decimal.js'
export { canonicalizeQuantity, formatQuantity } from './format.js'
export { parseQuantity } from './parse.js'
