import type { SidecarContainer, Volume } from '../../../manifest/api-types.js'
import type { ValidationRules } from '../validation-rules.js'

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

/** The role of an init container. A version that does not know native sidecars has dropped their restartPolicy. */
export function roleOfInitContainer(container: SidecarContainer): ContainerRole {
  return container.restartPolicy === 'Always' ? 'native-sidecar' : 'init'
}
