import { brokenRules, type Mistakes, type Rule } from './mistakes.js'

/**
 * What keeps a text from being a relative path: it must not start with `/`, and no element may be `..`, which is one
 * mistake however many there are. Empty is fine.
 *
 * @example relativePathMistakes('a/../../b') // ["must not contain '..'"]
 */
export function relativePathMistakes(value: string): Mistakes {
  return brokenRules(...relativeRules(value))
}

/**
 * What keeps a text from being a path for a file of a volume: a relative path whose first element does not start with
 * `..` either, since such names (`..data`) are what the kubelet itself writes there.
 *
 * @example localPathMistakes('..data') // ["must not start with '..'"]
 * @example localPathMistakes('../a')   // ["must not contain '..'"]
 */
export function localPathMistakes(value: string): Mistakes {
  const isReserved = value.startsWith('..') && !value.startsWith('../')
  return brokenRules(...relativeRules(value), [isReserved, "must not start with '..'"])
}

/** Whether some element of a path is `..`. @example hasParentElement('/a/..b') // false */
export function hasParentElement(path: string): boolean {
  return path.split('/').includes('..')
}

function relativeRules(value: string): readonly Rule[] {
  return [
    [value.startsWith('/'), 'must be a relative path'],
    [hasParentElement(value), "must not contain '..'"],
  ]
}
