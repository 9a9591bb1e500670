import type { FieldPath } from '../issue/index.js'
import type { ObjectMeta } from '../manifest/api-types.js'
import type { Namespace } from '../manifest/manifest-types.js'
import { messageText } from '../text/visible.js'
import type { Platform } from './platform.js'

/**
 * Whether a Pod is bound for a virtual node.
 *
 * - `virtual-node`: the platform's label is there.
 * - `will-be`: the Pod, its Namespace or its node name ask for one.
 * - `may-be`: it is the scheduler's choice, or what is asked contradicts itself.
 * - `no`: it cannot get onto one.
 */
export type Placement = 'virtual-node' | 'will-be' | 'may-be' | 'no'

/** What a placement goes by. */
export type PlacementRule =
  | 'platform-label'
  | 'virtual-node-name'
  | 'other-node'
  | 'daemon-set'
  | 'acs-label'
  | 'eci-label'
  | 'old-eci-label'
  | 'burst-eci-only'
  | 'namespace-label'
  | 'old-namespace-label'
  | 'node-selector'
  | 'contradiction'
  | 'burst-eci'
  | 'namespace-label-refused'
  | 'node-selector-without-toleration'
  | 'acs-class'
  | 'toleration'
  | 'other-nodes-only'
  | 'scheduler'

/** One thing that speaks for or against a virtual node. */
export interface PlacementFact {
  readonly rule: PlacementRule
  /** What the fact says taken alone. */
  readonly placement: Placement
  /** The platform that it names. */
  readonly platform?: Platform
  /** Where it stands: in the Pod, its Namespace or its Node. */
  readonly object: 'Pod' | 'Namespace' | 'Node'
  readonly path: FieldPath
  /** The text that stands there, where it is one. */
  readonly value?: string
}

/** The answer of `classifyPlacement`. Plain data. */
export interface PlacementVerdict {
  readonly placement: Placement
  /** What runs the Pod there; `unknown` where nothing says so, or different things do. Absent where it is `no`. */
  readonly platform?: Platform | 'unknown'
  /** What decided. */
  readonly rule: PlacementRule
  /** The rule as a sentence. Its wording is no contract. */
  readonly message: string
  /** Everything that speaks for or against it, in the order in which rules decide; others than the first may disagree. */
  readonly facts: readonly PlacementFact[]
}

/** Kubernetes' Node, as far as placement reads it. */
export interface Node {
  readonly apiVersion?: string | undefined
  readonly kind?: string | undefined
  readonly metadata?: ObjectMeta | undefined
  readonly spec?:
    | {
        readonly taints?: readonly NodeTaint[] | undefined
      }
    | undefined
}

export interface NodeTaint {
  readonly key?: string | undefined
  readonly value?: string | undefined
  readonly effect?: string | undefined
}

/** What is known besides the Pod. */
export interface PlacementContext {
  /** The Pod's Namespace. One of another name than the Pod's is not looked at. @default nothing is known of it */
  readonly namespace?: Namespace | undefined
  /** The Node that `spec.nodeName` names. One of another name is not looked at. @default the name alone counts */
  readonly node?: Node | undefined
}

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
