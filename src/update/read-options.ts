import { createIssueCollector } from '../issue/index.js'
import { canonicalizeTime } from '../kubernetes/time.js'
import { InjectionError } from '../sidecarset/injection-error.js'

/** The time of a round as annotations carry it. @throws InjectionError `missing-now` where it is not given, or no time */
export function readNow(now: unknown): string {
  const time = canonicalizeTime(now)
  if (time !== undefined) return time
  const issues = createIssueCollector()
  issues.error(
    'missing-now',
    'the time of the round (`now`) is not given or no time, and annotations need it',
  )
  throw new InjectionError(issues.list)
}
