import type {
  AnnotationProvenance,
  ContainerProvenance,
  Contribution,
  EnvOrigin,
  EnvProvenance,
  MountProvenance,
  Party,
  VolumeProvenance,
} from '../inject/provenance/types.js'
import type { ReferenceDecision } from '../reference/index.js'
import { listOfItems, name, type Inline, type Item, type Line } from '../text/document.js'

/** What came from one SidecarSet, point by point. */
export function describeContribution(
  contribution: Contribution,
  references: readonly ReferenceDecision[],
  verbose: boolean,
): readonly Item[] {
  const { sidecarSet, containers, volumes, imagePullSecrets, annotations } = contribution
  const own = references.filter((reference) => reference.sidecarSet === sidecarSet)
  return [
    ...containers.map((container) => describeContainer(container, verbose)),
    ...volumes.map((volume) => describeVolume(volume, own)),
    ...imagePullSecrets.map((secret): Item => ({ line: ['image pull secret ', name(secret), ': added'] })),
    ...annotations.map(describeAnnotation),
  ]
}

function describeVolume(volume: VolumeProvenance, references: readonly ReferenceDecision[]): Item {
  const state: Line =
    volume.place === 'added' ? [': added'] : [': there already, from ', ...describeParty(volume.place)]
  const shown = references.filter((reference) => reference.volume === volume.name)
  return {
    line: ['volume ', name(volume.name), ...state],
    children: listOfItems(shown.map(describeReference)),
  }
}

function describeReference({ kind, namespace, name: object, verdict, binding }: ReferenceDecision): Item {
  const target: Line = [`${kind} `, name(`${namespace}/${object}`)]
  if (verdict === 'denied') return { line: [...target, ', which no binding grants'] }
  return binding === undefined
    ? { line: [...target, ", of the Pod's own namespace"] }
    : { line: [...target, ', granted by binding ', name(`${binding.namespace}/${binding.name}`)] }
}

function describeAnnotation({ key, policy, change }: AnnotationProvenance): Item {
  const texts = {
    added: 'added',
    replaced: 'replaced',
    merged: 'merged into what was there',
    kept: 'as it was',
  }
  return { line: ['annotation ', name(key), `: ${texts[change]} (${policy})`] }
}

/** Who it is, within a sentence. */
export function describeParty(party: Party): Line {
  if (party.party === 'sidecar-set') return ['SidecarSet ', name(party.sidecarSet)]
  return party.container === undefined ? ['the Pod'] : ["the Pod's container ", name(party.container)]
}

const placeTexts: Readonly<Record<ContainerProvenance['place'], string>> = {
  'before-app': "in front of the Pod's own",
  'after-app': "behind the Pod's own",
  'in-place-of-app': 'IN PLACE OF the container of that name that the Pod has',
  refreshed: 'in place of what an earlier injection left',
  unchanged: 'there already, from an earlier injection',
  overridden: 'NOT in the Pod, since another SidecarSet took the place',
}

/** A container that a SidecarSet brings: where it stands, and where its variables and mounts come from. */
function describeContainer(container: ContainerProvenance, verbose: boolean): Item {
  const kind = container.kind === 'container' ? 'container ' : 'init container '
  const image: Line = container.image === undefined ? [', no image'] : [', image ', name(container.image)]
  const role = { working: ', working (hot upgrade)', idle: ', idle (hot upgrade)' }
  return {
    line: [
      kind,
      name(container.name),
      ...image,
      `, ${placeTexts[container.place]}`,
      container.hotUpgrade === undefined ? '' : role[container.hotUpgrade],
    ],
    children: listOfItems(container.place === 'overridden' ? [] : containerDetails(container, verbose)),
  }
}

/** Variables that OpenKruise adds to every sidecar are said once, at the end of the report, unless all is asked for. */
function containerDetails(
  { env, mounts, computedResources }: ContainerProvenance,
  verbose: boolean,
): readonly Item[] {
  const shown = verbose ? env : env.filter(({ origin }) => origin.from !== 'injection')
  return [
    ...groupByOrigin(shown).map(({ origin, variables }): Item => ({
      line: ['env ', ...variableList(variables), ': ', ...originLine(origin)],
    })),
    ...mounts.map(describeMount),
    ...(computedResources
      ? [{ line: ["resources: computed from the Pod's containers (resourcesPolicy)"] }]
      : []),
  ]
}

interface EnvGroup {
  readonly origin: EnvOrigin
  readonly variables: readonly EnvProvenance[]
}

/** Variables with the same origin together, in the order in which they come up. */
function groupByOrigin(env: readonly EnvProvenance[]): readonly EnvGroup[] {
  const groups = new Map<string, { origin: EnvOrigin; variables: EnvProvenance[] }>()
  for (const variable of env) {
    const key = JSON.stringify(variable.origin)
    const group = groups.get(key) ?? { origin: variable.origin, variables: [] }
    group.variables.push(variable)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function variableList(variables: readonly EnvProvenance[]): Line {
  return variables.flatMap((variable, index): Inline[] => [
    index === 0 ? '' : ', ',
    name(variable.name),
    variable.valueFrom === undefined ? '' : ` (${variable.valueFrom})`,
  ])
}

function originLine(origin: EnvOrigin): Line {
  switch (origin.from) {
    case 'sidecar-set':
      return ['from the SidecarSet']
    case 'injection':
      return ['added by OpenKruise']
    case 'hot-upgrade':
      return ['its version, for hot upgrade']
    case 'transfer':
      return ['copied from container ', name(origin.container), ' (transferEnv)']
    case 'shared-mount':
      return [
        'copied from container ',
        name(origin.container),
        ', for the sub path of ',
        name(origin.mountPath),
      ]
  }
}

function describeMount({ kind, path, volume, origin }: MountProvenance): Item {
  const from: Line = origin.from === 'shared' ? [', shared by container ', name(origin.container)] : []
  return { line: [`${kind} `, name(path), ': volume ', name(volume), ...from] }
}
