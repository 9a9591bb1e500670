import { isDate } from '../kubernetes/time.js'

/** What one option may be. Plain data, so that a table costs nothing to load and a test can walk it. */
export type OptionType =
  | { readonly kind: 'choice'; readonly values: readonly (string | null)[] }
  | { readonly kind: 'text' }
  | { readonly kind: 'boolean' }
  /** A number within bounds, both included; NaN is none. Without an upper bound it may be Infinity. */
  | { readonly kind: 'number'; readonly least: number; readonly most?: number }
  | { readonly kind: 'integer'; readonly least: number; readonly most?: number }
  | { readonly kind: 'list'; readonly of: string }
  /** Neither a list nor null. */
  | { readonly kind: 'object'; readonly of: string }
  | { readonly kind: 'function' }
  /** What a function of the library has returned. */
  | { readonly kind: 'instance'; readonly of: new (...args: never) => object; readonly from: string }
  /** A moment: RFC 3339 text, a Date, or a function that gives one of them. */
  | { readonly kind: 'time' }
  /** The value is checked where it is used, since what it may be takes more than its type to say. */
  | { readonly kind: 'other' }
  | { readonly kind: 'any'; readonly of: readonly OptionType[] }

/** An option, and whether the call needs it. Undefined always means that an option is not given. */
export type OptionEntry = OptionType & { readonly required?: true }

/** Every option that a function takes. The compiler asks for an entry as soon as the interface has another field. */
export type OptionTable<Options> = { readonly [Name in keyof Options]-?: OptionEntry }

/** A table without some of its options. */
export function withoutOptions<Table extends object, Name extends keyof Table & string>(
  table: Table,
  ...names: readonly Name[]
): Omit<Table, Name> {
  const isLeft = ([name]: [string, unknown]): boolean => !(names as readonly string[]).includes(name)
  return Object.fromEntries(Object.entries(table).filter(isLeft)) as Omit<Table, Name>
}

/** Whether a value is of an option's type. */
export function accepts(type: OptionType, value: unknown): boolean {
  switch (type.kind) {
    case 'choice':
      return type.values.includes(value as string | null)
    case 'text':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'number':
      return isWithin(value, type)
    case 'integer':
      return (Number.isInteger(value) || value === Infinity) && isWithin(value, type)
    case 'list':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'function':
      return typeof value === 'function'
    case 'instance':
      return value instanceof type.of
    case 'time':
      return typeof value === 'string' || typeof value === 'function' || isDate(value)
    case 'other':
      return true
    case 'any':
      return type.of.some((each) => accepts(each, value))
  }
}

/** What an option takes, for the message that refuses a value. @example allowed({ kind: 'list', of: 'Pods' }) // 'a list of Pods' */
export function allowed(type: OptionType): string {
  switch (type.kind) {
    case 'choice':
      return joinWithOr(type.values.map((value) => JSON.stringify(value)))
    case 'text':
      return 'text'
    case 'boolean':
      return 'true or false'
    case 'number':
      return `a number ${bounds(type)}`
    case 'integer':
      return `an integer ${bounds(type)}`
    case 'list':
      return `a list of ${type.of}`
    case 'object':
      return type.of
    case 'function':
      return 'a function'
    case 'instance':
      return `what ${type.from} returns`
    case 'time':
      return 'RFC 3339 text, a Date, or a function that returns one'
    case 'other':
      return 'a value'
    case 'any':
      return joinWithOr(type.of.map(allowed))
  }
}

type Bounds = { readonly least: number; readonly most?: number }

function isWithin(value: unknown, { least, most = Infinity }: Bounds): boolean {
  return typeof value === 'number' && value >= least && value <= most
}

function bounds({ least, most }: Bounds): string {
  return most === undefined ? `of at least ${least}` : `from ${least} to ${most}`
}

function joinWithOr(parts: readonly string[]): string {
  const last = parts[parts.length - 1] ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} or ${last}`
}
