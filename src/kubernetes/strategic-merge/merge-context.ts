import type { FieldPath } from '../../issue/index.js'

/** How a field of a type is merged. */
export interface MergeField {
  /** Type of the field, of the elements where it is a list. */
  readonly type: string
  readonly list: boolean
  /** The field of the elements by which the list is merged. Absent: the list is replaced. */
  readonly mergeKey?: string
}

/** The types that a patch is read by. */
export interface MergeTables {
  /** undefined for a field or a type that is not known; map types have no fields. */
  lookup(typeName: string, field: string): MergeField | undefined
}

/**
 * Why a patch cannot be applied.
 *
 * - `not-an-object`: the patch, the original or an element of a merged list is no object.
 * - `missing-merge-key`: an element of a merged list lacks the field that the list is merged by.
 * - `unknown-directive`: `$patch` is neither `replace` nor `delete`.
 * - `malformed-directive`: a directive's value has the wrong form, or contradicts the rest of the patch.
 * - `unknown-field`: a directive is about a field that the type does not have.
 * - `too-deep`: nested deeper than the limit.
 */
export type MergeProblemCode =
  | 'not-an-object'
  | 'missing-merge-key'
  | 'unknown-directive'
  | 'malformed-directive'
  | 'unknown-field'
  | 'too-deep'

/** One reason why a patch cannot be applied. */
export interface MergeProblem {
  readonly code: MergeProblemCode
  /** Which document the path leads into. */
  readonly in: 'original' | 'patch'
  readonly path: FieldPath
  readonly message: string
}

/** What one merge carries along: how to read the types, and the problems found so far. */
export interface MergeContext {
  readonly tables: MergeTables
  readonly newValues: 'as-written' | 'cleaned'
  readonly problems: MergeProblem[]
}

/** An object that is being merged: its type, and where it stands. */
export interface MergePlace {
  readonly typeName: string
  readonly path: FieldPath
}

/** A list that is being merged. */
export interface ListPlace extends MergePlace {
  readonly mergeKey: string
}

/** Deeper nesting is refused rather than risking the stack. */
export const maxMergeDepth = 500

/** In an object: what to do with the object as a whole. */
export const patchDirective = '$patch'

/** In an object: the only keys that may remain. */
export const retainKeysDirective = '$retainKeys'

/** `$setElementOrder/x`: how list `x` is to be ordered. */
export const elementOrderDirective = '$setElementOrder'

/** `$deleteFromPrimitiveList/x`: values to remove from list `x`. */
export const deleteFromListDirective = '$deleteFromPrimitiveList'

/** Whether a key of a patch is about the patch itself instead of being a field. */
export function isDirective(key: string): boolean {
  return (
    key === patchDirective ||
    key === retainKeysDirective ||
    key.startsWith(elementOrderDirective) ||
    key.startsWith(deleteFromListDirective)
  )
}

/**
 * The list that `$setElementOrder/x` or `$deleteFromPrimitiveList/x` is about.
 *
 * @returns undefined when the key does not have that form
 */
export function directiveTarget(key: string, directive: string): string | undefined {
  return key.startsWith(`${directive}/`) ? key.slice(directive.length + 1) : undefined
}
