/** Below this many values nearly all of a document may come from aliases. */
const smallDocument = 400_000
/** From this many on only a tenth may. */
const largeDocument = 4_000_000

/**
 * Tells an honest use of aliases from a bomb by their share in the values of one document, as Go's parser does: 99
 * percent for small documents, falling to 10 percent for large ones. Text that aliases repeat is bounded on its own.
 */
export class AliasBudget {
  #values: number = 0
  #aliased: number = 0
  #charactersLeft: number

  constructor(maxCharacters: number) {
    this.#charactersLeft = maxCharacters
  }

  /** Counts one value that comes into being. False where that is one too many. */
  spend(isAliased: boolean, characters: number): boolean {
    this.#values += 1
    if (!isAliased) return true
    this.#aliased += 1
    this.#charactersLeft -= characters
    const isBomb =
      this.#aliased > 100 && this.#values > 1000 && this.#aliased > this.#values * this.#allowedShare()
    return !isBomb && this.#charactersLeft >= 0
  }

  #allowedShare(): number {
    if (this.#values <= smallDocument) return 0.99
    if (this.#values >= largeDocument) return 0.1
    return 0.99 - (0.89 * (this.#values - smallDocument)) / (largeDocument - smallDocument)
  }
}
