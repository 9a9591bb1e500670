const date = /^(\d{4})-(\d{1,2})-(\d{1,2})/
const time = /^[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?/
const zone = /^(?:Z|[-+]\d\d:\d\d)$/

/** Whether a text is a date or time as Go's parser accepts under the tag `!!timestamp`. */
export function isTimestamp(text: string): boolean {
  const day = date.exec(text)
  if (day === null || !isDay(Number(day[1]), Number(day[2]), Number(day[3]))) return false
  const afterDay = text.slice(day[0].length)
  if (afterDay === '') return true
  const clock = time.exec(afterDay)?.[0]
  if (clock === undefined || !isClock(clock)) return false
  const afterClock = afterDay.slice(clock.length)
  // A time with a blank before it has no zone; one with a T needs it.
  return clock.startsWith(' ') ? afterClock === '' : zone.test(afterClock)
}

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= length
}

function isClock(clock: string): boolean {
  const [hours = 0, minutes = 0, seconds = 0] = clock.slice(1).split(':').map(Number.parseFloat)
  return hours < 24 && minutes < 60 && seconds < 60
}
