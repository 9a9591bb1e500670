/**
 * One step of a JSON Patch (RFC 6902). `path` and `from` are JSON Pointers (RFC 6901).
 *
 * @example { op: 'add', path: '/spec/containers/0', value: { name: 'filebeat' } }
 */
export type JsonPatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly path: string; readonly from: string }
