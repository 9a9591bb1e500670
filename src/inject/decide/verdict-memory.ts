import type { CompiledSet } from '../compile/compiled-set.js'
import type { Verdict } from './verdict.js'

/**
 * The verdicts that one injector remembers, by SidecarSet and namespace. They follow from the configuration alone, so
 * that remembering them changes nothing but speed.
 */
export interface VerdictMemory {
  /** The verdict on a SidecarSet for Pods of a namespace, made by `decide` when it is asked for first. */
  verdict(set: CompiledSet, namespace: string, decide: () => Verdict): Verdict
}

/** What is remembered by default, in bytes. */
export const defaultMemoryLimit: number = 16 * 1024 * 1024

/**
 * A memory of bounded size: when it is full, it is emptied. Sizes are estimates from above.
 *
 * @param limit in bytes
 */
export function createVerdictMemory(limit: number = defaultMemoryLimit): VerdictMemory {
  const verdicts = new Map<CompiledSet, Map<string, Verdict>>()
  let size = 0
  return {
    verdict: (set, namespace, decide) => {
      const found = verdicts.get(set)?.get(namespace)
      if (found !== undefined) return found
      const made = decide()
      const needed = bytesOfEntry + sizeOf(namespace) + sizeOf([made.decision, made.references, made.issues])
      if (needed > limit) return made
      if (size + needed > limit) {
        verdicts.clear()
        size = 0
      }
      size += needed
      const byNamespace = verdicts.get(set) ?? new Map<string, Verdict>()
      verdicts.set(set, byNamespace.set(namespace, made))
      return made
    },
  }
}

/** A verdict with its places in the maps, without what it holds. */
const bytesOfEntry = 512

/** Bytes that a piece of plain data takes, texts counted as if nobody else held them. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 32 + 2 * value.length
  if (typeof value !== 'object' || value === null) return 16
  let size = 64
  for (const member of Object.values(value)) size += 16 + sizeOf(member)
  return size
}
