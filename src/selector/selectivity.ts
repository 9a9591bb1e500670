import type { LenientSelector } from './lenient-selector.js'
import type { Requirement } from './requirement.js'

/** The part of a selector that an index needs. */
export type IndexableSelector = Pick<LenientSelector, 'scope' | 'requirements' | 'unknownOperator'>

/** A selector over an object's labels, and one over those of the Namespace it is in. */
export interface IndexableSelectors {
  readonly selector: IndexableSelector
  /** Absent: any Namespace will do. */
  readonly namespaceSelector?: IndexableSelector | undefined
}

/** A label that must be there for selectors to fit. */
export interface IndexKey {
  /** Whose label it is. */
  readonly side: 'own' | 'namespace'
  readonly key: string
  /** The value it must have, or all that it may have, each once. Absent: any. */
  readonly value: string | readonly string[] | undefined
}

/** When selectors have to be looked at: never, always, or only for labels with one of the keys, whichever of them. */
export type IndexKeys = 'never' | 'always' | IndexKey | readonly IndexKey[]

/**
 * Finds out for which labels selectors have to be looked at. Short, and made once for any number of indexes: building
 * one over thousands of selectors spends its time on walking through memory.
 *
 * 1. `matchLabels`, `In` and `Exists` ask for a label. `NotIn` and `DoesNotExist` are met by having nothing, so they ask
 *    for none.
 * 2. The error of an unknown operator is for every object of the Namespaces that are selected, whatever its labels. In a
 *    selector over Namespaces it matches nothing.
 */
export function findIndexKeys({ selector, namespaceSelector }: IndexableSelectors): IndexKeys {
  const isErroneous = selector.unknownOperator !== undefined
  if (selector.scope === 'nothing' && !isErroneous) return 'never'
  if (namespaceSelector !== undefined && matchesNothing(namespaceSelector)) return 'never'
  const keys = [
    ...(isErroneous ? [] : selector.requirements.flatMap((each) => keyOf(each, 'own'))),
    ...(namespaceSelector?.requirements.flatMap((each) => keyOf(each, 'namespace')) ?? []),
  ]
  const [first] = keys
  if (first === undefined) return 'always'
  return keys.length === 1 ? first : keys
}

function matchesNothing({ scope, unknownOperator }: IndexableSelector): boolean {
  return scope === 'nothing' || unknownOperator !== undefined
}

function keyOf({ operator, key, values }: Requirement, side: IndexKey['side']): readonly IndexKey[] {
  switch (operator) {
    case 'Equals':
    case 'In':
      return [{ side, key, value: values.length === 1 ? values[0] : [...new Set(values)] }]
    case 'Exists':
      return [{ side, key, value: undefined }]
    case 'NotIn':
    case 'DoesNotExist':
      return []
  }
}

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
