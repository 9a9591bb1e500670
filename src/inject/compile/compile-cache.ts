import type { Issue } from '../../issue/index.js'
import type { SidecarSet } from '../../manifest/api-types.js'
import type { ProfileName } from '../../profile.js'
import { readSidecarSet } from '../../sidecarset/read-sidecar-set.js'
import { compileSet, type CompiledSet, type HashSource } from './compiled-set.js'

/** A SidecarSet made ready, or everything that is wrong with its types. */
export type CompiledManifest =
  { readonly ok: true; readonly set: CompiledSet } | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Compiled SidecarSets by manifest. When one SidecarSet of thousands changes, the new injector finds the others here.
 *
 * Nothing of it can be seen but speed, so long as nobody changes a manifest that was handed over. What is kept follows
 * from the manifest and the profile alone: bindings, Namespaces and revisions are never part of it. It goes with the
 * manifest when that is no longer used.
 */
type CompiledSets = Readonly<Record<ProfileName, WeakMap<SidecarSet, CompiledSet>>>

const compiledSets: Readonly<Record<HashSource, CompiledSets>> = {
  computed: { 'v1.3.0': new WeakMap(), 'v1.8.0': new WeakMap(), 'v1.9.0': new WeakMap() },
  carried: { 'v1.3.0': new WeakMap(), 'v1.8.0': new WeakMap(), 'v1.9.0': new WeakMap() },
}

/** Reads and compiles a SidecarSet, or finds what became of it the first time. */
export function compileManifest(
  manifest: SidecarSet,
  profile: ProfileName,
  hashes: HashSource,
): CompiledManifest {
  const known = compiledSets[hashes][profile].get(manifest)
  if (known !== undefined) return { ok: true, set: known }
  const read = readSidecarSet(manifest, profile)
  if (!read.ok) return read
  const set = compileSet(read.set, profile, hashes)
  compiledSets[hashes][profile].set(manifest, set)
  return { ok: true, set }
}
