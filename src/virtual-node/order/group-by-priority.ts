/** Things of one priority, in the order given. */
export interface PriorityGroup<T> {
  readonly priority: number
  readonly members: readonly T[]
}

/** Groups things by their priority, the largest first. */
export function groupByPriority<T>(
  things: readonly T[],
  priorityOf: (thing: T) => number,
): readonly PriorityGroup<T>[] {
  const priorities = [...new Set(things.map(priorityOf))].sort((a, b) => b - a)
  return priorities.map((priority) => ({
    priority,
    members: things.filter((thing) => priorityOf(thing) === priority),
  }))
}
