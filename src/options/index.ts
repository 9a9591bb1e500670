export {
  accepts,
  withoutOptions,
  type OptionEntry,
  type OptionTable,
  type OptionType,
} from './option-types.js'
export { readOptions } from './read-options.js'
