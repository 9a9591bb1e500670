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
