import type { Issue } from '../../index.js'
import type { Context } from '../context.js'
import { isMapping } from '../edit/values.js'
import { DiffPrinter } from '../output/diff-printer.js'
import type { InjectedObject } from './inject-object.js'

/** A document of the input, before and after. */
export interface InjectedDocument {
  /** Name of its file. */
  readonly name: string
  readonly linesBefore: number
  readonly before: string
  readonly after: string
  /** What it says after injection: a manifest, as a rule. */
  readonly values: readonly unknown[]
  readonly objects: readonly InjectedObject[]
  /** Whether it had to be printed anew, which loses its comments. */
  readonly isPrintedAnew?: boolean
  /** Why it could not be read. */
  readonly issues: readonly Issue[]
}

/** Prints documents one by one. */
export interface Printer {
  readonly print: (document: InjectedDocument) => Promise<void>
  readonly end: () => Promise<void>
}

export function createPrinter(context: Context): Printer {
  const printer = printerOf(context)
  if (!context.options['pods-only']) return printer
  return {
    print: (document) => (document.objects.length > 0 ? printer.print(document) : Promise.resolve()),
    end: () => printer.end(),
  }
}

function printerOf(context: Context): Printer {
  switch (context.output) {
    case 'json':
      return new JsonPrinter(context)
    case 'patch':
      return new PatchPrinter(context)
    case 'diff':
      return new DiffPrinter(context)
    default:
      return new YamlPrinter(context)
  }
}

/** The texts, with a `---` where one file ends and the next begins without one. */
class YamlPrinter implements Printer {
  readonly #context: Context
  #last: { readonly name: string; readonly isEnded: boolean } | undefined

  constructor(context: Context) {
    this.#context = context
  }

  async print({ name, after }: InjectedDocument): Promise<void> {
    const last = this.#last
    const isOtherFile = last !== undefined && last.name !== name
    const lineEnd = last !== undefined && !last.isEnded ? '\n' : ''
    const needsMarker = (isOtherFile || lineEnd !== '') && !/^---(?:\s|$)/.test(after)
    await this.#context.io.write(`${lineEnd}${needsMarker ? '---\n' : ''}${after}`)
    this.#last = { name, isEnded: after.endsWith('\n') }
  }

  async end(): Promise<void> {}
}

/** One manifest as it is, several as a List. */
class JsonPrinter implements Printer {
  readonly #context: Context
  #first: unknown
  #count: number = 0

  constructor(context: Context) {
    this.#context = context
  }

  async print({ values }: InjectedDocument): Promise<void> {
    const { io } = this.#context
    for (const value of values) {
      if (!isMapping(value)) continue
      this.#count += 1
      if (this.#count === 1) this.#first = value
      else {
        if (this.#count === 2)
          await io.write(
            `{\n  "apiVersion": "v1",\n  "kind": "List",\n  "items": [\n${indented(this.#first)}`,
          )
        await io.write(`,\n${indented(value)}`)
      }
    }
  }

  async end(): Promise<void> {
    const { io } = this.#context
    if (this.#count > 1) await io.write('\n  ]\n}\n')
    else if (this.#count === 1) await io.write(`${JSON.stringify(this.#first, null, 2)}\n`)
    else await io.write('{\n  "apiVersion": "v1",\n  "kind": "List",\n  "items": []\n}\n')
  }
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^/gm, '    ')
}

/** A list with one entry for each manifest that changes: what it is, and its JSON Patch. */
class PatchPrinter implements Printer {
  readonly #context: Context
  #count: number = 0

  constructor(context: Context) {
    this.#context = context
  }

  async print({ objects }: InjectedDocument): Promise<void> {
    for (const { apiVersion, resource, result, patch } of objects) {
      if (!result.changed) continue
      this.#count += 1
      const { kind, namespace, name } = resource
      const entry = { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name, patch }
      await this.#context.io.write(
        `${this.#count === 1 ? '[\n' : ',\n'}${JSON.stringify(entry, null, 2).replace(/^/gm, '  ')}`,
      )
    }
  }

  async end(): Promise<void> {
    await this.#context.io.write(this.#count === 0 ? '[]\n' : '\n]\n')
  }
}
