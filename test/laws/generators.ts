// Random SidecarSets, Pods and clusters: what the laws are tested on. One file a kind of thing.
export { configs, injectorOf, now, run, scenarios, type Scenario } from './generators/scenario.js'
export { pods } from './generators/pods.js'
export { sidecarSets } from './generators/sidecar-sets.js'
