export { accepts, withoutOptions, type OptionEntry, type OptionTable } from './option-types.js'
export { formatOptions } from './format-options.js'
export { readOptions } from './read-options.js'
