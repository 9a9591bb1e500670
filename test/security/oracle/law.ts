import type { Binding, Cluster, Container, Pod, SidecarSet, Volume } from './manifests.js'

/**
 * The security law of docs/security.md, written down a second time and as naively as possible: no index, no order of
 * work, nothing shared with the library. It looks at what came out and asks of every mount whether it may be there.
 */

/** A ConfigMap or Secret that a volume names. */
export interface Reference {
  readonly kind: 'ConfigMap' | 'Secret'
  readonly text: string
}

const namespacePattern = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/
const namePattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

/** The names in a volume that may lead to another namespace. */
export function referencesIn(volume: Volume): Reference[] {
  const found: Reference[] = []
  const add = (kind: Reference['kind'], source: unknown, key: string): void => {
    const text = (source as Record<string, unknown> | undefined)?.[key]
    if (typeof text === 'string') found.push({ kind, text })
  }
  add('ConfigMap', volume['configMap'], 'name')
  add('Secret', volume['secret'], 'secretName')
  const projected = volume['projected'] as { sources?: Record<string, unknown>[] } | undefined
  for (const entry of projected?.sources ?? []) {
    add('ConfigMap', entry['configMap'], 'name')
    add('Secret', entry['secret'], 'name')
  }
  return found
}

/** What a name with a slash means: an object of a namespace, or nothing at all. */
export function readReference({
  text,
}: Reference): { namespace: string; name: string } | 'plain' | 'malformed' {
  if (!text.includes('/')) return 'plain'
  const [namespace = '', name = '', ...rest] = text.split('/')
  const isGood = rest.length === 0 && namespacePattern.test(namespace) && namePattern.test(name)
  return isGood && name.length <= 253 ? { namespace, name } : 'malformed'
}

/** Whether one binding that counts names both the SidecarSet and the object. */
export function isGranted(
  bindings: readonly Binding[],
  sidecarSet: string,
  object: { kind: string; namespace: string; name: string },
): boolean {
  return bindings.some(
    ({ apiVersion, kind, metadata, spec }) =>
      kind === 'SidecarSetResourceBinding' &&
      apiVersion.startsWith('sidecarset.alibabacloud.com/') &&
      metadata.deletionTimestamp === undefined &&
      metadata.namespace === object.namespace &&
      spec.subjects.some((subject) => subject.kind === 'SidecarSet' && subject.name === sidecarSet) &&
      spec.resourceRefs.some((ref) => ref.kind === object.kind && ref.name === object.name),
  )
}

/** Whether a SidecarSet may have this reference in a Pod of that namespace. Where there is none, nothing is granted. */
export function mayHave(
  cluster: Cluster,
  sidecarSet: string,
  podNamespace: string,
  reference: Reference,
): boolean {
  const read = readReference(reference)
  if (read === 'plain') return true
  if (read === 'malformed') return false
  if (podNamespace === '') return false
  if (read.namespace === podNamespace) return true
  return isGranted(cluster.bindings, sidecarSet, { kind: reference.kind, ...read })
}

/** Whether a reference leads out of the Pod's namespace. */
export function leadsOut(reference: Reference, podNamespace: string): boolean {
  const read = readReference(reference)
  return read !== 'plain' && (read === 'malformed' || podNamespace === '' || read.namespace !== podNamespace)
}

/** Every container of a Pod spec, app and sidecar alike. */
export function allContainers(pod: Pod): Container[] {
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec
  return [...initContainers, ...containers, ...ephemeralContainers]
}

/** The SidecarSet that a container of the result comes from. A hot upgrade makes `x-1` and `x-2` of `x`. */
export function ownerOf(name: string, injected: readonly SidecarSet[]): SidecarSet | undefined {
  return injected.find(({ spec }) =>
    [...spec.initContainers, ...spec.containers].some((container) =>
      container.upgradeStrategy === undefined
        ? container.name === name
        : name === `${container.name}-1` || name === `${container.name}-2`,
    ),
  )
}

/** Names of Secrets and claims outside the four fields that may hold `namespace/name`. */
export function otherNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, entry]) => {
    const name = (entry as { name?: unknown } | null)?.name
    if (['secretRef', 'nodePublishSecretRef', 'secretKeyRef', 'configMapKeyRef'].includes(key))
      return typeof name === 'string' ? [name] : []
    if (key === 'azureFile') return [String((entry as { secretName?: unknown }).secretName)]
    if (key === 'claimName') return [String(entry)]
    return otherNames(entry)
  })
}

/** Everything of a SidecarSet that may never hold a slash: broken in itself, whatever the Pod. */
export function hasForbiddenSlash({ spec }: SidecarSet, brought: readonly Volume[]): boolean {
  const names = [
    ...otherNames(brought),
    ...otherNames([...spec.initContainers, ...spec.containers]),
    ...(spec.imagePullSecrets ?? []).map(({ name }) => name),
  ]
  return names.some((name) => name.includes('/'))
}
