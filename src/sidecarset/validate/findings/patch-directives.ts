import type { FieldPath, IssueCollector } from '../../../issue/index.js'
import { findUnknownFields, schemaOf } from '../../../kubernetes/go-struct/index.js'
import type { ProfileName } from '../../../profile.js'
import { specTypeName } from '../../read-sidecar-set.js'
import type { SidecarSetReading } from '../read-for-validation.js'

/** What starts the name of a directive: `$patch`, `$retainKeys`, `$setElementOrder/containers`, `$deleteFromPrimitiveList/args`. */
const directive = /^\$(?:patch|retainKeys|setElementOrder\/|deleteFromPrimitiveList\/)/

/**
 * Reports the first directive of a strategic merge patch: the manifest is meant to change another one.
 *
 * @returns whether there is one
 */
export function reportPatchDirectives(
  { raw, stored }: SidecarSetReading,
  issues: IssueCollector,
  profile: ProfileName,
): boolean {
  const spec: unknown = stored.manifest.spec
  const unknown = [
    ...findUnknownFields(schemaOf(profile), 'SidecarSet', { ...raw, spec: undefined }).map(
      ({ path }) => path,
    ),
    ...findUnknownFields(schemaOf(profile), specTypeName(stored.version), spec).map(({ path }): FieldPath => [
      'spec',
      ...path,
    ]),
  ]
  const found = unknown.find((path) => directive.test(String(path[path.length - 1])))
  if (found !== undefined)
    issues
      .at(...found)
      .warning(
        'patch-directive',
        'this is a strategic merge patch for another manifest and no SidecarSet of its own, so what it does not change is missing in it; merge it first (kustomize, kubectl patch) and validate the result',
      )
  return found !== undefined
}
