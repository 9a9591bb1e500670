/** Computes a value when it is first asked for, and once only. The value must depend on nothing that changes. */
export function lazy<T>(compute: () => T): () => T {
  let state: { readonly value: T } | undefined
  return () => (state ??= { value: compute() }).value
}
