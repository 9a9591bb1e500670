import { createIssueCollector, toFieldPath, type FieldPath, type Issue } from '../issue/index.js'
import { compareTypes, findLaterFields, schemaOf, type LaterFields } from '../kubernetes/go-struct/index.js'
import { lazy } from '../lazy.js'
import type { Pod } from '../manifest/api-types.js'
import { byProfile, newestProfileName, profiles, type ProfileName } from '../profile.js'
import { identifyPod } from './pod.js'

/** What only later versions know of a Pod. Compared when somebody asks. */
const laterFields: Readonly<Record<ProfileName, () => LaterFields>> = /* @__PURE__ */ byProfile(({ name }) =>
  lazy(() => compareTypes(schemaOf(name), schemaOf(newestProfileName), 'PodSpec')),
)

/**
 * Warns of fields of a Pod that OpenKruise would drop: it reads a Pod that it changes as the types it is built from, and
 * writes it anew. This library keeps them. A native sidecar of the app, for one, becomes an ordinary init container that way.
 *
 * Only what the newest OpenKruise knows is looked for. A field that comes several times is told once, at the first place.
 */
export function findLaterPodFields(pod: Pod, profile: ProfileName, namespace: string): readonly Issue[] {
  if (profile === newestProfileName) return []
  const found = findLaterFields(laterFields[profile](), pod.spec)
  if (found.length === 0) return []
  const issues = createIssueCollector(identifyPod(pod, namespace), ['spec'])
  for (const kind of new Set(found.map(kindOf))) {
    const places = found.filter((path) => kindOf(path) === kind)
    issues.at(...(places[0] ?? [])).warning('pod-field-beyond-profile', describe(places, profile))
  }
  return issues.list
}

/** A place without its indexes: `containers.resizePolicy`. */
function kindOf(path: FieldPath): string {
  return path.filter((segment) => typeof segment === 'string').join('.')
}

function describe(places: readonly FieldPath[], profile: ProfileName): string {
  const field = toFieldPath(places[0]?.slice(-1) ?? [])
  const others = places.length === 1 ? '' : ` (in ${places.length} places)`
  return `OpenKruise ${profile} has the types of Kubernetes ${profiles[profile].kubernetesVersion} and drops ${field}${others} from a Pod that it changes; here it is kept`
}
