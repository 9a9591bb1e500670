export { compareTypes, findLaterFields, type LaterFields } from './later-fields.js'
export { readGoStruct } from './read.js'
export {
  parseGoType,
  schemaOf,
  structOf,
  typeAtPath,
  withoutPointer,
  type GoField,
  type GoSchema,
  type GoType,
} from './schema.js'
export { findUnknownFields, type UnknownField } from './unknown-fields.js'
