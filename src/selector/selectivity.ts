import type { IndexKey, IndexKeys } from './index-keys.js'

/** The entries that ask for one label: for a key with one value, or with any. */
export interface Drawer {
  /** How many entries ask for it, wherever they are filed. */
  askers: number
  /** Positions of the entries that are filed here, in no order. Most drawers hold one, or none: then there is no list. */
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
  const undecided: { readonly options: readonly Option[]; readonly position: number }[] = []
  entries.forEach(({ indexKeys }, position) => {
    if (indexKeys === 'always') files.always.push(position)
    else if (indexKeys === 'never') return
    else if ('key' in indexKeys) putInto(askFor(indexKeys, files), position)
    else undecided.push({ options: indexKeys.map((each) => askFor(each, files)), position })
  })
  // Only when all have asked does each drawer know how many do.
  for (const { options, position } of undecided) putInto(leastAsked(options), position)
  return files
}

/** The drawer that an entry may be filed in because of one key; or the drawers, where it takes several values. */
type Option = Drawer | readonly Drawer[]

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

function leastAsked(options: readonly Option[]): Option {
  const [first = [], ...others] = options
  let [best, fewest] = [first, countAskers(first)]
  for (const option of others) {
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
