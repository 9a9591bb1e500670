import type { InjectionResult } from 'sidecarset'
import type { Foretold } from './foretell.js'
import {
  allContainers,
  leadsOut,
  mayHave,
  otherNames,
  ownerOf,
  readReference,
  referencesIn,
  type Reference,
} from './law.js'
import type { Cluster, Container, Pod, SidecarSet, Volume } from './manifests.js'

/** How an injector was configured, and for which Pod of which request it was asked. */
export interface Trial {
  readonly cluster: Cluster
  readonly pod: Pod
  readonly requestNamespace: string | undefined
  readonly profile: 'v1.3.0' | 'v1.9.0'
  readonly unauthorizedReference: 'deny' | 'skip' | 'allow'
  readonly exposedReference: 'warn' | 'deny'
}

/** Every way in which a result breaks the law. None where all is well. */
export function judge(trial: Trial, foretold: Foretold, result: InjectionResult): string[] {
  const { pod, requestNamespace } = trial
  const own = pod.metadata.namespace
  if (own !== undefined && requestNamespace !== undefined && own !== requestNamespace)
    return result.allowed ? ['Pod and request name different namespaces, and the Pod is let through'] : []
  return [...judgeVerdict(trial, foretold, result), ...judgeOutcome(trial, result)]
}

/** Whether the Pod was refused exactly where the law wants that. */
function judgeVerdict(trial: Trial, foretold: Foretold, result: InjectionResult): string[] {
  const { offenders, crashing, exposes, matching } = foretold
  const { unauthorizedReference: policy, exposedReference, profile } = trial
  const crashes = profile === 'v1.3.0' && crashing.size > 0
  if (matching.length === 0) return result.changed ? ['nothing matches, and the Pod changed'] : []
  if (policy === 'deny' && offenders.size > 0 && result.allowed)
    return [`let through in spite of ${[...offenders].join(', ')}`]
  const mayBeRefused =
    crashes || (exposes && exposedReference === 'deny') || (policy === 'deny' && offenders.size > 0)
  if (!mayBeRefused && !result.allowed) return ['refused without a reason']
  if (result.allowed && (policy === 'allow' || offenders.size === 0) && !crashes)
    return matching
      .filter(({ metadata }) => !injectedNames(result).has(metadata.name))
      .map(({ metadata }) => `${metadata.name} is missing without a reason`)
  return []
}

function injectedNames({ decisions }: InjectionResult): ReadonlySet<string> {
  return new Set(
    decisions
      .filter(({ outcome }) => outcome === 'injected' || outcome === 'metadata-only')
      .map(({ sidecarSet }) => sidecarSet),
  )
}

/** Looks at every mount, every volume and every other name of the Pod that came out. */
function judgeOutcome(trial: Trial, result: InjectionResult): string[] {
  if (!result.allowed) return result.patch.length > 0 || result.changed ? ['refused, and yet changed'] : []
  if (!result.changed) return []
  const after = result.pod as unknown as Pod
  const names = injectedNames(result)
  const injected = trial.cluster.sidecarSets.filter(({ metadata }) => names.has(metadata.name))
  const podNamespace = trial.pod.metadata.namespace ?? trial.requestNamespace ?? ''
  const view: View = {
    trial,
    result,
    injected,
    podNamespace,
    volumes: new Map((after.spec.volumes ?? []).map((volume) => [volume.name, volume])),
  }
  return [
    ...allContainers(after).flatMap((container) => judgeContainer(container, view)),
    ...addedVolumes(trial.pod, after).flatMap((volume) => judgeAddedVolume(volume, view)),
    ...judgeOtherNames(after, view),
  ]
}

interface View {
  readonly trial: Trial
  readonly result: InjectionResult
  readonly injected: readonly SidecarSet[]
  readonly podNamespace: string
  readonly volumes: ReadonlyMap<string, Volume>
}

function judgeContainer(container: Container, view: View): string[] {
  const owner = ownerOf(container.name, view.injected)
  return (container.volumeMounts ?? []).flatMap(({ name }) => {
    const volume = view.volumes.get(name)
    const references = volume === undefined ? [] : referencesIn(volume)
    return references
      .filter((reference) => leadsOut(reference, view.podNamespace))
      .flatMap((reference) =>
        owner === undefined
          ? judgeAppMount(container, name, view)
          : judgeSidecarMount(owner, container, reference, view),
      )
  })
}

/** An app container that mounts what was meant for a sidecar is at least warned of. */
function judgeAppMount(container: Container, volume: string, view: View): string[] {
  const { trial, result, injected } = view
  const isBrought = injected.some(
    ({ spec }) =>
      spec.volumes.some(({ name }) => name === volume) &&
      [...spec.initContainers, ...spec.containers].some(({ volumeMounts = [] }) =>
        volumeMounts.some(({ name }) => name === volume),
      ),
  )
  if (!isBrought) return []
  if (trial.exposedReference === 'deny') return [`app container ${container.name} reads volume ${volume}`]
  return result.issues.some(({ code }) => code === 'exposed-reference')
    ? []
    : [`no warning that app container ${container.name} reads volume ${volume}`]
}

function judgeSidecarMount(
  owner: SidecarSet,
  container: Container,
  reference: Reference,
  { trial, result, podNamespace }: View,
): string[] {
  const sidecarSet = owner.metadata.name
  const read = readReference(reference)
  if (read === 'plain') return []
  const isListed =
    read === 'malformed' ||
    result.references.some(
      (listed) =>
        listed.sidecarSet === sidecarSet &&
        listed.kind === reference.kind &&
        listed.namespace === read.namespace &&
        listed.name === read.name,
    )
  const wrong = isListed ? [] : [`references do not say that ${sidecarSet} reads ${reference.text}`]
  if (trial.unauthorizedReference === 'allow') return wrong
  return mayHave(trial.cluster, sidecarSet, podNamespace, reference)
    ? wrong
    : [...wrong, `${container.name} of ${sidecarSet} reads ${reference.kind} ${reference.text}`]
}

function addedVolumes(before: Pod, after: Pod): Volume[] {
  const known = new Set((before.spec.volumes ?? []).map(({ name }) => name))
  return (after.spec.volumes ?? []).filter(({ name }) => !known.has(name))
}

/** Somebody who was injected must be allowed to bring it, mounted or not. */
function judgeAddedVolume(volume: Volume, { trial, injected, podNamespace }: View): string[] {
  if (trial.unauthorizedReference === 'allow') return []
  const mayBring = injected.some(
    ({ metadata, spec }) =>
      spec.volumes.some(({ name }) => name === volume.name) &&
      referencesIn(volume).every((found) => mayHave(trial.cluster, metadata.name, podNamespace, found)),
  )
  return mayBring ? [] : [`volume ${volume.name} was added, and nobody may bring it`]
}

/** No other field that names a Secret or a claim may lead anywhere. */
function judgeOtherNames(after: Pod, { trial, injected }: View): string[] {
  if (trial.unauthorizedReference === 'allow') return []
  const sidecars = allContainers(after).filter(({ name }) => ownerOf(name, injected) !== undefined)
  const names = [
    ...otherNames(sidecars),
    ...otherNames(addedVolumes(trial.pod, after)),
    ...(after.spec.imagePullSecrets ?? []).map(({ name }) => name),
  ]
  return names.filter((name) => name.includes('/')).map((name) => `the name ${name} came through`)
}
