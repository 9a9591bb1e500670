import { isQualifiedName, qualifiedNameMistakes, type Mistakes } from '../../../kubernetes/names/index.js'

const computed: readonly string[] = ['cpu', 'memory', 'ephemeral-storage']

/** Resources that are counted in whole numbers. */
const counts: ReadonlySet<string> = new Set([
  ...['pods', 'services', 'replicationcontrollers', 'resourcequotas', 'secrets', 'configmaps'],
  ...['persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers'],
])

/** Names without a slash that Kubernetes knows, in quotas or elsewhere. Containers may have few of them. */
const known: ReadonlySet<string> = new Set([
  ...computed.flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  ...['storage', 'requests.storage'],
  ...counts,
])

/** Whether a resource is memory in pages of a given size. @example isHugePages('hugepages-2Mi') // true */
export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-')
}

/** Whether a resource is one of somebody else's, such as `nvidia.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith('requests.') && isQualifiedName(`requests.${name}`)
}

/** Whether a resource comes in whole numbers only. */
export function isCounted(name: string): boolean {
  return counts.has(name) || isExtendedResource(name)
}

/** Whether a request may be less than the limit. Of what cannot be shared it may not. */
export function allowsOvercommit(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name)
}

/**
 * What keeps a text from naming a resource of a container: `cpu`, `memory`, `ephemeral-storage`, `hugepages-<size>`, or
 * a name with a domain such as `nvidia.com/gpu`. One that nobody knows has two mistakes, as in Kubernetes.
 */
export function resourceNameMistakes(name: string): Mistakes {
  const form = qualifiedNameMistakes(name)
  if (name.includes('/')) {
    const isFine = isNativeResource(name) || isExtendedResource(name)
    return isFine ? form : [...form, 'is no name of an extended resource, such as nvidia.com/gpu']
  }
  const isKnown =
    form.length > 0 || known.has(name) || isHugePages(name.startsWith('requests.') ? name.slice(9) : name)
  const isForContainers = computed.includes(name) || isHugePages(name)
  return [
    ...form,
    ...(isKnown ? [] : ['is no resource of Kubernetes, and has no domain such as nvidia.com/ in front']),
    ...(isForContainers
      ? []
      : [`is no resource of a container; these are ${computed.join(', ')}, hugepages-<size>`]),
  ]
}

function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/')
}
