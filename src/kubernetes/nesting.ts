/**
 * Whether a JSON value is nested deeper than so many levels. Looks no deeper than that, so that untrusted values of any
 * depth may be given. A scalar has no level, `{}` has one.
 *
 * @example isDeeperThan([[1]], 1) // true
 */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((member) => isDeeperThan(member, levels - 1))
}
