import type { IssueCollector } from '../../../issue/index.js'
import type { ProfileName } from '../../../profile.js'
import { findQualifiedReferences } from '../../../reference/index.js'
import { findLaterFeatures } from '../../later-features.js'
import type { SidecarSetReading } from '../read-for-validation.js'
import { reportOwnTransferSources, reportUnusedVolumes } from './container-findings.js'
import { reportHotUpgradeFindings } from './hot-upgrade-findings.js'
import { reportIgnoredValues } from './ignored-values.js'
import { reportKind } from './kind-findings.js'
import { reportSelectorFindings } from './selector-findings.js'
import { reportUnknownFields } from './unknown-fields.js'
import { reportVirtualNodeFindings } from './virtual-node-findings.js'

/** What the findings depend on besides the SidecarSet. */
export interface SurpriseContext {
  readonly profile: ProfileName
  /** The manifest only changes another one: what is not in it may be in the other. */
  readonly isPatch: boolean
  /** The Namespaces of the cluster, where they are known. */
  readonly namespaces?: unknown
}

/**
 * Reports what OpenKruise accepts without a word and what will not do what its author thinks. Only warnings, and an
 * error for a manifest that is no SidecarSet at all.
 */
export function findSurprises(
  reading: SidecarSetReading,
  issues: IssueCollector,
  { profile, isPatch, namespaces }: SurpriseContext,
): void {
  const { stored, raw } = reading
  const spec = issues.at('spec')
  reportKind(raw, 'SidecarSet', 'apiVersion: apps.kruise.io/v1alpha1 and kind: SidecarSet', issues)
  reportUnknownFields(reading, issues, profile)
  reportLaterFeatures(reading, issues, profile)
  reportIgnoredValues(stored.spec, spec, profile)
  reportSelectorFindings(stored, spec, namespaces)
  if (!isPatch) reportUnusedVolumes(stored.spec, spec)
  reportOwnTransferSources(stored.spec, spec)
  reportHotUpgradeFindings(stored.spec, spec, profile)
  reportVirtualNodeFindings(stored.spec, spec)
  reportReferences(reading, issues)
}

function reportLaterFeatures(
  { stored }: SidecarSetReading,
  issues: IssueCollector,
  profile: ProfileName,
): void {
  for (const { path, code, message } of findLaterFeatures(stored, profile))
    issues.at(...path).warning(code, message)
}

/** References with a slash that are not `namespace/name`. To OpenKruise and Kubernetes any text is fine. */
function reportReferences({ stored }: SidecarSetReading, issues: IssueCollector): void {
  const found = findQualifiedReferences(stored.spec.volumes, { sidecarSet: stored.name })
  for (const { path, code, message } of found.issues) issues.at(...path).warning(code, message)
}
