export { readGoStruct } from './read.js'
export {
  parseGoType,
  schemaOf,
  structOf,
  type GoField,
  type GoSchema,
  type GoStruct,
  type GoType,
} from './schema.js'
export { typeAtPath, withoutPointer } from './type-at-path.js'
export { findUnknownFields, type UnknownField } from './unknown-fields.js'
export { writeGoJson } from './write.js'
