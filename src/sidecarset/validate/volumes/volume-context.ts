import type { IssueCollector } from '../../../issue/index.js'
import type { ValidationRules } from '../validation-rules.js'

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
