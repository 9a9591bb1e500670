import type { IssueCollector } from '../../../issue/index.js'
import { dnsLabelMistakes } from '../../../kubernetes/names/index.js'
import {
  compareQuantities,
  parseQuantity,
  signOf,
  type Quantity,
} from '../../../kubernetes/quantity/index.js'
import type { ResourceClaim, ResourceRequirements } from '../../../manifest/api-types.js'
import { reportMistakes, requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import type { ValidationRules } from '../validation-rules.js'
import { allowsOvercommit, isCounted, isHugePages, resourceNameMistakes } from './resource-names.js'

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
