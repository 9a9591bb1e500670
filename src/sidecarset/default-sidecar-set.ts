import { readOptions } from '../options/index.js'
import { profileOptions, type ProfileOptions } from './options.js'
import { SidecarSetError } from '../issue/index.js'
import { copyPlain } from '../kubernetes/copy-plain.js'
import type { SidecarSet } from '../manifest/api-types.js'
import { defaultProfileName } from '../profile.js'
import { readSidecarSet } from './read-sidecar-set.js'

/**
 * The SidecarSet as the API server stores it: defaults filled in, amounts in canonical form, fields that the profile
 * does not know and empty optional values gone. Metadata and status stay as they are; the input is not changed.
 *
 * @param options.profile @default 'v1.3.0'
 * @throws SidecarSetError where the SidecarSet cannot be read
 * @example defaultSidecarSet(set).spec.updateStrategy // { type: 'RollingUpdate', partition: 0, maxUnavailable: 1 }
 */
export function defaultSidecarSet(set: SidecarSet, options: ProfileOptions = {}): SidecarSet {
  const { profile = defaultProfileName } = readOptions('defaultSidecarSet', profileOptions, options)
  const read = readSidecarSet(set, profile)
  if (!read.ok) throw new SidecarSetError('manifest', read.issues)
  return copyPlain({ ...set, spec: read.set.spec })
}
