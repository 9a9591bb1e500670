import { messageText } from '../../text/visible.js'
import type { PlacementFact, PlacementRule } from './types.js'

/** One sentence for each rule. The only place where they are worded. */
const sentences: Readonly<Record<PlacementRule, (value: string) => string>> = {
  'platform-label': () => 'the platform has labelled the Pod as one of a virtual node',
  'virtual-node-name': (name) => `the Pod names the virtual node ${name}`,
  'other-node': (name) => `the Pod names the node ${name}, which is no virtual node`,
  'daemon-set': (name) => `the Pod belongs to DaemonSet ${name}, and virtual nodes run none`,
  'acs-label': () => 'a label of the Pod asks for ACS',
  'eci-label': () => 'a label of the Pod asks for ECI',
  'old-eci-label': () => 'a label of the Pod asks for ECI, by its old name',
  'burst-eci-only': () => 'a deprecated annotation of the Pod asks for ECI only',
  'namespace-label': () => 'a label of the Namespace asks for ECI',
  'old-namespace-label': () => 'a label of the Namespace asks for ECI, by its old name',
  'node-selector': () => 'the Pod goes to virtual nodes only, and tolerates their taint',
  contradiction: () =>
    'the Pod asks for a virtual node and excludes them; what the platform makes of that is undocumented',
  'burst-eci': () =>
    'a deprecated annotation of the Pod asks for ECI where the ordinary nodes have no room left',
  'namespace-label-refused': (value) =>
    `a label of the Namespace asks for ECI and the Pod has it as ${JSON.stringify(value)}; which of them counts is undocumented`,
  'node-selector-without-toleration': () =>
    'the Pod goes to virtual nodes only and does not tolerate their taint: unless something adds the toleration, no node takes it',
  'acs-class': () =>
    'the Pod has a label that ACS reads; whether it gets there is the choice of the scheduler',
  toleration: () => 'the Pod tolerates the taint of virtual nodes; the rest is the choice of the scheduler',
  'other-nodes-only': () => 'the selectors of the Pod exclude virtual nodes',
  scheduler: () => 'nothing says where the Pod goes: that is the choice of the scheduler',
}

/** What decided, as a sentence without a full stop. */
export function describePlacement(rule: PlacementRule, fact: PlacementFact | undefined): string {
  return messageText(sentences[rule](fact?.value ?? ''))
}
