import type { JsonPatchOperation } from '../patch/index.js'
import { encodeBase64, encodeJoinable } from './base64.js'

/**
 * What was encoded, by what it is of: whole patches, and values inside them. The injector hands out one frozen patch for
 * all Pods that it is the same for, and one frozen container or volume for all that get it, so that most requests need
 * none of the work and others little. It can be kept without harm: what is frozen to the bottom never changes, and all
 * of it goes with its injector.
 */
const encodedPatches = new WeakMap<readonly JsonPatchOperation[], string>()
const encodedValues = new WeakMap<object, string>()

/**
 * A JSON Patch as an AdmissionResponse carries it: base64 of its JSON text. There may be spaces between the parts of the
 * text, which let parts be encoded one by one.
 */
export function encodePatch(patch: readonly JsonPatchOperation[]): string {
  const known = encodedPatches.get(patch)
  if (known !== undefined) return known
  const writer = new JoinedWriter()
  patch.forEach((operation, index) => {
    writer.write(index === 0 ? '[' : ',')
    writeOperation(operation, writer)
  })
  const encoded = writer.finish(patch.length === 0 ? '[]' : ']')
  if (isFrozenThroughout(patch)) encodedPatches.set(patch, encoded)
  return encoded
}

/** Puts base64 together from texts and from what is encoded already. */
class JoinedWriter {
  #encoded = ''
  #text = ''

  write(text: string): void {
    this.#text += text
  }

  join(encoded: string): void {
    this.#encoded += encodeJoinable(this.#text) + encoded
    this.#text = ''
  }

  finish(text: string): string {
    return this.#encoded + encodeBase64(this.#text + text)
  }
}

/** Annotations carry the time of injection, so that keeping them would be of no use. */
function writeOperation(operation: JsonPatchOperation, writer: JoinedWriter): void {
  const { op, path } = operation
  const value = 'value' in operation ? operation.value : undefined
  if (typeof value !== 'object' || value === null || !path.startsWith('/spec/'))
    return writer.write(JSON.stringify(operation))
  writer.write(`{"op":"${op}","path":${JSON.stringify(path)},"value":`)
  if (Array.isArray(value)) writeList(value, writer)
  else writeValue(value, writer)
  writer.write('}')
}

/** Lists are made for a patch; what is in them often is in many. */
function writeList(list: readonly unknown[], writer: JoinedWriter): void {
  list.forEach((value, index) => {
    writer.write(index === 0 ? '[' : ',')
    writeValue(value, writer)
  })
  writer.write(list.length === 0 ? '[]' : ']')
}

function writeValue(value: unknown, writer: JoinedWriter): void {
  const encoded = typeof value === 'object' && value !== null ? encodeValue(value) : undefined
  if (encoded === undefined) writer.write(JSON.stringify(value) ?? 'null')
  else writer.join(encoded)
}

/** `undefined` where the value may change, so that encoding it is of no use later. */
function encodeValue(value: object): string | undefined {
  const known = encodedValues.get(value)
  if (known !== undefined) return known
  if (!isFrozenThroughout(value)) return undefined
  const encoded = encodeJoinable(JSON.stringify(value))
  encodedValues.set(value, encoded)
  return encoded
}

function isFrozenThroughout(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || encodedValues.has(value)) return true
  return Object.isFrozen(value) && Object.values(value).every(isFrozenThroughout)
}
