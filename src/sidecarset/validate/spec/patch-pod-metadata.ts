import type { IssueCollector } from '../../../issue/index.js'
import type { SidecarSetPatchPodMetadata } from '../../../manifest/api-types.js'
import { quote } from '../../../text/quote.js'
import { validateAnnotations } from '../metadata/label-maps.js'

/** Reports entries without annotations, keys that come again, and annotations that no object can have. */
export function validatePatchPodMetadata(
  patches: readonly SidecarSetPatchPodMetadata[],
  issues: IssueCollector,
): void {
  const seen = new Set<string>()
  patches.forEach(({ annotations = {} }, index) => {
    const place = issues.at(index, 'annotations')
    const keys = Object.keys(annotations)
    if (keys.length === 0)
      place.error('required', 'an entry needs annotations; no other metadata can be patched')
    for (const key of keys) {
      if (seen.has(key)) place.error('duplicate', `annotation ${quote(key)} is in an earlier entry already`)
      seen.add(key)
    }
    validateAnnotations(annotations, place)
  })
}
