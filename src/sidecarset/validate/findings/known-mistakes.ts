/**
 * What people write that no rule of thumb can put right, by type and field, and what they should write. `*` stands for
 * any field of the type.
 */
export const knownMistakes: Readonly<Record<string, string>> = {
  'SidecarSetSpec.v1beta1.namespace':
    'v1beta1 has no namespace; write namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: <namespace>}}',
  'SidecarSetSpec.customVersion':
    'in v1alpha1 a version is a label of the SidecarSet: apps.kruise.io/sidecarset-custom-version',
  'SidecarSetInjectionStrategy.execUpdateStrategy':
    'new Pods get the newest state whatever the update strategy says; to give them an older one, name it under `revision`',
  'SidecarSetPatchPodMetadata.labels': 'only annotations of Pods can be patched',
  'ContainerPort.port': 'write containerPort',
  'ResourceRequirements.cpu': 'write it under limits, requests or both',
  'ResourceRequirements.memory': 'write it under limits, requests or both',
}
