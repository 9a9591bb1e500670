import { readFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { fileURLToPath } from 'node:url'
import instrument from 'istanbul-lib-instrument'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
const coverageVariable = '__fuzz_coverage__'

/** Loads the built library with a counter at every statement and branch. */
export function loadInstrumented() {
  const instrumenter = instrument.createInstrumenter({
    coverageVariable,
    compact: true,
    esModules: false,
    preserveComments: false,
  })
  Module._extensions['.cjs'] = (module, file) => {
    const source = readFileSync(file, 'utf8')
    module._compile(file.startsWith(dist) ? instrumenter.instrumentSync(source, file) : source, file)
  }
  const require = createRequire(import.meta.url)
  const library = {
    ...require(`${dist}index.cjs`),
    ...optional(require, `${dist}update.cjs`),
    ...optional(require, `${dist}virtual-node.cjs`),
  }
  return { library, counters: Object.values(globalThis[coverageVariable]).flatMap(countersOf) }
}

function optional(require, file) {
  try {
    return require(file)
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return {}
    throw error
  }
}

/** The live tables of one file: an object of numbers for statements, an object of lists for branches. */
function countersOf({ s, b }) {
  return [s, ...Object.values(b)]
}
