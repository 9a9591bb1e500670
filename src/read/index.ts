export { isJsonObject, ownValue, type JsonObject } from './json-object.js'
export { listAt, nonEmptyTextAt, objectAt, textAt, textsAt, valueAt } from './read-path.js'
