import type { FieldPath } from '../issue/index.js'
import type { CustomWorkloadKind } from './types.js'

/**
 * How a controller names and labels the Pods of a workload.
 *
 * - `by-hash`: by way of a ReplicaSet whose name and label carry a hash of the template.
 * - `directly`: from the workload's own name.
 * - `by-ordinal`: numbered, with volumes from `volumeClaimTemplates`.
 * - `by-instance`: with a random id, with volumes from `volumeClaimTemplates`.
 * - `by-schedule`: by way of Jobs that are named after a time.
 */
export type Naming =
  | { readonly pods: 'by-hash'; readonly hashLabel: string }
  | { readonly pods: 'directly'; readonly labels?: 'job' | 'broadcast-job' }
  | { readonly pods: 'by-ordinal' }
  | { readonly pods: 'by-instance' }
  | { readonly pods: 'by-schedule' }

/** A kind of workload: where its Pod template is, and how its Pods are named. */
export interface WorkloadKind {
  readonly kind: string
  /** undefined: whatever the group. */
  readonly group: string | undefined
  /** The first of these places that is filled counts. */
  readonly templatePaths: readonly FieldPath[]
  readonly naming: Naming
}

const template: readonly FieldPath[] = [['spec', 'template']]
const jobTemplate: readonly FieldPath[] = [['spec', 'jobTemplate', 'spec', 'template']]
const advancedJobTemplate: readonly FieldPath[] = [
  ['spec', 'template', 'jobTemplate', 'spec', 'template'],
  ['spec', 'template', 'broadcastJobTemplate', 'spec', 'template'],
]
const directly: Naming = { pods: 'directly' }

/** The kinds that are known without being told. The version of the API does not matter. */
const workloadKinds: readonly WorkloadKind[] = [
  entry('Deployment', 'apps', template, { pods: 'by-hash', hashLabel: 'pod-template-hash' }),
  entry('ReplicaSet', 'apps', template, directly),
  entry('StatefulSet', 'apps', template, { pods: 'by-ordinal' }),
  entry('DaemonSet', 'apps', template, directly),
  entry('ReplicationController', '', template, directly),
  entry('Job', 'batch', template, { pods: 'directly', labels: 'job' }),
  entry('CronJob', 'batch', jobTemplate, { pods: 'by-schedule' }),
  entry('CloneSet', 'apps.kruise.io', template, { pods: 'by-instance' }),
  entry('StatefulSet', 'apps.kruise.io', template, { pods: 'by-ordinal' }),
  entry('DaemonSet', 'apps.kruise.io', template, directly),
  entry('BroadcastJob', 'apps.kruise.io', template, { pods: 'directly', labels: 'broadcast-job' }),
  entry('AdvancedCronJob', 'apps.kruise.io', advancedJobTemplate, { pods: 'by-schedule' }),
  entry('Rollout', 'argoproj.io', template, { pods: 'by-hash', hashLabel: 'rollouts-pod-template-hash' }),
]

function entry(
  kind: string,
  group: string,
  templatePaths: readonly FieldPath[],
  naming: Naming,
): WorkloadKind {
  return { kind, group, templatePaths, naming }
}

/** Finds a kind by the manifest's `apiVersion` and `kind`; those of the caller first. */
export function findWorkloadKind(
  apiVersion: string,
  kind: string,
  custom: readonly CustomWorkloadKind[],
): WorkloadKind | undefined {
  const slash = apiVersion.indexOf('/')
  const group = slash === -1 ? '' : apiVersion.slice(0, slash)
  const own = custom.map((given): WorkloadKind => ({
    kind: given.kind,
    group: given.group,
    templatePaths: [given.templatePath],
    naming: directly,
  }))
  return [...own, ...workloadKinds].find(
    (known) => known.kind === kind && (known.group === undefined || known.group === group),
  )
}
