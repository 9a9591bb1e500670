/** What lists of objects come to, found again by the very same objects in the same order. */
export interface ListMemory<Key extends object, Value> {
  /** The value of a list, made when it is asked for first. */
  get(list: readonly Key[], make: () => Value): Value
}

/**
 * Creates a memory of bounded size: when it is full it starts anew.
 *
 * @param capacity how many lists it holds
 */
export function createListMemory<Key extends object, Value>(capacity: number): ListMemory<Key, Value> {
  let root: Node<Key, Value> = {}
  let size = 0
  return {
    get: (list, make) => {
      const known = find(root, list)?.value
      if (known !== undefined) return known
      if (size >= capacity) {
        root = {}
        size = 0
      }
      size += 1
      const value = make()
      insert(root, list, value)
      return value
    },
  }
}

/** A tree of lists: each is found by its elements, one after the other. */
interface Node<Key, Value> {
  next?: Map<Key, Node<Key, Value>>
  value?: Value
}

function find<Key, Value>(root: Node<Key, Value>, list: readonly Key[]): Node<Key, Value> | undefined {
  let node: Node<Key, Value> | undefined = root
  for (const key of list) node = node?.next?.get(key)
  return node
}

function insert<Key, Value>(root: Node<Key, Value>, list: readonly Key[], value: Value): void {
  let node = root
  for (const key of list) {
    const next = (node.next ??= new Map<Key, Node<Key, Value>>())
    const found: Node<Key, Value> = next.get(key) ?? {}
    next.set(key, found)
    node = found
  }
  node.value = value
}
