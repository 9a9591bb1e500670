import { isJsonObject, ownValue, type JsonObject } from '../read/index.js'
import { copyJson } from './copy-json.js'
import { patchError } from './patch-error.js'
import { shieldKey, shieldPointer } from './shielded-keys.js'

/** An operation whose fields have been checked. Pointers and value are shielded; the value is a copy. */
export type CheckedOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly path: string; readonly from: string }

/**
 * Reads one operation of an untrusted patch.
 *
 * @throws SidecarSetError `invalid-operation`, `invalid-pointer`, `invalid-value`, `limit-exceeded`
 */
export function checkOperation(operation: unknown): CheckedOperation {
  if (!isJsonObject(operation)) throw patchError('invalid-operation', 'not an object')
  const op = ownValue(operation, 'op')
  switch (op) {
    case 'add':
    case 'replace':
    case 'test':
      return { op, path: pointer(operation, 'path'), value: givenValue(operation) }
    case 'remove':
      return { op, path: pointer(operation, 'path') }
    case 'move':
    case 'copy':
      return checkTransfer(op, pointer(operation, 'from'), pointer(operation, 'path'))
    default:
      throw patchError('invalid-operation', `unknown op ${typeof op === 'string' ? `"${op}"` : typeof op}`)
  }
}

function checkTransfer(op: 'move' | 'copy', from: string, path: string): CheckedOperation {
  if (op === 'move' && path.startsWith(`${from}/`)) {
    throw patchError('invalid-operation', 'a value cannot be moved into itself')
  }
  return { op, from, path }
}

function givenValue(operation: JsonObject): unknown {
  const value = ownValue(operation, 'value')
  if (value === undefined) throw patchError('invalid-operation', '"value" is missing')
  return copyJson(value, { renameKey: shieldKey })
}

function pointer(operation: JsonObject, field: 'path' | 'from'): string {
  const text = ownValue(operation, field)
  if (typeof text !== 'string') throw patchError('invalid-operation', `"${field}" is missing or no text`)
  const shielded = shieldPointer(text)
  if (shielded === undefined) throw patchError('invalid-pointer', `"${text}" is no JSON Pointer`)
  return shielded
}
