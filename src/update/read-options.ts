import { createIssueCollector, SidecarSetError } from '../issue/index.js'
import { canonicalizeTime } from '../kubernetes/time.js'

/** The time of a round as annotations carry it. @throws SidecarSetError `missing-now` where it is not given, or no time */
export function readNow(now: unknown): string {
  const time = canonicalizeTime(now)
  if (time !== undefined) return time
  const issues = createIssueCollector()
  issues.error(
    'missing-now',
    'the time of the round (`now`) is not given or no time, and annotations need it',
  )
  throw new SidecarSetError('update', issues.list)
}
