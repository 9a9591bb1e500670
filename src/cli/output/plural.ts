/** @example plural(2, 'container') // '2 containers' */
export function plural(count: number, noun: string): string {
  const number = String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${number} ${noun}${count === 1 ? '' : 's'}`
}
