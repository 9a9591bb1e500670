import { type FieldPath, type Issue, type ResourceId } from '../issue/index.js'
import type { CheckedManifest, Candidate } from './read/check-manifest.js'
import type { Position } from './yaml/positions.js'

/** Finds the lines of manifests that came from text. Belongs to the `Manifests` it was made with. */
export interface SourceMap {
  /** The place of a field of one of the manifests: the same object, not a copy. */
  locate(manifest: object, path?: FieldPath): Position | undefined
  /** The place of a field of the manifest with that name, if exactly one has it. */
  locateResource(resource: ResourceId, path?: FieldPath): Position | undefined
}

/** A source map of manifests that have been read. */
export function createSourceMap(manifests: readonly CheckedManifest[]): SourceMap {
  return new ManifestSources(manifests)
}

class ManifestSources implements SourceMap {
  readonly #candidates: Map<object, Candidate> = new Map()
  readonly #resources: Map<string, { resource: ResourceId; candidate: Candidate }[]> = new Map()

  constructor(manifests: readonly CheckedManifest[]) {
    for (const { placed, candidate } of manifests) {
      if (placed === undefined) continue
      this.#candidates.set(placed.manifest, candidate)
      const key = keyOf(placed.resource)
      const namesakes = this.#resources.get(key) ?? []
      namesakes.push({ resource: placed.resource, candidate })
      this.#resources.set(key, namesakes)
    }
  }

  locate(manifest: object, path: FieldPath = []): Position | undefined {
    const candidate = this.#candidates.get(manifest)
    return candidate?.document.locate([...candidate.path, ...path])
  }

  locateResource(resource: ResourceId, path: FieldPath = []): Position | undefined {
    const found = (this.#resources.get(keyOf(resource)) ?? []).filter((each) =>
      mayBe(each.resource, resource),
    )
    const candidate = found.length === 1 ? found[0]?.candidate : undefined
    return candidate?.document.locate([...candidate.path, ...path])
  }
}

function keyOf(resource: ResourceId): string {
  return `${resource.kind}/${resource.name}`
}

/** A namespace that one of the two does not know does not tell them apart. */
function mayBe(a: ResourceId, b: ResourceId): boolean {
  return a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace
}

/**
 * Adds line and column to issues that another stage found in parsed manifests, such as those of `validateSidecarSet`.
 * An issue stays as it is if it has a line, names no manifest, or names one that was given as an object.
 *
 * @example locateIssues(validateSidecarSet(set), manifests) // [{ code: 'required', line: 12, column: 5, ... }]
 */
export function locateIssues(issues: readonly Issue[], manifests: { readonly sources: SourceMap }): Issue[] {
  return issues.map((issue) => {
    if (issue.line !== undefined || issue.resource === undefined) return issue
    return { ...issue, ...manifests.sources.locateResource(issue.resource, issue.path) }
  })
}
