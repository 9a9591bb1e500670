import { readOptions, type OptionTable } from '../../options/index.js'
/**
 * How much input is read before reading gives up with `limit-exceeded`. Each limit can be set on its own; the defaults
 * are far above what a cluster's SidecarSets need and keep the work within about a second.
 */
export interface ManifestLimits {
  /**
   * Characters of text, of all texts together; the characters that aliases repeat count again.
   * @default 10_000_000
   */
  readonly maxCharacters?: number | undefined
  /**
   * Documents in all texts together, the empty ones included, and objects given as objects.
   * @default 10_000
   */
  readonly maxDocuments?: number | undefined
  /**
   * How deep mappings and lists may nest. Reading is recursive: where a host's stack bears less, that is the limit.
   * @default 500
   */
  readonly maxDepth?: number | undefined
  /**
   * Mappings, lists, keys and scalars of the whole input; what aliases and shared objects repeat counts each time.
   * @default 1_000_000
   */
  readonly maxNodes?: number | undefined
}

const defaults: Limits = {
  maxCharacters: 10_000_000,
  maxDocuments: 10_000,
  maxDepth: 500,
  maxNodes: 1_000_000,
}

/** Limits with every default filled in. */
export interface Limits {
  readonly maxCharacters: number
  readonly maxDocuments: number
  readonly maxDepth: number
  readonly maxNodes: number
}

/** What `parseYaml`, `parseManifests` and `safeParseManifests` take. */
export const manifestLimits: OptionTable<ManifestLimits> = {
  maxCharacters: { kind: 'integer', least: 0 },
  maxDocuments: { kind: 'integer', least: 0 },
  maxDepth: { kind: 'integer', least: 0 },
  maxNodes: { kind: 'integer', least: 0 },
}

/** Fills in the defaults. */
export function resolveLimits(call: string, given: ManifestLimits = {}): Limits {
  const limits = readOptions(call, manifestLimits, given)
  return {
    maxCharacters: limits.maxCharacters ?? defaults.maxCharacters,
    maxDocuments: limits.maxDocuments ?? defaults.maxDocuments,
    maxDepth: limits.maxDepth ?? defaults.maxDepth,
    maxNodes: limits.maxNodes ?? defaults.maxNodes,
  }
}
