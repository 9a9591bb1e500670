import type { IndexKey, IndexKeys } from './index-keys.js'

/** The entries that ask for one label: for a key with one value, or with any. */
export interface Drawer {
  /** How many entries ask for it, wherever they are filed. */
  askers: number
  /** Positions of the entries that are filed here, ascending. Most drawers hold one, or none: then there is no list. */
  positions: number | number[] | undefined
}

/** The drawers of one key. Maps in maps, and no text made of key and value: keys and values may be any text. */
export interface KeyFile {
  readonly anyValue: Drawer
  /** Absent where everybody asks for the bare key. */
  byValue: Map<string, Drawer> | undefined
}

/** Drawers by key. */
export type Cabinet = Map<string, KeyFile>

/** Where entries are: each is in `always`, or in the drawers of one of its keys, or nowhere. */
export interface Files {
  readonly always: number[]
  /** By labels of the object. */
  readonly own: Cabinet
  /** By labels of its Namespace. */
  readonly namespace: Cabinet
}

/**
 * Files each entry under the key that the fewest other entries share.
 *
 * A bare key counts as shared by all who ask for it, with a value or without: labels that have it fit more selectors
 * than labels that have a certain value. Of equals the first is taken.
 */
export function fileBySelectivity(entries: readonly { readonly indexKeys: IndexKeys }[]): Files {
  const files: Files = { always: [], own: new Map(), namespace: new Map() }
  const options: Option[] = []
  // First all ask, so that each drawer knows how many do; where the options of each entry end is noted.
  const ends = entries.map(({ indexKeys }, position) => {
    if (indexKeys === 'always') files.always.push(position)
    else if (indexKeys !== 'never') addOptions(indexKeys, files, options)
    return options.length
  })
  let start = 0
  ends.forEach((end, position) => {
    if (end > start) putInto(leastAsked(options, start, end), position)
    start = end
  })
  return files
}

/** The drawer that an entry may be filed in because of one key; or the drawers, where it takes several values. */
type Option = Drawer | readonly Drawer[]

function addOptions(indexKeys: IndexKey | readonly IndexKey[], files: Files, options: Option[]): void {
  if ('key' in indexKeys) options.push(askFor(indexKeys, files))
  else for (const indexKey of indexKeys) options.push(askFor(indexKey, files))
}

function askFor({ side, key, value }: IndexKey, files: Files): Option {
  const cabinet = side === 'own' ? files.own : files.namespace
  let file = cabinet.get(key)
  if (file === undefined) cabinet.set(key, (file = { anyValue: newDrawer(), byValue: undefined }))
  file.anyValue.askers++
  if (value === undefined) return file.anyValue
  const byValue = (file.byValue ??= new Map())
  return typeof value === 'string'
    ? askForValue(value, byValue)
    : value.map((each) => askForValue(each, byValue))
}

function askForValue(value: string, byValue: Map<string, Drawer>): Drawer {
  let drawer = byValue.get(value)
  if (drawer === undefined) byValue.set(value, (drawer = newDrawer()))
  drawer.askers++
  return drawer
}

function newDrawer(): Drawer {
  return { askers: 0, positions: undefined }
}

/** The best of the options from `start` to `end`, of which there is at least one. */
function leastAsked(options: readonly Option[], start: number, end: number): Option {
  let best = options[start] ?? []
  if (end - start === 1) return best
  let fewest = countAskers(best)
  for (const option of options.slice(start + 1, end)) {
    const askers = countAskers(option)
    if (askers < fewest) [best, fewest] = [option, askers]
  }
  return best
}

function countAskers(option: Option): number {
  if ('askers' in option) return option.askers
  let askers = 0
  for (const drawer of option) askers += drawer.askers
  return askers
}

function putInto(option: Option, position: number): void {
  if (!('askers' in option)) return option.forEach((drawer) => putInto(drawer, position))
  const { positions } = option
  if (positions === undefined) option.positions = position
  else if (typeof positions === 'number') option.positions = [positions, position]
  else positions.push(position)
}
