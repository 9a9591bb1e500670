import { isMapping } from './values.js'

/** How the flow collections of a place are written: `{a: 1}`, `{"a":1}`, or as JSON in lines. */
export interface FlowStyle {
  /** What stands before each item: a blank, nothing, or a line end and an indent. */
  readonly gap: string
  /** One level more, where items stand in lines of their own. */
  readonly unit: string
  readonly isQuoted: boolean
}

/** A value as flow collections write it. */
export function flowText(value: unknown, style: FlowStyle): string {
  if (style.gap.includes('\n'))
    return JSON.stringify(value, null, style.unit).replace(
      /\n/g,
      style.gap.slice(style.gap.lastIndexOf('\n')),
    )
  const blank = style.gap === '' ? '' : ' '
  if (Array.isArray(value)) return `[${value.map((item) => flowText(item, style)).join(`,${blank}`)}]`
  if (!isMapping(value)) return JSON.stringify(value) ?? 'null'
  const pairs = Object.entries(value).map((pair) => flowPair(pair, style))
  return `{${pairs.join(`,${blank}`)}}`
}

/** A key and its value. */
export function flowPair([key, value]: readonly [string, unknown], style: FlowStyle): string {
  const isPlain =
    !style.isQuoted &&
    /^[A-Za-z][A-Za-z0-9_./-]*$/.test(key) &&
    !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(key)
  const blank = style.gap === '' && style.isQuoted ? '' : ' '
  return `${isPlain ? key : JSON.stringify(key)}:${blank}${flowText(value, style)}`
}
