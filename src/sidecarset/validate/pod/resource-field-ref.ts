import type { IssueCollector } from '../../../issue/index.js'
import type { ResourceFieldSelector } from '../../../manifest/api-types.js'
import { describeChoice, requireText } from '../field-checks.js'
import { quote, quoteAll } from '../../../text/quote.js'

const computed: readonly string[] = ['cpu', 'memory', 'ephemeral-storage']
const supported: readonly string[] = ['limits', 'requests'].flatMap((side) =>
  computed.map((name) => `${side}.${name}`),
)
const cpuDivisors: readonly string[] = ['1m', '1']
const byteDivisors: readonly string[] = [
  '1',
  ...['1k', '1M', '1G', '1T', '1P', '1E'],
  ...['1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'],
]

/**
 * Reports what is wrong with a reference to an amount of resources.
 *
 * @param where in a container's env the container may be left out, in a volume not
 */
export function validateResourceFieldRef(
  { containerName, resource, divisor = '0' }: ResourceFieldSelector,
  issues: IssueCollector,
  where: 'container' | 'volume',
): void {
  const name = resource ?? ''
  const hasContainer =
    where === 'container' ||
    requireText(issues.at('containerName'), containerName, 'name the container whose resources are meant')
  if (hasContainer && requireText(issues.at('resource'), resource, 'name a resource, such as limits.cpu'))
    if (!isSupported(name)) issues.at('resource').error('not-supported', describeChoice(name, supported))
  const divisors = divisorsOf(name)
  if (divisors !== undefined && divisor !== '0' && !divisors.includes(String(divisor)))
    issues
      .at('divisor')
      .error(
        'invalid',
        `${quote(String(divisor))} cannot divide ${name}; the divisors are ${quoteAll(divisors)}`,
      )
}

function isSupported(resource: string): boolean {
  return supported.includes(resource) || isHugePages(resource)
}

function isHugePages(resource: string): boolean {
  return /^(?:limits|requests)\.hugepages-/.test(resource)
}

/** The divisors of a resource; undefined where nobody asks. */
function divisorsOf(resource: string): readonly string[] | undefined {
  if (resource === 'limits.cpu' || resource === 'requests.cpu') return cpuDivisors
  return isSupported(resource) ? byteDivisors : undefined
}
