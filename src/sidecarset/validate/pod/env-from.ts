import type { IssueCollector } from '../../../issue/index.js'
import { dnsSubdomainMistakes, envVarNameMistakes } from '../../../kubernetes/names/index.js'
import type { EnvFromSource } from '../../../manifest/api-types.js'
import { reportMistakes, requireText } from '../field-checks.js'
import { reportObjectName } from './env.js'

const kinds = ['configMapRef', 'secretRef'] as const

/** Reports what is wrong with the ConfigMaps and Secrets whose keys all become variables. */
export function validateEnvFrom(sources: readonly EnvFromSource[] | undefined, issues: IssueCollector): void {
  sources?.forEach((source, index) => {
    const place = issues.at(index)
    const prefix = source.prefix ?? ''
    if (prefix !== '') reportMistakes(place.at('prefix'), prefix, envVarNameMistakes(prefix))
    if (kinds.filter((kind) => source[kind] !== undefined).length !== 1)
      place.error('invalid', 'an entry names one object; write either configMapRef or secretRef')
    for (const kind of kinds) {
      const name = source[kind]?.name
      if (source[kind] !== undefined && requireText(place.at(kind, 'name'), name, 'name the object to read'))
        reportObjectName(place.at(kind, 'name'), name, dnsSubdomainMistakes(maskTrailingDash(name)))
    }
  })
}

/** Kubernetes judges these names as if something were to be added to them, so a `-` may stand at the end. */
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name
}
