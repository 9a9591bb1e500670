import { readOptions } from '../options/index.js'
import { conversionArguments } from './options.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import { ownValue, setOwn } from '../read/index.js'
import type { LabelSelector, ObjectMeta, SidecarSet, SidecarSetSpec } from '../manifest/api-types.js'
import { customVersionLabel } from './annotation-names.js'
import type { SidecarSetVersion } from './read-sidecar-set.js'

/** The label that the API server sets on every Namespace: its name. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name'

/**
 * A SidecarSet in the other API version, meaning the same to OpenKruise v1.9.0.
 *
 * 1. To v1beta1: `spec.namespace` becomes a `namespaceSelector` on the name of the Namespace, and one given beside it is
 *    lost, as in OpenKruise. The label `apps.kruise.io/sidecarset-custom-version` becomes `spec.customVersion`.
 * 2. To v1alpha1: `spec.customVersion` becomes that label; the `namespaceSelector` stays, which v1alpha1 knows from
 *    OpenKruise v1.4 on. `spec.namespace` is never made of it: v1.9.0 would turn it back.
 * 3. Everything else stays as written. An absent apiVersion counts as v1alpha1. The result shares nothing with the input.
 *
 * @example convertSidecarSet({ apiVersion: 'apps.kruise.io/v1alpha1', spec: { namespace: 'shop' } }, 'v1beta1').spec
 * // { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }
 */
export function convertSidecarSet(set: SidecarSet, version: SidecarSetVersion): SidecarSet {
  readOptions('convertSidecarSet', conversionArguments, { version })
  const apiVersion = `apps.kruise.io/${version}`
  const isBeta = set.apiVersion === 'apps.kruise.io/v1beta1'
  if (isBeta === (version === 'v1beta1')) return copyPlain({ ...set, apiVersion })
  return copyPlain({ ...(version === 'v1beta1' ? toBeta(set) : toAlpha(set)), apiVersion })
}

/** What a v1alpha1 spec says about namespaces, as a selector; undefined where it says nothing. */
export function namespaceSelectorOfAlpha(
  spec: Pick<SidecarSetSpec, 'namespace' | 'namespaceSelector'>,
): LabelSelector | undefined {
  const { namespace } = spec
  const isNamed = namespace !== undefined && namespace !== null && namespace !== ''
  return isNamed ? { matchLabels: { [namespaceNameLabel]: namespace } } : spec.namespaceSelector
}

function toBeta(set: SidecarSet): SidecarSet {
  const { namespace: _namespace, namespaceSelector: _selector, ...spec } = set.spec ?? {}
  const namespaceSelector = namespaceSelectorOfAlpha(set.spec ?? {})
  const labels = set.metadata?.labels
  const customVersion =
    labels === undefined || labels === null ? undefined : ownValue(labels, customVersionLabel)
  return {
    ...set,
    spec: {
      ...spec,
      ...(namespaceSelector === undefined ? {} : { namespaceSelector }),
      ...(typeof customVersion === 'string' && customVersion !== '' ? { customVersion } : {}),
    },
  }
}

function toAlpha(set: SidecarSet): SidecarSet {
  const { customVersion, ...spec } = set.spec ?? {}
  const isNamed = customVersion !== undefined && customVersion !== null && customVersion !== ''
  return { ...set, ...(isNamed ? { metadata: withLabel(set.metadata, customVersion) } : {}), spec }
}

function withLabel(metadata: ObjectMeta | undefined, value: string): ObjectMeta {
  const labels: Record<string, string> = { ...metadata?.labels }
  setOwn(labels, customVersionLabel, value)
  return { ...metadata, labels }
}
