import type { CompiledConfig } from '../compile/compile-config.js'
import type { BuiltContainer } from '../compile/container-template.js'
import type { BuiltContainers } from '../plan/build-containers.js'
import type { Step } from '../plan/plan-failure.js'
import { buildSidecars } from '../plan/plan-injection.js'
import type { PodSubject } from '../pod.js'
import { authorize } from './decide.js'
import { findHeldReferences, type HeldByVolume } from './held-references.js'
import { findReachedReferences } from './reached-references.js'
import { setsOf, type Verdict } from './verdict.js'

/** What SidecarSets do to a Pod together, as far as access goes. */
export interface JointVerdicts {
  /** One for each that was given, in order. */
  readonly verdicts: readonly Verdict[]
  /** The containers that are injected, or why they cannot be built, which fails the request when it is planned. */
  readonly building: Step<BuiltContainers>
  /** The volumes of the Pod after injection that name something with a slash. */
  readonly held: HeldByVolume
}

/**
 * Authorises SidecarSets that are injected into one Pod: whoever mounts a volume needs the grant for what it shows,
 * whoever brought the volume.
 *
 * Leaving a SidecarSet out (`unauthorizedReference: 'skip'`) takes its volumes away, and lets others in that it had
 * shadowed. So the others are looked at again, until nobody is left out: in each round all at once that lack a grant,
 * hence at most as many rounds as SidecarSets.
 *
 * @param verdicts on each SidecarSet by itself; none of them refuses the request
 */
export function authorizeTogether(
  verdicts: readonly Verdict[],
  subject: PodSubject,
  config: CompiledConfig,
): JointVerdicts {
  const settled = new Map<Verdict, Verdict>()
  for (;;) {
    const remaining = verdicts.filter((verdict) => !settled.has(verdict))
    const sets = setsOf(remaining)
    const held = findHeldReferences(subject.pod, sets)
    const building = buildSidecars(subject, sets, config.profile)
    const scene = { owned: groupByOwner(builtOf(building)), held, subject, config }
    const judged = new Map(remaining.map((verdict) => [verdict, judge(verdict, scene)]))
    const leftOut = remaining.filter((verdict) => isLeftOut(verdict, judged.get(verdict)))
    if (leftOut.length === 0)
      return {
        verdicts: verdicts.map((verdict) => settled.get(verdict) ?? judged.get(verdict) ?? verdict),
        building,
        held,
      }
    for (const verdict of leftOut) settled.set(verdict, judged.get(verdict) ?? verdict)
  }
}

/** The containers that could be built. */
export function builtOf(building: Step<BuiltContainers>): readonly BuiltContainer[] {
  return building.ok ? building.value.built : []
}

/** Refusing the request ends it; there is nothing to look at again. */
function isLeftOut(before: Verdict, after: Verdict | undefined): boolean {
  return before.applied !== undefined && after?.decision.outcome === 'skipped'
}

/** What the SidecarSets that remain do to the Pod. */
interface JointContext {
  readonly owned: ReadonlyMap<string, readonly BuiltContainer[]>
  readonly held: HeldByVolume
  readonly subject: PodSubject
  readonly config: CompiledConfig
}

/** The verdict on a SidecarSet with what its containers reach by way of others. */
function judge(verdict: Verdict, { owned, held, subject, config }: JointContext): Verdict {
  const { applied } = verdict
  if (applied === undefined) return verdict
  const { compiled, set } = applied
  const reached = findReachedReferences({
    set,
    built: owned.get(set.name) ?? [],
    held,
    podNamespace: subject.givenNamespace,
  })
  if (reached.references.length === 0 && reached.issues.length === 0) return verdict
  const own = set.brought()
  const wanted = {
    references: [...own.references, ...reached.references],
    issues: [...own.issues, ...reached.issues],
  }
  return authorize(compiled, set, wanted, subject, config)
}

function groupByOwner(built: readonly BuiltContainer[]): ReadonlyMap<string, readonly BuiltContainer[]> {
  const groups = new Map<string, BuiltContainer[]>()
  for (const container of built) {
    const group = groups.get(container.template.sidecarSet)
    if (group === undefined) groups.set(container.template.sidecarSet, [container])
    else group.push(container)
  }
  return groups
}
