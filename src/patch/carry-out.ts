import type { SidecarSetError } from '../issue/index.js'
import type { CheckedOperation } from './checked-operation.js'
import { applyOperation } from './fast-json-patch.js'
import { copyJson, type CopyBudget } from './copy-json.js'
import { patchError, type PatchErrorCode } from './patch-error.js'

/**
 * Carries out one operation on a document that is ours to change.
 *
 * The library validates the place of `add`, `remove`, `replace` and `test`, but not where `move` and `copy` put their
 * value, so these two are taken apart into what RFC 6902 defines them by: remove or read, then add.
 *
 * @param document shielded (see `shieldKey`), changed in place where that is possible
 * @param copies   what `copy` may still make: each can double the document
 * @returns        the document after; another object when the operation replaced the whole of it
 * @throws SidecarSetError `path-not-found`, `invalid-index`, `test-failed`, `limit-exceeded`
 */
export function carryOut(document: unknown, operation: CheckedOperation, copies: CopyBudget): unknown {
  switch (operation.op) {
    case 'add':
    case 'replace':
    case 'test':
    case 'remove':
      return run(document, operation).newDocument
    case 'copy':
      return add(document, operation.path, copyJson(read(document, operation.from), { budget: copies }))
    case 'move': {
      const value = read(document, operation.from)
      if (operation.from === operation.path) return document
      const { newDocument } = run(document, { op: 'remove', path: operation.from })
      return add(newDocument, operation.path, value)
    }
  }
}

function add(document: unknown, path: string, value: unknown): unknown {
  return run(document, { op: 'add', path, value }).newDocument
}

/** The library's own read operation; it leaves what it found on the operation given to it. */
function read(document: unknown, path: string): unknown {
  const operation: { op: '_get'; path: string; value: unknown } = { op: '_get', path, value: undefined }
  run(document, operation)
  return operation.value
}

type Operation = Parameters<typeof applyOperation>[1]

function run(document: unknown, operation: Operation): { newDocument?: unknown } {
  if (operation.path !== '' && (typeof document !== 'object' || document === null)) {
    throw patchError('path-not-found', 'the document is a single value')
  }
  try {
    return applyOperation(document, operation, true)
  } catch (error) {
    throw toPatchError(error)
  }
}

const codes: ReadonlyMap<string, PatchErrorCode> = new Map<string, PatchErrorCode>([
  ['TEST_OPERATION_FAILED', 'test-failed'],
  ['OPERATION_PATH_ILLEGAL_ARRAY_INDEX', 'invalid-index'],
  ['OPERATION_VALUE_OUT_OF_BOUNDS', 'invalid-index'],
])

const sentences: Readonly<Partial<Record<PatchErrorCode, string>>> = {
  'test-failed': 'the value there is another one',
  'invalid-index': 'no index of that list',
}

/** The library's messages carry the whole document; ours do not. */
function toPatchError(error: unknown): SidecarSetError {
  const code = (error instanceof Error ? codes.get(error.name) : undefined) ?? 'path-not-found'
  return patchError(code, sentences[code] ?? 'no such place in the document')
}
