import type { Context } from '../context.js'
import type { ExitCode } from '../io.js'
import { formatEach } from '../output/one-issue.js'
import { paint } from '../output/paint.js'
import { plural } from '../output/plural.js'
import type { InjectedObject } from './inject-object.js'
import type { InjectedDocument } from './inject-output.js'

const defaultLimit = 20

/** The report of `inject`, on stderr: a line for each manifest that changed or was refused, then the numbers. */
export class InjectReport {
  readonly #context: Context
  readonly #counts: Record<'injected' | 'refused' | 'unchanged' | 'unreadable', number> = {
    injected: 0,
    refused: 0,
    unchanged: 0,
    unreadable: 0,
  }
  #shown: number = 0

  constructor(context: Context) {
    this.#context = context
  }

  add({ name, linesBefore, objects, issues, isPrintedAnew = false }: InjectedDocument): void {
    if (isPrintedAnew)
      this.#context.note(
        `${name}:${linesBefore + 1}: this document could not be changed in place, and is printed anew without its comments\n`,
      )
    if (issues.length > 0) {
      this.#counts.unreadable += 1
      this.#context.io.log(formatEach(issues))
    }
    for (const object of objects) this.#addObject(object)
  }

  /** Prints the numbers. @returns the exit code */
  conclude(): ExitCode {
    const { injected, refused, unchanged, unreadable } = this.#counts
    const { limit = defaultLimit } = this.#context.options
    const rest = injected + refused - this.#shown
    if (rest > 0) this.#context.note(`and ${rest} more (--limit ${limit})\n`)
    const parts = [
      `${injected} injected`,
      ...(refused === 0 ? [] : [`${refused} refused and printed as ${refused === 1 ? 'it is' : 'they are'}`]),
      `${unchanged} unchanged`,
      ...(unreadable === 0 ? [] : [`${plural(unreadable, 'document')} that cannot be read`]),
    ]
    this.#context.note(`${parts.join(', ')}\n`)
    return unreadable > 0 ? 2 : refused > 0 ? 1 : 0
  }

  #addObject(object: InjectedObject): void {
    const { allowed, changed, issues } = object.result
    const state = allowed ? (changed ? 'injected' : 'unchanged') : 'refused'
    this.#counts[state] += 1
    if (state === 'unchanged' && issues.length === 0) return
    const { limit = defaultLimit } = this.#context.options
    if (this.#shown >= limit) return
    this.#shown += state === 'unchanged' ? 0 : 1
    const { color } = this.#context
    const line = `${nameOf(object)}: ${paint(describeObject(object), allowed ? 'green' : 'red', color)}\n`
    const details = formatEach(issues).replace(/^(?=.)/gm, '  ')
    // Why a manifest is refused is an error, which --quiet leaves.
    if (allowed) this.#context.note(line + details)
    else this.#context.io.log(line + details)
  }
}

function nameOf({ resource: { kind, namespace, name } }: InjectedObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
}

function describeObject({ result, added }: InjectedObject): string {
  if (!result.allowed) return 'refused'
  const from = result.decisions.filter(({ outcome }) => outcome === 'injected' || outcome === 'metadata-only')
  const parts = [
    ...(added.containers > 0 ? [plural(added.containers, 'container')] : []),
    ...(added.volumes > 0 ? [plural(added.volumes, 'volume')] : []),
  ]
  const what = parts.length === 0 ? '' : ` ${parts.join(' and ')}`
  if (!result.changed) return 'unchanged'
  return `injected${what} from ${plural(from.length, 'SidecarSet').replace(/^1 /, '')} ${from.map(({ sidecarSet }) => sidecarSet).join(', ')}`
}
