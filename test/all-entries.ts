/** Everything that the package exports, whichever entry it is exported by. */
export * from '../src/index.js'
export * from '../src/update.js'
export * from '../src/virtual-node.js'
