import type { IssueCollector } from '../issue/index.js'
import type { Volume } from '../manifest/api-types.js'
import type { ValidationRules } from './rules.js'

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
