// Random SidecarSets, Pods and clusters: what the laws are tested on. One file a kind of thing.
export {
  configs,
  inNamespaceOf,
  injectorOf,
  now,
  resultOf,
  run,
  scenarios,
  staticScenarios,
  type Scenario,
} from './generators/scenario.js'
export { plainPods, pods } from './generators/pods.js'
export { spelledOut } from './generators/volumes.js'
