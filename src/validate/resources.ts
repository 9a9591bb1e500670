import type { IssueCollector } from '../issue/index.js'
import {
  dnsLabelMistakes,
  isQualifiedName,
  type Mistakes,
  qualifiedNameMistakes,
} from '../kubernetes/names/index.js'
import { compareQuantities, parseQuantity, type Quantity, signOf } from '../kubernetes/quantity/index.js'
import type { ResourceClaim, ResourceRequirements } from '../manifest/api-types.js'
import { quote } from '../text/visible.js'
import { reportMistakes, requireText } from '../kubernetes/field-checks.js'
import type { ValidationRules } from './rules.js'

type Amounts = Readonly<Record<string, string | number>> | undefined

/** Reports what is wrong with the limits, requests and claims of a container, rounded up to milli-units. */
export function validateResources(
  resources: ResourceRequirements | undefined,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  const limits = readAmounts(resources?.limits)
  const requests = readAmounts(resources?.requests)
  validateAmounts(limits, issues.at('limits'))
  validateAmounts(requests, issues.at('requests'))
  for (const [name, request] of requests) compareWithLimit(name, request, limits.get(name), issues)
  const names = [...limits.keys(), ...requests.keys()]
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    issues.error('forbidden', 'huge pages need cpu or memory beside them')
  validateClaims(resources?.claims, issues.at('claims'), rules)
}

/** Amounts by name. What is no amount was reported when it was read, and is zero here. */
function readAmounts(amounts: Amounts): ReadonlyMap<string, Quantity> {
  return new Map(
    Object.entries(amounts ?? {}).flatMap(([name, amount]) => {
      const quantity = parseQuantity(amount)
      return quantity === undefined ? [] : [[name, quantity] as const]
    }),
  )
}

function validateAmounts(amounts: ReadonlyMap<string, Quantity>, issues: IssueCollector): void {
  for (const [name, amount] of amounts) {
    const place = issues.at(name)
    reportMistakes(place, name, resourceNameMistakes(name))
    if (signOf(amount) < 0) place.error('invalid', 'must not be negative')
    if (isCounted(name) && !isWhole(amount)) place.error('invalid', `${name} comes in whole numbers`)
  }
}

function isWhole({ exponent, sign }: Quantity): boolean {
  return sign === 0 || exponent >= 0
}

function compareWithLimit(
  name: string,
  request: Quantity,
  limit: Quantity | undefined,
  issues: IssueCollector,
): void {
  const place = issues.at('requests', name)
  const order = limit === undefined ? 0 : compareQuantities(request, limit)
  if (allowsOvercommit(name)) {
    if (order > 0) place.error('invalid', `the request of ${name} is larger than its limit`)
  } else if (limit === undefined)
    issues
      .at('limits')
      .error('required', `${name} cannot be overcommitted: give it a limit equal to the request`)
  else if (order !== 0) place.error('invalid', `the request of ${name} must equal its limit`)
}

/** A claim refers to the Pod's, and the Pod that is judged has none: all of them are refused. */
function validateClaims(
  claims: readonly ResourceClaim[] | undefined,
  issues: IssueCollector,
  { profile }: ValidationRules,
): void {
  const seen = new Set<string>()
  claims?.forEach(({ name = '', request = '' }, index) => {
    const place = issues.at(index)
    if (requireText(place.at('name'), name, 'name the claim'))
      place
        .at('name')
        .error('not-found', `${quote(name)}: a SidecarSet cannot bring claims of resources; leave it out`)
    if (request !== '') reportMistakes(place.at('request'), request, dnsLabelMistakes(request, profile))
    if (seen.has(JSON.stringify([name, request])) || (request === '' && seen.has(name)))
      place.error('duplicate', `${quote(name)} is claimed already`)
    seen.add(JSON.stringify([name, request])).add(name)
  })
}

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
function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-')
}

/** Whether a resource is one of somebody else's, such as `nvidia.com/gpu`. */
function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith('requests.') && isQualifiedName(`requests.${name}`)
}

/** Whether a resource comes in whole numbers only. */
function isCounted(name: string): boolean {
  return counts.has(name) || isExtendedResource(name)
}

/** Whether a request may be less than the limit. Of what cannot be shared it may not. */
function allowsOvercommit(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name)
}

/**
 * What keeps a text from naming a resource of a container: `cpu`, `memory`, `ephemeral-storage`, `hugepages-<size>`, or
 * a name with a domain such as `nvidia.com/gpu`. One that nobody knows has two mistakes, as in Kubernetes.
 */
function resourceNameMistakes(name: string): Mistakes {
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
