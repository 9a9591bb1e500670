import type { FieldPath, IssueCode, IssueCollector } from '../../issue/index.js'

/**
 * A collector that keeps quiet about places that could not be read: what stands there was reported, and the rules see
 * nothing there, so whatever they find is no mistake of the author. That goes for the place itself, for all below, and
 * for what directly holds it.
 */
export function muteCollector(inner: IssueCollector, unreadable: readonly FieldPath[]): IssueCollector {
  return unreadable.length === 0
    ? inner
    : new MutedCollector(inner, {
        places: new Set(unreadable.map(keyOf)),
        holders: new Set(unreadable.map((path) => keyOf(path.slice(0, -1)))),
      })
}

/** Paths as text: those that could not be read, and those that hold them. */
interface MutedPlaces {
  readonly places: ReadonlySet<string>
  readonly holders: ReadonlySet<string>
}

class MutedCollector implements IssueCollector {
  readonly #inner: IssueCollector
  readonly #muted: MutedPlaces

  constructor(inner: IssueCollector, muted: MutedPlaces) {
    this.#inner = inner
    this.#muted = muted
  }

  get list(): IssueCollector['list'] {
    return this.#inner.list
  }

  get path(): FieldPath {
    return this.#inner.path
  }

  at(...segments: FieldPath): IssueCollector {
    return new MutedCollector(this.#inner.at(...segments), this.#muted)
  }

  error(code: IssueCode, message: string): void {
    if (!this.#isMuted()) this.#inner.error(code, message)
  }

  warning(code: IssueCode, message: string): void {
    if (!this.#isMuted()) this.#inner.warning(code, message)
  }

  info(code: IssueCode, message: string): void {
    if (!this.#isMuted()) this.#inner.info(code, message)
  }

  hasErrors(): boolean {
    return this.#inner.hasErrors()
  }

  #isMuted(): boolean {
    const { path } = this.#inner
    const { places, holders } = this.#muted
    return holders.has(keyOf(path)) || path.some((_, index) => places.has(keyOf(path.slice(0, index + 1))))
  }
}

function keyOf(path: FieldPath): string {
  return JSON.stringify(path)
}
