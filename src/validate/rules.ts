import { byProfile, type ProfileName } from '../profile.js'
import type { CrdRule, ValidationSwitches } from '../profile/types.js'
import type { IssueCollector } from '../issue/index.js'
import type { Volume } from '../manifest/api-types.js'

export type { CrdRule } from '../profile/types.js'

/** How one version of OpenKruise judges, and which one it is. */
export interface ValidationRules extends ValidationSwitches {
  readonly profile: ProfileName
  /** Containers may not be privileged: a flag of the manager, not a matter of its version. */
  readonly refusesPrivileged?: boolean
}

/**
 * Every way in which the profiles differ in validation, and nothing else. (Which fields exist differs too, and needs no
 * rule: what a version does not know is not there when its rules are asked. So do defaults, and the values of selectors.)
 */
export const validationRules: Readonly<Record<ProfileName, ValidationRules>> = /* @__PURE__ */ byProfile(
  ({ name, validation }) => ({ profile: name, ...validation }),
)

/** What the CRD of each version refuses by itself. */
export const crdRules: Readonly<Record<ProfileName, readonly CrdRule[]>> = /* @__PURE__ */ byProfile(
  ({ crd }) => crd,
)

/** A container's place in the Pod, which decides what it may have. */
export type ContainerRole = 'container' | 'init' | 'native-sidecar'

/** What the rules of a container ask of its surroundings. */
export interface ContainerContext {
  readonly rules: ValidationRules
  readonly role: ContainerRole
  /** The volumes without mistakes of their own; others count as missing. */
  readonly volumes: ReadonlyMap<string, Volume>
  /** The names of all volumes, with mistakes or without. */
  readonly declared: ReadonlySet<string>
}

/** What the rules of a volume's source ask of its surroundings. */
export interface VolumeContext {
  readonly rules: ValidationRules
  /** The volume's own name. */
  readonly name: string
  /** The place of the volume itself, for what is wrong with its name. */
  readonly volume: IssueCollector
}

/** Judges one kind of source; the collector stands at the source. */
export type SourceRule<Source> = (source: Source, issues: IssueCollector, context: VolumeContext) => void
