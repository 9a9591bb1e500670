import type { Decimal } from './decimal.js'

/** How a quantity was written, and is written again: `1500m`, `1536Mi` or `15e3`. */
export type QuantityFormat = 'decimal' | 'binary' | 'exponent'

/** A resource amount of Kubernetes: an exact value and the way to write it. Plain data; made by `parseQuantity`. */
export interface Quantity extends Decimal {
  readonly format: QuantityFormat
  /** The text it was read from, where Kubernetes writes that text again. Arithmetic loses it. */
  readonly spelling?: string
}
