import type { Catalog } from './entry.js'

/** Codes of what only a caller can get wrong: options, and patches. */
export type EdgeIssueCode =
  | 'invalid-option'
  | 'unknown-option'
  | 'invalid-patch'
  | 'invalid-operation'
  | 'invalid-pointer'
  | 'invalid-value'
  | 'invalid-index'
  | 'path-not-found'
  | 'test-failed'

export const edgeCatalog: Catalog<EdgeIssueCode> = {
  'invalid-option': {
    summary: 'An option or argument of a call has a value that the function does not take.',
    example: "createInjector({ sidecarSets, unauthorizedReference: 'Deny' })",
  },
  'unknown-option': {
    summary: 'A call has an option that the function does not know.',
    example: "createInjector({ sidecarSets, unautorizedReference: 'deny' })",
  },
  'invalid-patch': {
    summary: 'A JSON Patch is not a list of operations.',
    example: "applyPatch(pod, { op: 'remove', path: '/spec' })",
  },
  'invalid-operation': {
    summary: 'An operation of a JSON Patch lacks a field, has an unknown op, or moves a value into itself.',
    example: "applyPatch(pod, [{ op: 'merge', path: '/spec' }])",
  },
  'invalid-pointer': {
    summary: 'path or from of an operation is not a JSON Pointer.',
    example: "applyPatch(pod, [{ op: 'remove', path: 'spec' }])",
  },
  'invalid-value': {
    summary: 'A document or the value of an operation is not JSON.',
    example: "applyPatch(pod, [{ op: 'add', path: '/a', value: 1n }])",
  },
  'invalid-index': {
    summary: 'An operation names an index that its list does not have.',
    example: "applyPatch([1], [{ op: 'add', path: '/2', value: 2 }])",
  },
  'path-not-found': {
    summary: 'An operation names a place that the document does not have.',
    example: "applyPatch({}, [{ op: 'remove', path: '/a' }])",
  },
  'test-failed': {
    summary: 'A test operation found another value.',
    example: "applyPatch({ a: 1 }, [{ op: 'test', path: '/a', value: 2 }])",
  },
}
