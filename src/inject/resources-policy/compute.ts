import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
} from '../../kubernetes/quantity/index.js'
import { ownValue } from '../../kubernetes/own-entry.js'
...
