import type { CompiledConfig } from '../compile/compile-config.js'
import type { BuiltContainer } from '../compile/container-template.js'
import type { EffectiveSet } from '../compile/effective-set.js'
import type { BuiltContainers } from '../plan/build-containers.js'
import type { Step } from '../plan/plan-failure.js'
import { buildSidecars } from '../plan/plan-injection.js'
import type { PodSubject } from '../pod.js'
import { authorize } from './decide.js'
import { findHeldReferences, type HeldByVolume } from './held-references.js'
import { findReachedReferences, mountsOthers } from './reached-references.js'
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
    const reaching = findReaching(sets, builtOf(building), held)
    const judged = new Map(
      remaining.flatMap((verdict) => {
        const built = reaching.get(verdict.applied?.set.name ?? '')
        return built === undefined ? [] : [[verdict, judge(verdict, { built, held, subject, config })]]
      }),
    )
    const leftOut = remaining.filter((verdict) => judged.get(verdict)?.decision.outcome === 'skipped')
    if (leftOut.length === 0) {
      const final = (verdict: Verdict): Verdict => settled.get(verdict) ?? judged.get(verdict) ?? verdict
      return { verdicts: settled.size + judged.size === 0 ? verdicts : verdicts.map(final), building, held }
    }
    for (const verdict of leftOut) settled.set(verdict, judged.get(verdict) ?? verdict)
  }
}

/**
 * The SidecarSets that may get to see something by way of others, by name, with their containers: those that mount a
 * volume of somebody else that names something with a slash, and those that take variables over. Almost none does.
 */
function findReaching(
  sets: readonly EffectiveSet[],
  built: readonly BuiltContainer[],
  held: HeldByVolume,
): ReadonlyMap<string, readonly BuiltContainer[]> {
  const reaching = new Set(sets.filter(({ takesEnv }) => takesEnv).map(({ name }) => name))
  for (const { template, value } of built)
    if (!reaching.has(template.sidecarSet) && mountsOthers(value, template.sidecarSet, held))
      reaching.add(template.sidecarSet)
  const containers = new Map([...reaching].map((name): [string, BuiltContainer[]] => [name, []]))
  if (reaching.size > 0)
    for (const container of built) containers.get(container.template.sidecarSet)?.push(container)
  return containers
}

/** The containers that could be built. */
export function builtOf(building: Step<BuiltContainers>): readonly BuiltContainer[] {
  return building.ok ? building.value.built : []
}

/** What the SidecarSets that remain do to the Pod. */
interface JointContext {
  /** The containers of the SidecarSet. */
  readonly built: readonly BuiltContainer[]
  readonly held: HeldByVolume
  readonly subject: PodSubject
  readonly config: CompiledConfig
}

/** The verdict on a SidecarSet with what its containers reach by way of others. */
function judge(verdict: Verdict, { built, held, subject, config }: JointContext): Verdict {
  const { applied } = verdict
  if (applied === undefined) return verdict
  const { compiled, set } = applied
  const reached = findReachedReferences({ set, built, held, podNamespace: subject.givenNamespace })
  if (reached.references.length === 0 && reached.issues.length === 0) return verdict
  const own = set.brought()
  const wanted = {
    references: [...own.references, ...reached.references],
    issues: [...own.issues, ...reached.issues],
  }
  return authorize(compiled, set, wanted, subject, config)
}
