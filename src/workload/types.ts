import type { InjectionRequest, InjectionResult } from '../inject/types.js'
import type { FieldPath, Issue, ResourceId } from '../issue/index.js'
import type { Pod } from '../manifest/api-types.js'
import type { Workload } from '../manifest/manifest-types.js'

/** A kind that this library does not know, and the place of the Pod template in it. */
export interface CustomWorkloadKind {
  readonly kind: string
  /** The part of `apiVersion` before the slash. @default any group */
  readonly group?: string | undefined
  /** For example `['spec', 'template']`: the mapping with the Pod's `metadata` and `spec`. */
  readonly templatePath: FieldPath
}

/** How a Pod template is turned into a Pod. */
export interface PodTemplateOptions {
  /** Kinds besides those of the table; one of the same kind and group comes before it. @default none */
  readonly kinds?: readonly CustomWorkloadKind[] | undefined
  /**
   * Labels that the Pod will have and the template does not say: those of its controller, as far as you know them, and
   * those of the platform. They win over the template's.
   *
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>> | undefined
}

/** The Pod template of a workload. */
export interface PodTemplate<W extends Workload = Workload> {
  readonly workload: W
  readonly resource: ResourceId
  /** Where the template stands in the workload. */
  readonly path: FieldPath
  /** A Pod as the controller would make it, as far as that is known beforehand. */
  readonly pod: Pod
}

export type ReadPodTemplate<W extends Workload = Workload> =
  | { readonly ok: true; readonly template: PodTemplate<W> }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** What an injection into a workload depends on. */
export interface WorkloadRequest extends InjectionRequest, PodTemplateOptions {}

export type WorkloadInjection<W extends Workload = Workload> =
  | {
      readonly ok: true
      readonly template: PodTemplate<W>
      /** What injection does to the Pod of the template. */
      readonly result: InjectionResult
      /** The workload with its template injected; the input itself where nothing changed. */
      readonly workload: W
    }
  | { readonly ok: false; readonly issues: readonly Issue[] }
