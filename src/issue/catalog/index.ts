import { edgeCatalog, type EdgeIssueCode } from './edge.js'
import type { Catalog } from './entry.js'
import { injectCatalog, type InjectIssueCode } from './inject.js'
import { kubernetesCatalog, type KubernetesIssueCode } from './kubernetes.js'
import { manifestCatalog, type ManifestIssueCode } from './manifest.js'
import { referenceCatalog, type ReferenceIssueCode } from './reference.js'
import { selectorCatalog, type SelectorIssueCode } from './selector.js'
import { updateCatalog, type UpdateIssueCode } from './update.js'
import { validateCatalog, type ValidateIssueCode } from './validate.js'
import { virtualNodeCatalog, type VirtualNodeIssueCode } from './virtual-node.js'
import { workloadCatalog, type WorkloadIssueCode } from './workload.js'

export type { CatalogEntry } from './entry.js'

/** The closed set of issue codes, one union a stage. */
export type IssueCode =
  | ManifestIssueCode
  | KubernetesIssueCode
  | SelectorIssueCode
  | ReferenceIssueCode
  | InjectIssueCode
  | UpdateIssueCode
  | ValidateIssueCode
  | VirtualNodeIssueCode
  | WorkloadIssueCode
  | EdgeIssueCode

/** Every code an issue can carry, with its meaning. The documentation's table is made from it. */
export const issueCatalog: Catalog<IssueCode> = {
  ...manifestCatalog,
  ...kubernetesCatalog,
  ...selectorCatalog,
  ...referenceCatalog,
  ...injectCatalog,
  ...updateCatalog,
  ...validateCatalog,
  ...virtualNodeCatalog,
  ...workloadCatalog,
  ...edgeCatalog,
}
