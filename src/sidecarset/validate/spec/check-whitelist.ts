import type { IssueCollector } from '../../../issue/index.js'
import type { StoredSidecarSet } from '../../read-sidecar-set.js'
import { quote } from '../../../text/quote.js'
import { readWhitelist, whitelistPlace, type PatchMetadataWhitelist } from './whitelist.js'

/**
 * Reports annotations of `patchPodMetadata` that the cluster's whitelist does not allow, at the list itself.
 *
 * @param whitelist undefined where it is not known: then only an info says that one is needed
 */
export function checkWhitelist(
  set: StoredSidecarSet,
  issues: IssueCollector,
  whitelist: PatchMetadataWhitelist | undefined,
): void {
  const patches = set.spec.patchPodMetadata ?? []
  const keys = new Set(patches.flatMap(({ annotations = {} }) => Object.keys(annotations)))
  if (patches.length === 0) return
  if (whitelist === undefined) {
    if (keys.size > 0)
      issues.info(
        'annotation-unchecked',
        `${list(keys)} must be allowed in ${whitelistPlace}; not checked here`,
      )
    return
  }
  const read = readWhitelist(whitelist, set.labels)
  if (!read.ok) {
    issues.error('annotation-not-allowed', `${read.why}; allow ${list(keys)} in ${whitelistPlace}`)
    return
  }
  for (const key of keys)
    if (!read.allows(key))
      issues.error(
        'annotation-not-allowed',
        `no expression of the whitelist matches ${quote(key)}; add one in ${whitelistPlace}`,
      )
}

function list(keys: ReadonlySet<string>): string {
  const shown = [...keys].slice(0, 5).map(quote).join(', ')
  return keys.size > 5 ? `${shown} and others` : shown === '' ? 'the annotations' : shown
}
