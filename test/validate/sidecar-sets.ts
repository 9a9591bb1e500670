import { toFieldPath, type Severity } from '../../src/issue/index.js'
import type { SidecarSet } from '../../src/manifest/api-types.js'
import type { ProfileName } from '../../src/profile.js'
import { validateSidecarSet, type ValidationContext } from '../../src/validate/index.js'
import { deepFreeze } from '../laws/deep-freeze.js'

/** Parts of manifests as people may write them: of any shape. */
export type Fields = Readonly<Record<string, unknown>>

/** A SidecarSet with nothing wrong in it, but for what is given. */
export function setWith(spec: Fields, metadata: Fields = {}): SidecarSet {
  return {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name: 'logs', ...metadata },
    spec: { selector: { matchLabels: { app: 'web' } }, containers: [container({})], ...spec },
  }
}

/** A container with nothing wrong in it, but for what is given. */
export function container(fields: Fields): Fields {
  return { name: 'agent', image: 'agent:1', ...fields }
}

/** A SidecarSet with one container of these fields. */
export function withContainer(fields: Fields): SidecarSet {
  return setWith({ containers: [container(fields)] })
}

/** A SidecarSet with one init container of these fields, that updates nothing, so that it may be a native sidecar. */
export function withInitContainer(fields: Fields): SidecarSet {
  return setWith({
    initContainers: [container({ name: 'init', ...fields })],
    updateStrategy: { type: 'NotUpdate' },
  })
}

/** A SidecarSet with one volume `v` of this source. Nobody mounts it, so only its own mistakes are reported. */
export function withSource(source: Fields): SidecarSet {
  return setWith({ volumes: [{ name: 'v', ...source }] })
}

/** What is reported, as `code path`, of one severity or of all. */
export function findings(
  set: unknown,
  context: ValidationContext & { readonly severity?: Severity } = {},
): string[] {
  const { severity, ...rest } = context
  const issues = validateSidecarSet(deepFreeze(set) as SidecarSet, rest)
  return issues
    .filter((issue) => severity === undefined || issue.severity === severity)
    .map(({ code, path }) => `${code} ${toFieldPath(path)}`.trim())
}

/** The errors, sorted, so that tables need not know the order of the rules. */
export function errorsOf(set: unknown, profile: ProfileName, context: ValidationContext = {}): string[] {
  return findings(set, { ...context, profile, severity: 'error' }).sort()
}
