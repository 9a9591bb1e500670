import { readOptions } from '../options/index.js'
import { profileOptions, type ProfileOptions } from './options.js'
import { writeGoJson } from '../kubernetes/go-json.js'
import { sha256Hex } from '../kubernetes/sha256.js'
import type { SidecarContainer, SidecarSet, SidecarSetSpec } from '../manifest/api-types.js'
import { defaultProfileName, profiles, type ProfileName } from '../profile.js'
import { SidecarSetError } from '../issue/index.js'
import { readSidecarSet, type StoredSidecarSet } from './read-sidecar-set.js'

/** The two hashes of a SidecarSet. */
export interface SidecarSetHashes {
  /** Changes whenever anything about the containers changes. */
  readonly hash: string
  /** Ignores images: where it is equal, a running Pod can be updated in place. */
  readonly hashWithoutImage: string
}

/** Kubernetes' alphabet for safe names: no vowels, no 0, 1, 3, so that no words arise. */
const safeAlphabet = 'bcdfghjklmnpqrstvwxz2456789'

/**
 * Hashes of a SidecarSet's containers as OpenKruise writes them into its annotations and into Pods.
 *
 * 1. Defaults are applied first, so `defaultSidecarSet` beforehand changes nothing.
 * 2. Only `containers` count; in v1.9.0 also all `initContainers`, as soon as one of them is a native sidecar
 *    (`restartPolicy: Always`). Selector, volumes, strategies and metadata play no part.
 * 3. Hash annotations that the SidecarSet already carries are not looked at. (Injection takes them with `hashes: 'carried'`.)
 *
 * @param set v1alpha1 or, in v1.9.0, v1beta1; as written or as stored
 * @param options.profile @default 'v1.3.0'
 * @returns each 64 characters of the alphabet that Kubernetes uses for safe names
 * @throws SidecarSetError where the SidecarSet cannot be read: a wrong type, an amount that is none
 * @see OpenKruise pkg/control/sidecarcontrol, SidecarSetHash
 * @example hashSidecarSet(filebeat).hash // '4689v774v27c6c46cbvw5dc7z45449f46v9w5dwzcvb4f7f47b74d98cv6x4cv79'
 */
export function hashSidecarSet(set: SidecarSet, options: ProfileOptions = {}): SidecarSetHashes {
  const { profile = defaultProfileName } = readOptions('hashSidecarSet', profileOptions, options)
  const read = readSidecarSet(set, profile)
  if (!read.ok) throw new SidecarSetError('manifest', read.issues)
  return hashSpec(read.set, profile)
}

/** Hashes of a spec in canonical, defaulted form. */
export function hashSpec(
  { spec, givesEmptyList }: Pick<StoredSidecarSet, 'spec' | 'givesEmptyList'>,
  profile: ProfileName,
): SidecarSetHashes {
  const hashed = {
    containers: spec.containers ?? (givesEmptyList ? [] : null),
    ...(profiles[profile].injection.hasNativeSidecars && hasNativeSidecar(spec)
      ? { initContainers: spec.initContainers }
      : {}),
  }
  return {
    hash: encodeSafely(sha256Hex(writeGoJson(hashed))),
    hashWithoutImage: encodeSafely(sha256Hex(writeGoJson(withoutImages(hashed)))),
  }
}

/** Whether an init container is a native sidecar: it keeps running beside the containers. */
export function isNativeSidecar(container: SidecarContainer): boolean {
  return container.restartPolicy === 'Always'
}

function hasNativeSidecar(spec: SidecarSetSpec): boolean {
  return spec.initContainers?.some(isNativeSidecar) ?? false
}

type HashedLists = Readonly<Record<string, readonly SidecarContainer[] | null | undefined>>

function withoutImages(lists: HashedLists): HashedLists {
  const strip = ({ image: _image, ...rest }: SidecarContainer): SidecarContainer => rest
  return Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list?.map(strip) ?? null]))
}

/** Kubernetes' SafeEncodeString: each character code picks a letter of the alphabet. */
function encodeSafely(text: string): string {
  let encoded = ''
  for (let i = 0; i < text.length; i++)
    encoded += safeAlphabet[text.charCodeAt(i) % safeAlphabet.length] ?? ''
  return encoded
}
