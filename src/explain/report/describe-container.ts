import type {
  ContainerProvenance,
  EnvOrigin,
  EnvProvenance,
  MountProvenance,
} from '../../inject/provenance/types.js'
import { listOfItems, name, type Inline, type Item, type Line } from '../document/document.js'

const placeTexts: Readonly<Record<ContainerProvenance['place'], string>> = {
  'before-app': "in front of the Pod's own",
  'after-app': "behind the Pod's own",
  'in-place-of-app': 'IN PLACE OF the container of that name that the Pod has',
  refreshed: 'in place of what an earlier injection left',
  unchanged: 'there already, from an earlier injection',
  overridden: 'NOT in the Pod, since another SidecarSet took the place',
}

/** A container that a SidecarSet brings: where it stands, and where its variables and mounts come from. */
export function describeContainer(container: ContainerProvenance): Item {
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
    children: listOfItems(container.place === 'overridden' ? [] : containerDetails(container)),
  }
}

function containerDetails({ env, mounts, computedResources }: ContainerProvenance): readonly Item[] {
  return [
    ...groupByOrigin(env).map(({ origin, variables }): Item => ({
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
      return ['the mark of injection']
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
