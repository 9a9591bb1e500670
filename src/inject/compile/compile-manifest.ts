import type { Issue } from '../../issue/index.js'
import { deepEqual } from '../../kubernetes/deep-equal.js'
import { isJsonObject, ownValue } from '../../kubernetes/own-entry.js'
import type { SidecarSet } from '../../manifest/api-types.js'
import type { ProfileName } from '../../profile.js'
import { readSidecarSet } from '../../sidecarset/read-sidecar-set.js'
import { copyPlain } from '../../kubernetes/copy-plain.js'
import { compileSet, type CompiledSet, type HashSource } from './compiled-set.js'

/** A SidecarSet made ready, or everything that is wrong with its types. */
export type CompiledManifest =
  { readonly ok: true; readonly set: CompiledSet } | { readonly ok: false; readonly issues: readonly Issue[] }

/** What a compiled SidecarSet depends on besides its manifest. */
export interface CompileOptions {
  readonly profile: ProfileName
  readonly hashes: HashSource
}

/**
 * Reads and compiles a copy of a SidecarSet, so that later changes of the manifest change nothing.
 *
 * @param earlier what the SidecarSet of that name was compiled to before; taken over where the manifest has not changed
 */
export function compileManifest(
  manifest: SidecarSet,
  { profile, hashes }: CompileOptions,
  earlier: CompiledSet | undefined,
): CompiledManifest {
  if (earlier !== undefined && isUnchanged(earlier.stored.manifest, manifest))
    return { ok: true, set: earlier }
  const read = readSidecarSet(copyPlain(manifest), profile)
  return read.ok ? { ok: true, set: compileSet(read.set, profile, hashes) } : read
}

/**
 * Whether two states of a SidecarSet are the same: by `resourceVersion`, where both have one and are of one object in a
 * cluster; else by content.
 */
function isUnchanged(before: SidecarSet, after: unknown): boolean {
  const versions = [versionOf(before), versionOf(after)]
  return versions.includes(undefined) ? deepEqual(before, after) : versions[0] === versions[1]
}

function versionOf(manifest: unknown): string | undefined {
  const metadata = isJsonObject(manifest) ? ownValue(manifest, 'metadata') : undefined
  if (!isJsonObject(metadata)) return undefined
  const [uid, resourceVersion] = [ownValue(metadata, 'uid'), ownValue(metadata, 'resourceVersion')]
  const isKnown = typeof uid === 'string' && typeof resourceVersion === 'string'
  return isKnown && uid !== '' && resourceVersion !== '' ? JSON.stringify([uid, resourceVersion]) : undefined
}

/** The name of a SidecarSet that may be malformed. */
export function nameOfManifest(manifest: unknown): string | undefined {
  const metadata = isJsonObject(manifest) ? ownValue(manifest, 'metadata') : undefined
  const name = isJsonObject(metadata) ? ownValue(metadata, 'name') : undefined
  return typeof name === 'string' ? name : undefined
}
