import { createIssueCollector } from '../../issue/index.js'
import type { EnvVar } from '../../manifest/api-types.js'
import type { BuiltContainer, ContainerTemplate } from '../compile/container-template.js'
import { isInjected, listOf, type PodSubject } from '../pod.js'
import { shareMounts } from '../plan/mounts.js'
import { transferEnv, type PodEnv, type PodMetadataTexts } from '../plan/env.js'
import type { EnvOrigin, EnvProvenance, Override } from './types.js'

/** What variables of sidecars may be copied from. */
export interface EnvSources {
  readonly subject: PodSubject
  readonly podEnv: PodEnv
  readonly texts: PodMetadataTexts
}

export interface TracedEnv {
  readonly env: readonly EnvProvenance[]
  readonly overrides: readonly Override[]
}

/** How many variables hot upgrade adds at the end. */
const hotUpgradeVariables = 2

/**
 * Says of each variable of a sidecar where it comes from. Its own come first, then the mark of injection, then copies
 * from the Pod, as the same objects and in the order of copying, then those of hot upgrade. A copy that is not found in
 * turn was left out, since the sidecar has a variable of that name.
 */
export function traceEnv(built: BuiltContainer, sources: EnvSources): TracedEnv {
  const { template, value } = built
  const all = listOf(value.env)
  const own = listOf(template.base.env).length
  const end = all.length - (template.hotUpgrade === undefined ? 0 : hotUpgradeVariables)
  const env = all.slice(0, own).map((variable, index): EnvProvenance => {
    const isMark = index === own - 1
    return describe(variable, { from: isMark ? 'injection' : 'sidecar-set' })
  })
  const overrides: Override[] = []
  for (const { variable, origin } of copies(template, sources)) {
    const next = env.length
    if (next < end && variable === all[next]) env.push(describe(variable, origin))
    else overrides.push(notCopied(built, variable, origin))
  }
  return { env: [...env, ...all.slice(end).map((one) => describe(one, { from: 'hot-upgrade' }))], overrides }
}

type CopyOrigin = Extract<EnvOrigin, { readonly container: string }>

interface Copy {
  readonly variable: EnvVar
  readonly origin: CopyOrigin
}

/** All that is copied from the Pod, in the order of copying, whether it finds room or not. */
function copies(template: ContainerTemplate, sources: EnvSources): readonly Copy[] {
  const silent = createIssueCollector()
  const transferred = template.transferEnv.flatMap((transfer) =>
    [...sources.podEnv].flatMap(([container, variables]) =>
      transferEnv([transfer], new Map([[container, variables]]), sources.texts, silent).map(
        (variable): Copy => ({ variable, origin: { from: 'transfer', container } }),
      ),
    ),
  )
  return [...transferred, ...(template.sharesMounts ? sharedCopies(sources.subject) : [])]
}

function sharedCopies({ containers }: PodSubject): readonly Copy[] {
  const silent = createIssueCollector()
  return containers
    .filter((container) => !isInjected(container))
    .flatMap((container) =>
      listOf(container.volumeMounts).flatMap((mount) => {
        const { env } = shareMounts([{ ...container, volumeMounts: [mount] }], new Map(), silent)
        const mountPath = mount.mountPath ?? ''
        const origin: CopyOrigin = { from: 'shared-mount', container: container.name ?? '', mountPath }
        return env.map((variable) => ({ variable, origin }))
      }),
    )
}

function describe(variable: EnvVar, origin: EnvOrigin): EnvProvenance {
  const { valueFrom } = variable
  const source = (['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'] as const).find(
    (kind) => valueFrom?.[kind] !== undefined && valueFrom[kind] !== null,
  )
  return { name: variable.name ?? '', origin, ...(source === undefined ? {} : { valueFrom: source }) }
}

function notCopied(built: BuiltContainer, variable: EnvVar, { container }: CopyOrigin): Override {
  return {
    what: 'env',
    name: variable.name ?? '',
    container: built.value.name ?? '',
    winner: { party: 'sidecar-set', sidecarSet: built.template.sidecarSet },
    loser: { party: 'pod', container },
  }
}
