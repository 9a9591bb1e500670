import type { IssueCollector } from '../../issue/index.js'
import { describeMismatch, valueAt, type Wanted } from '../../read/index.js'
import { lazy } from '../../lazy.js'
import { compileApiTypes, type ApiTypes, listOf, mapOf, scalar, struct, type Shape } from './api-shapes.js'

/**
 * Checks a manifest against the shape of its kind and reports every mistake with its path.
 *
 * Checks types only. Whether a value is allowed is a matter for validation.
 */
export function checkShape(shape: ShapeName, manifest: object, issues: IssueCollector): void {
  // Without compiling schemas to code, which hosts with a content security policy forbid.
  const result = manifestShapes()[shape].safeParse(manifest, { jitless: true })
  if (result.success) return
  for (const { path, message } of result.error.issues) {
    const segments = path.filter((segment) => typeof segment !== 'symbol')
    const mismatch = describeMismatch(message as Wanted, valueAt(manifest, ...segments), segments)
    issues.at(...segments).error(mismatch.code, mismatch.message)
  }
}

/** The kinds of manifest that differ in what is checked of them. */
export type ShapeName =
  | 'SidecarSet.v1alpha1'
  | 'SidecarSet.v1beta1'
  | 'SidecarSetResourceBinding'
  | 'Pod'
  | 'Namespace'
  | 'ControllerRevision'
  | 'ConfigMap'
  | 'Secret'
  | 'TemplateWorkload'
  | 'CronJob'
  | 'AdvancedCronJob'

/** What each kind of manifest must look like for the API server to decode it. Made for the first manifest. */
const manifestShapes: () => Readonly<Record<ShapeName, Shape>> = /* @__PURE__ */ lazy(compileManifestShapes)

function compileManifestShapes(): Record<ShapeName, Shape> {
  const types = compileApiTypes()
  const metadata = types.shapeOf('ObjectMeta')
  const sidecarSet = (spec: string): Shape =>
    struct({ metadata, spec: types.shapeOf(spec), status: types.shapeOf('SidecarSetStatus') })
  return {
    'SidecarSet.v1alpha1': sidecarSet('SidecarSetSpec'),
    'SidecarSet.v1beta1': sidecarSet('SidecarSetSpec.v1beta1'),
    SidecarSetResourceBinding: resourceBinding(metadata),
    Pod: types.shapeOf('Pod'),
    Namespace: struct({ metadata }),
    ControllerRevision: types.shapeOf('ControllerRevision'),
    ConfigMap: struct({
      metadata,
      data: mapOf('text'),
      binaryData: mapOf('text'),
      immutable: scalar('boolean'),
    }),
    Secret: struct({ metadata, type: scalar('text'), data: mapOf('text'), stringData: mapOf('text') }),
    ...workloads(types, metadata),
  }
}

function resourceBinding(metadata: Shape): Shape {
  const reference = listOf(struct({ kind: scalar('text'), name: scalar('text') }))
  return struct({ metadata, spec: struct({ subjects: reference, resourceRefs: reference }) })
}

/** Of workloads only the Pod templates are read, so only they are checked. */
function workloads(
  types: ApiTypes,
  metadata: Shape,
): Record<'TemplateWorkload' | 'CronJob' | 'AdvancedCronJob', Shape> {
  const template = struct({ metadata, spec: types.shapeOf('PodSpec') })
  const job = struct({ metadata, spec: struct({ template }) })
  return {
    TemplateWorkload: struct({ metadata, spec: struct({ template }) }),
    CronJob: struct({ metadata, spec: struct({ jobTemplate: job }) }),
    AdvancedCronJob: struct({
      metadata,
      spec: struct({ template: struct({ jobTemplate: job, broadcastJobTemplate: job }) }),
    }),
  }
}
