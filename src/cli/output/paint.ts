const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const

export type Paint = keyof typeof codes

/** Text in a colour, where there are colours. Line ends stay outside, as pagers want it. */
export function paint(text: string, how: Paint | undefined, color: boolean): string {
  if (!color || how === undefined) return text
  const [on, off] = codes[how]
  return text.replace(/[^\n]+/g, (line) => `\u001b[${on}m${line}\u001b[${off}m`)
}
