/**
 * The stages of the library in the order of the flow. A stage may import those above it in this list, and nothing else:
 * neither a stage below it nor one beside it.
 */
export const layers = [
  ['lazy.ts', 'text'],
  ['issue'],
  ['read'],
  ['profile.ts', 'profile'],
  ['kubernetes'],
  ['options'],
  ['patch'],
  ['manifest'],
  ['selector', 'sidecarset', 'reference'],
  ['inject'],
  ['validate', 'update', 'virtual-node'],
  ['check'],
  ['workload'],
  ['report'],
  ['admission', 'explain'],
  ['shared-types.ts'],
  ['index.ts', 'update.ts', 'virtual-node.ts', 'schemas.ts'],
  ['cli'],
]

/** What the command may import of the library: what everybody can. */
export const publicEntries = ['index.ts', 'update.ts', 'virtual-node.ts', 'schemas.ts']

/** The command may import nothing of the library but its entries. */
export const commandZone = {
  target: './src/cli',
  from: './src',
  except: ['./cli', ...publicEntries.map((entry) => `./${entry}`)],
  message:
    'The command calls the public functions that everyone calls: import src/index.ts or another entry.',
}

/** Stages that are one thing in two places. */
const pairs = { 'profile.ts': ['profile'], profile: ['profile.ts'] }

/** The layers as zones of the rule `import-x/no-restricted-paths`. */
export function zonesOf(order) {
  const zones = order.flatMap((stages, index) =>
    stages.map((stage) => ({
      target: `./src/${stage}`,
      from: [...stages, ...order.slice(index + 1).flat()]
        .filter((other) => other !== stage && !(pairs[stage] ?? []).includes(other))
        .map((other) => `./src/${other}`),
      message: `${stage} comes before it in lint/layers.js.`,
    })),
  )
  return zones.filter(({ from }) => from.length > 0)
}
