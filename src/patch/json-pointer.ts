import type { FieldPath } from '../issue/index.js'

/**
 * One step of a JSON Patch (RFC 6902). `path` and `from` are JSON Pointers (RFC 6901).
 *
 * @example { op: 'add', path: '/spec/containers/0', value: { name: 'filebeat' } }
 */
export type JsonPatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly path: string; readonly from: string }

/**
 * A map key as it stands in a JSON Pointer (RFC 6901): `~` becomes `~0` and `/` becomes `~1`.
 *
 * @example escapePointerSegment('kruise.io/sidecarset-hash') // 'kruise.io~1sidecarset-hash'
 */
export function escapePointerSegment(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1')
}

/**
 * A path as a JSON Pointer. The document itself is the empty text; `-` as last segment means behind the end of a list.
 *
 * @example toJsonPointer(['metadata', 'annotations', 'a/b']) // '/metadata/annotations/a~1b'
 * @example toJsonPointer(['spec', 'containers', 0])          // '/spec/containers/0'
 * @example toJsonPointer([])                                 // ''
 */
export function toJsonPointer(path: FieldPath): string {
  return path.map((segment) => `/${escapePointerSegment(String(segment))}`).join('')
}

/**
 * The segments of a JSON Pointer; the inverse of `toJsonPointer`, list indexes being digits here.
 *
 * @returns undefined when the text is no JSON Pointer: it neither is empty nor starts with `/`, or has a `~` that is
 *          followed by neither 0 nor 1
 * @example parseJsonPointer('/metadata/annotations/a~1b') // ['metadata', 'annotations', 'a/b']
 * @example parseJsonPointer('metadata')                   // undefined
 */
export function parseJsonPointer(pointer: string): string[] | undefined {
  if (pointer === '') return []
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return undefined
  return pointer.slice(1).split('/').map(unescapePointerSegment)
}

/** `~1` goes first: `~01` is an escaped `~1`, not a slash. */
function unescapePointerSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
}
