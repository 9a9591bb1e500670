import { checkCatalog } from '../../src/issue/catalog.js'
import { issueCatalog, type IssueCode } from '../../src/issue/index.js'
import { profiles } from '../../src/profile.js'
import { webhookInstallations } from '../../src/profile/webhook-installations.js'

/** The codes of `checkPod` that others have too. */
export const sharedCodes = [
  'duplicate-container-name',
  'missing-volume',
  'job-never-ends',
  'mirror-pod',
] as const satisfies readonly IssueCode[]

/** What each code of `checkPod` means. */
export function checkTable(): string {
  const codes = [...sharedCodes, ...Object.keys(checkCatalog)].sort() as IssueCode[]
  const rows = codes.map((code) => `| \`${code}\` | ${issueCatalog[code].summary} |`)
  return `${['| code | what it means |', '| --- | --- |', ...rows].join('\n')}\n`
}

/** Which namespaces the webhook is not asked about. */
export function webhookTable(): string {
  const rows = webhookInstallations.map((installation) => {
    const { with: installed, namespaceSelector } = installation
    const versions = Object.values(profiles).filter(({ webhooks }) => webhooks.includes(installation))
    const selectors = namespaceSelector.matchExpressions.map(
      ({ key, operator, values = [] }) => `\`${[key, operator, ...values].join(' ')}\``,
    )
    return `| ${installed} | ${selectors.join(', ')} | ${versions.map(({ name }) => `\`${name}\``).join(', ') || 'none'} |`
  })
  const head = ['| OpenKruise from | asked where the Namespace has | profiles |', '| --- | --- | --- |']
  return `${[...head, ...rows].join('\n')}\n`
}
