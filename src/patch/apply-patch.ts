import { SidecarSetError } from '../issue/index.js'
import { checkOperation } from './checked-operation.js'
import { copyJson } from './copy-json.js'
import { carryOut } from './carry-out.js'
import type { JsonPatchOperation } from './json-patch-operation.js'
import { patchError } from './patch-error.js'
import { shieldKey, unshieldKey } from './shielded-keys.js'

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
 * @throws SidecarSetError of stage `patch`, with one issue: its `code` (see `PatchErrorCode`), and as its path the index of the operation that
 *         failed
 * @example applyPatch({ a: [1] }, [{ op: 'add', path: '/a/-', value: 2 }]) // { a: [1, 2] }
 */
export function applyPatch<Document>(document: Document, patch: readonly JsonPatchOperation[]): Document {
  if (!Array.isArray(patch)) throw patchError('invalid-patch', 'a JSON Patch is a list of operations')
  let current = copyJson(document ?? null, { renameKey: shieldKey })
  const copies = { left: maxCopied }
  patch.forEach((operation: unknown, index) => {
    current = atOperation(index, () => carryOut(current, checkOperation(operation), copies))
  })
  return copyJson(current, { renameKey: unshieldKey }) as Document
}

/** Names the operation in errors thrown on the way. */
function atOperation(index: number, run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof SidecarSetError)) throw error
    throw new SidecarSetError(
      'patch',
      error.issues.map((issue) => ({ ...issue, path: [index, ...issue.path] })),
    )
  }
}
