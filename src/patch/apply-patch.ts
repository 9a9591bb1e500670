import { SidecarSetError } from '../issue/index.js'
import { copyPlain, deepEqual } from '../kubernetes/plain-data.js'
import { isJsonObject, ownValue, type JsonObject } from '../read/index.js'
import { applyOperation } from './fast-json-patch.js'
import { parseJsonPointer, type JsonPatchOperation } from './json-pointer.js'

/**
 * Why a patch was refused.
 *
 * - `invalid-patch`: the patch is no list.
 * - `invalid-operation`: the operation lacks a field, has an unknown `op`, or moves a value into itself.
 * - `invalid-pointer`: `path` or `from` is no JSON Pointer.
 * - `invalid-value`: the document or a value is no JSON.
 * - `limit-exceeded`: nested deeper than 1,000 levels, or more than a million values made by `copy`.
 * - `invalid-index`: no index of that list, or one behind its end.
 * - `path-not-found`: the place does not exist in the document.
 * - `test-failed`: a `test` found another value.
 */
export type PatchErrorCode =
  | 'invalid-patch'
  | 'invalid-operation'
  | 'invalid-pointer'
  | 'invalid-value'
  | 'limit-exceeded'
  | 'invalid-index'
  | 'path-not-found'
  | 'test-failed'

/** Deeper nesting is refused rather than risking the stack. */
const maxDepth = 1000

/** How many values all `copy` operations of a patch may make: forty of them could make a million million. */
const maxCopied = 1_000_000

/**
 * Applies a JSON Patch (RFC 6902): all of it, or nothing.
 *
 * 1. Neither the document nor the patch is changed, and the result shares no object with either of them.
 * 2. Keys such as `__proto__` are ordinary data, in the document, in values and in pointers.
 * 3. Every operation is checked: its fields, that its place exists, that an index lies within the list.
 * 4. Members that are undefined count as absent, as in JSON. Removing the whole document leaves null.
 * 5. Limits: 1,000 levels of nesting, and a million values made by `copy`.
 *
 * @param document any JSON value
 * @param patch    operations, carried out in order, each on the result of those before
 * @returns        the document after; that it still has the same type is the caller's claim
 * @throws SidecarSetError of stage `patch`, with one issue: its `code` (see `PatchErrorCode`), and as its path the index
 *         of the operation that failed
 * @example applyPatch({ a: [1] }, [{ op: 'add', path: '/a/-', value: 2 }]) // { a: [1, 2] }
 */
export function applyPatch<Document>(document: Document, patch: readonly JsonPatchOperation[]): Document {
  if (!Array.isArray(patch)) throw patchError('invalid-patch', 'a JSON Patch is a list of operations')
  const copies = { left: maxCopied }
  let current = withoutPrototypes(document ?? null)
  patch.forEach((operation: unknown, index) => {
    current = atOperation(index, () => applyOne(current, operation, copies))
  })
  return copyPlain(current) as Document
}

/** Names the operation in errors thrown on the way. */
function atOperation(index: number, run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof SidecarSetError)) throw error
    throw new SidecarSetError(
      'patch',
      error.issues.map((issue) => ({ ...issue, path: [index] })),
    )
  }
}

/**
 * Applies one operation of an untrusted patch to a document that is ours to change.
 *
 * fast-json-patch checks the place of `add`, `remove` and `replace`, but not where `move` and `copy` put their value. These
 * two are taken apart into what RFC 6902 defines them by: read or remove, then add.
 *
 * @returns the document after; another value when the operation replaced the whole of it
 */
function applyOne(document: unknown, operation: unknown, copies: CopyBudget): unknown {
  if (!isJsonObject(operation)) throw patchError('invalid-operation', 'not an object')
  const op = ownValue(operation, 'op')
  switch (op) {
    case 'add':
    case 'replace':
      return run(document, { op, path: pointerAt(operation, 'path'), value: valueOf(operation) })
    case 'test':
      return test(document, pointerAt(operation, 'path'), valueOf(operation))
    case 'remove':
      return run(document, { op, path: pointerAt(operation, 'path') })
    case 'copy': {
      const value = read(document, pointerAt(operation, 'from'))
      const path = pointerAt(operation, 'path')
      return run(document, { op: 'add', path, value: withoutPrototypes(value, copies) })
    }
    case 'move':
      return move(document, pointerAt(operation, 'from'), pointerAt(operation, 'path'))
    default:
      throw patchError('invalid-operation', `unknown op ${typeof op === 'string' ? `"${op}"` : typeof op}`)
  }
}

