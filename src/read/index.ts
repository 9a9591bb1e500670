export { describeMismatch, type Wanted } from './describe-mismatch.js'
export { extend, isJsonObject, ownValue, setOwn, type JsonObject } from './json-object.js'
export { listAt, nonEmptyTextAt, objectAt, readSafely, textAt, textsAt, valueAt } from './read-path.js'
