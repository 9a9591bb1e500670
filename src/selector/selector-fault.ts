import type { FieldPath, IssueCode, IssueCollector } from '../issue/index.js'

/** Something wrong with a selector, at a place counted from the selector itself. */
export interface SelectorFault {
  readonly code: Extract<IssueCode, 'required' | 'forbidden' | 'invalid' | 'wrong-type'>
  readonly path: FieldPath
  readonly message: string
}

/** Reports faults as errors, below the place of the collector. */
export function reportFaults(faults: readonly SelectorFault[], issues: IssueCollector): void {
  for (const { code, path, message } of faults) issues.at(...path).error(code, message)
}
