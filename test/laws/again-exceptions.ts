import type { Container, InjectionResult, Pod, SidecarContainer } from 'sidecarset'
import type { Scenario } from './generators.js'

/**
 * Why injecting the result again may change it once more. Each is the reference's behaviour, and has a test of its own
 * in `idempotence.test.ts`; what is told here is only whether a scenario is open to it.
 */
export type ReasonToChangeAgain =
  | 'container-replaced'
  | 'container-name-clash'
  | 'transfer-from-sidecar'
  | 'merge-patch'
  | 'sidecars-as-targets'

export function reasonsToChangeAgain(scenario: Scenario, first: InjectionResult): ReasonToChangeAgain[] {
  const codes = new Set(first.issues.map(({ code }) => code))
  const sets = scenario.config.sidecarSets.filter(({ metadata }) =>
    first.decisions.some(({ sidecarSet }) => sidecarSet === metadata?.name),
  )
  const sidecars = sets.flatMap(({ spec }) => [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])])
  const found: Record<ReasonToChangeAgain, boolean> = {
    'container-replaced': codes.has('container-replaced'),
    'container-name-clash': codes.has('container-name-clash'),
    'transfer-from-sidecar': sidecars.some((sidecar) =>
      transfersFromSidecar(sidecar, scenario.pod, first.pod),
    ),
    'merge-patch': sets.some(({ spec }) =>
      spec?.patchPodMetadata?.some(({ patchPolicy }) => patchPolicy === 'MergePatchJson'),
    ),
    'sidecars-as-targets':
      sidecars.some(({ resourcesPolicy }) => resourcesPolicy) &&
      sidecars.some(({ upgradeStrategy }) => upgradeStrategy?.upgradeType === 'HotUpgrade'),
  }
  return (Object.keys(found) as ReasonToChangeAgain[]).filter((reason) => found[reason])
}

/** Whether a source of transferEnv, by name or by what a label or annotation may say, has been put in by injection. */
function transfersFromSidecar({ transferEnv }: SidecarContainer, before: Pod, after: Pod): boolean {
  const placed = new Set(namesPlaced(before, after))
  const texts = [
    ...Object.values(after.metadata?.labels ?? {}),
    ...Object.values(after.metadata?.annotations ?? {}),
  ]
  return (transferEnv ?? []).some(({ sourceContainerName, sourceContainerNameFrom }) =>
    (sourceContainerNameFrom === undefined ? [sourceContainerName] : texts).some((name) => placed.has(name)),
  )
}

function namesPlaced(before: Pod, after: Pod): (string | undefined)[] {
  const own = new Set((before.spec?.containers ?? []).map((one: Container) => JSON.stringify(one)))
  const placed = (after.spec?.containers ?? []).filter((one) => !own.has(JSON.stringify(one)))
  return placed.map(({ name }) => name)
}
