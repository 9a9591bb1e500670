/** Annotation: hash of the containers. On a SidecarSet one hash; on a Pod a JSON object of entries, one a SidecarSet. */
export const hashAnnotation = 'kruise.io/sidecarset-hash'
/** Annotation: the same without images. Equal values mean that an update of images in place is enough. */
export const hashWithoutImageAnnotation = 'kruise.io/sidecarset-hash-without-image'
/** Annotation of Pods: names of the SidecarSets that were injected, joined by commas. */
export const injectedListAnnotation = 'kruise.io/sidecarset-injected-list'
/** Annotation of Pods: JSON object, hot-upgraded sidecar to the name of the one of its two containers that works. */
export const workingContainerAnnotation = 'kruise.io/sidecarset-working-hotupgrade-container'
/** Annotation of Pods: what in-place updates have done, by SidecarSet. */
export const inplaceStateAnnotation = 'kruise.io/sidecarset-inplace-update-state'

/** Annotation of Pods that counts the versions of one hot-upgrade container. */
export function versionAnnotation(container: string): string {
  return `version.sidecarset.kruise.io/${container}`
}

/** Annotation of Pods that holds the version of the other container of the pair. */
export function versionAltAnnotation(container: string): string {
  return `versionalt.sidecarset.kruise.io/${container}`
}

/** Label that names a version of a SidecarSet, on v1alpha1 SidecarSets and on their ControllerRevisions. */
export const customVersionLabel = 'apps.kruise.io/sidecarset-custom-version'
/** Label of ControllerRevisions: the SidecarSet they belong to. */
export const sidecarSetNameLabel = 'kruise.io/sidecarset-name'
/** The namespace that OpenKruise is installed in unless somebody chose another: that of ControllerRevisions and its configuration. */
export const defaultKruiseNamespace = 'kruise-system'

/** Env var that marks an injected container. */
export const injectedEnvName = 'IS_INJECTED'

/**
 * Label that ACK adds to a Pod once it is scheduled to a virtual node. SidecarSets for virtual nodes select on it.
 *
 * @experimental
 */
export const virtualNodeLabel = 'serverless.alibabacloud.com/virtual-node'

/** Annotation that marks a SidecarSet as the canary of another one. OpenKruise has it after v1.9. */
export const canaryAnnotation = 'apps.kruise.io/sidecarset-canary'
/** Annotation of a canary SidecarSet: the name of the one it replaces for some Pods. */
export const canaryBaseAnnotation = 'apps.kruise.io/sidecarset-base'
