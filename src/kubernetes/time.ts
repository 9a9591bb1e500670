/** As Go reads RFC 3339: the hour may have one digit, and a comma may stand before the fraction. */
const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:\d\d)$/

/**
 * A time as Kubernetes writes it: RFC 3339, UTC, whole seconds. undefined where the value is no such time.
 *
 * @param value RFC 3339 text with any offset and any fraction, or a Date
 * @example canonicalizeTime('2026-01-01T01:30:00.5+01:30') // '2026-01-01T00:00:00Z'
 */
export function canonicalizeTime(value: unknown): string | undefined {
  const milliseconds = typeof value === 'string' ? parseTime(value) : millisecondsOf(value)
  return milliseconds === undefined || Number.isNaN(milliseconds) ? undefined : formatTime(milliseconds)
}

/** Milliseconds since 1970 of an RFC 3339 text, fractions of seconds cut off; undefined where it is none. */
export function parseTime(text: string): number | undefined {
  const match = rfc3339.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const offset = offsetMinutes(match[7] ?? 'Z')
  if (offset === undefined) return undefined
  const local = new Date(0)
  local.setUTCFullYear(year, month - 1, day)
  local.setUTCHours(hour, minute, second)
  return local.getTime() - offset * 60_000
}

/**
 * Whether a value is a Date, one of another realm included. What a value says about itself does not count: methods may
 * be overridden, and `Symbol.toStringTag` claims anything.
 */
export function isDate(value: unknown): value is Date {
  try {
    Date.prototype.getTime.call(value)
    return true
  } catch {
    return false
  }
}

function millisecondsOf(value: unknown): number | undefined {
  return isDate(value) ? Date.prototype.getTime.call(value) : undefined
}

/** Put together by hand where the year has four digits: it takes a third of the time, and every injection writes one. */
function formatTime(milliseconds: number): string {
  const time = new Date(milliseconds)
  const year = time.getUTCFullYear()
  if (!(year >= 1000 && year <= 9999)) return `${time.toISOString().slice(0, -'.000Z'.length)}Z`
  const day = `${year}-${twoDigits(time.getUTCMonth() + 1)}-${twoDigits(time.getUTCDate())}`
  const [hour, minute, second] = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()]
  return `${day}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}Z`
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}

function offsetMinutes(text: string): number | undefined {
  if (text === 'Z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(4, 6))
  if (hours > 24 || minutes > 60) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}
