import { validationRules, type ValidationRules } from '../../src/validate/rules.js'

/** What each difference in validation is about. A difference without an entry does not compile. */
const words: { readonly [Key in Exclude<keyof ValidationRules, 'profile' | 'refusesPrivileged'>]: string } = {
  convertsNamespace: 'a v1alpha1 `spec.namespace` must be a label value',
  revisionPolicies: '`injectionStrategy.revision.policy`',
  refusesPartitionBesideSelector: '`updateStrategy.selector` and `partition` exclude each other',
  allowsProbesOfNativeSidecars: 'native sidecars may have probes and lifecycle',
  refusesServiceAccountTokens: 'projected `serviceAccountToken` is refused',
  judgesTokenPaths: 'the path of a projected `serviceAccountToken` must stay inside the volume',
  terminationPolicyCode: 'code for an unknown `terminationMessagePolicy`',
  laterEnvFieldPaths: 'more fields of a Pod for `env[].valueFrom.fieldRef`',
  refusesUnmaskedProcMount: '`procMount: Unmasked` is refused',
  ephemeralVolumesMayBeDevices: 'an `ephemeral` volume may be in `volumeDevices`',
  claimAccessModes: '`accessModes` of a `volumeClaimTemplate`',
  judgesClaimSources: '`dataSource` and `dataSourceRef` are judged in detail',
}

/** The table of how validation differs between the profiles, besides the fields that each has. */
export function validationRulesTable(): string {
  const rows = (Object.keys(words) as (keyof typeof words)[]).map((key) => [
    words[key],
    show(validationRules['v1.3.0'][key]),
    show(validationRules['v1.9.0'][key]),
  ])
  const table = [['', 'v1.3.0', 'v1.9.0'], ['---', '---', '---'], ...rows]
  return `${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

function show(value: boolean | string | readonly string[]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const texts = typeof value === 'string' ? [value] : value
  return texts.length === 0 ? 'none' : texts.map((text) => `\`${text}\``).join(', ')
}
