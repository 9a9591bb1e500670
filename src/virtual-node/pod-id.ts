import type { ResourceId } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import { textAt } from './read-path.js'

/** Names a Pod in issues; one that is being created may have only a generateName. */
export function podId(pod: Pod): ResourceId {
  const namespace = textAt(pod, 'metadata', 'namespace') ?? ''
  const name = (textAt(pod, 'metadata', 'name') || textAt(pod, 'metadata', 'generateName')) ?? ''
  return { kind: 'Pod', ...(namespace === '' ? {} : { namespace }), name }
}

/** The namespace that plain names of a Pod are looked up in: its own, else the one given, else `default`. */
export function namespaceOf(pod: Pod | undefined, given: string | undefined): string {
  return textAt(pod, 'metadata', 'namespace') || given || 'default'
}