function move(document: unknown, from: string, path: string): unknown {
  if (path.startsWith(`${from}/`))
    throw patchError('invalid-operation', 'a value cannot be moved into itself')
  const value = read(document, from)
  if (from === path) return document
  return run(run(document, { op: 'remove', path: from }), { op: 'add', path, value })
}

/** The library compares with methods of the objects, which ours do not have, and which data may replace. */
function test(document: unknown, path: string, value: unknown): unknown {
  if (deepEqual(find(document, path), value, maxDepth)) return document
  throw patchError('test-failed', 'the value there is another one')
}

function read(document: unknown, path: string): unknown {
  const value = find(document, path)
  if (value === undefined) throw patchError('path-not-found', 'no such place in the document')
  return value
}

/**
 * The value at a place; undefined where there is none.
 *
 * @throws SidecarSetError for what is no index of a list. The library reads the empty text and 2^32 as 0.
 */
function find(document: unknown, path: string): unknown {
  let place = document
  for (const segment of parseJsonPointer(path) ?? []) {
    if (typeof place !== 'object' || place === null) return undefined
    if (Array.isArray(place) && !/^(?:-|0|[1-9]\d{0,8})$/.test(segment))
      throw patchError('invalid-index', 'no index of that list')
    place = (place as Record<string, unknown>)[segment]
  }
  return place
}

type Operation = Parameters<typeof applyOperation>[1]

function run(document: unknown, operation: Operation): unknown {
  if (operation.path !== '' && (typeof document !== 'object' || document === null))
    throw patchError('path-not-found', 'the document is a single value')
  find(document, operation.path)
  try {
    return applyOperation(document, operation, true, true, false).newDocument
  } catch (error) {
    throw translated(error)
  }
}

/** The library's messages carry the whole document; ours do not. */
function translated(error: unknown): SidecarSetError {
  return error instanceof Error && error.name === 'OPERATION_VALUE_OUT_OF_BOUNDS'
    ? patchError('invalid-index', 'no index of that list')
    : patchError('path-not-found', 'no such place in the document')
}

function valueOf(operation: JsonObject): unknown {
  const value = ownValue(operation, 'value')
  if (value === undefined) throw patchError('invalid-operation', '"value" is missing')
  return withoutPrototypes(value)
}

function pointerAt(operation: JsonObject, field: 'path' | 'from'): string {
  const text = ownValue(operation, field)
  if (typeof text !== 'string') throw patchError('invalid-operation', `"${field}" is missing or no text`)
  if (parseJsonPointer(text) === undefined)
    throw patchError('invalid-pointer', `"${text}" is no JSON Pointer`)
  return text
}

/** How many values may still be copied; counted down. */
interface CopyBudget {
  left: number
}

/**
 * A copy of a JSON value for the library to work on, which shares nothing with it. The library indexes objects with keys
 * from the patch, so they have no prototype: `__proto__` and `constructor` are keys like any other there.
 */
function withoutPrototypes(value: unknown, budget: CopyBudget = { left: Infinity }, depth = 0): unknown {
  if (depth > maxDepth) throw patchError('limit-exceeded', `nested deeper than ${maxDepth} levels`)
  if (--budget.left < 0) throw patchError('limit-exceeded', 'the copies of this patch grow too large')
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint')
    throw patchError('invalid-value', `a ${typeof value} is no JSON value`)
  if (typeof value !== 'object' || value === null) return value ?? null
  const copyOf = (member: unknown): unknown => withoutPrototypes(member, budget, depth + 1)
  if (Array.isArray(value)) return Array.from(value, copyOf)
  const copy = Object.create(null) as Record<string, unknown>
  for (const [key, member] of Object.entries(value)) if (member !== undefined) copy[key] = copyOf(member)
  return copy
}

function patchError(code: PatchErrorCode, message: string): SidecarSetError {
  return new SidecarSetError('patch', [{ code, severity: 'error', message, path: [] }])
}
