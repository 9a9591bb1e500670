import { toFieldPath, type Issue } from '../../issue/index.js'

/** What is wrong with a Pod that cannot be read, with the places. */
export function describeUnreadable(issues: readonly Issue[]): string {
  return issues.map(({ path, message }) => `${toFieldPath(path)} ${message}`.trim()).join('; ')
}
