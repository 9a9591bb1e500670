import type { ProfileBehaviour } from '../../src/profile/types.js'
import { schemaOf, structOf, type GoSchema, type GoType } from '../../src/kubernetes/go-struct/index.js'
import { adviceByMinor } from '../../src/profile/detect-profile.js'
import { profiles, profileNames } from '../../src/profile.js'

/** What a difference is about, and what each of its values means. A key without an entry does not compile. */
type Words = {
  readonly [Key in keyof ProfileBehaviour]: {
    readonly about: string
    readonly when: ProfileBehaviour[Key] extends boolean
      ? { readonly true: string; readonly false: string }
      : Readonly<Record<Extract<ProfileBehaviour[Key], string>, string>>
  }
}

const words: Words = {
  matchesNamespaceSelector: {
    about: '`spec.namespaceSelector`',
    when: {
      true: 'must fit the labels of the Namespace; a v1alpha1 `spec.namespace` counts as one on the name',
      false: 'is not known: the SidecarSet matches every namespace, unless `spec.namespace` names one',
    },
  },
  assumesDefaultNamespace: {
    about: 'a Pod and a request without a namespace',
    when: { true: 'is matched as one of `default`', false: 'is matched as one of no namespace' },
  },
  visitsBoundSetsFirst: {
    about: 'order in which SidecarSets are visited',
    when: {
      true: "those bound to the Pod's namespace first, then the others; within each, any order, here by name",
      false: 'any order, here by name',
    },
  },
  buildsInitContainersLikeContainers: {
    about: 'init containers',
    when: {
      true: 'like containers: placed by `podInjectPolicy` (by default behind), replacing one of their name, sharing volumes, no variable twice',
      false:
        "behind the Pod's own, beside one of their name; policies mean nothing; transferred variables may come twice",
    },
  },
  hasNativeSidecars: {
    about: 'init containers with `restartPolicy: Always`',
    when: {
      true: 'count in `sidecarList`, in the hashes and for hot upgrade',
      false: 'are ordinary init containers: `restartPolicy` is dropped',
    },
  },
  unknownPolicyGoes: {
    about: 'a `podInjectPolicy` that is none of the two',
    when: { 'before-app': 'in front of the app containers', 'after-app': 'behind the app containers' },
  },
  handlesVolumeDevices: {
    about: '`volumeDevices`',
    when: {
      true: 'bring their volume along; `shareVolumeDevicePolicy` shares those of the Pod',
      false: 'are copied with the container; their volume is not',
    },
  },
  failsOnMissingVolume: {
    about: 'a mount whose volume the SidecarSet lacks',
    when: { true: 'refuses the Pod (OpenKruise crashes)', false: 'is passed over, with a warning' },
  },
  mergesInjectedList: {
    about: '`kruise.io/sidecarset-injected-list`',
    when: { true: 'keeps what it had, sorted, each name once', false: 'is written anew, in visiting order' },
  },
  writesEmptyHashEntries: {
    about: 'hash entries of SidecarSets without containers',
    when: { true: 'are written', false: 'are not written' },
  },
  addsAllHotContainers: {
    about: 'several hot-upgraded sidecars',
    when: {
      true: 'all enter the map of working containers',
      false: 'the last one built alone enters the map of working containers',
    },
  },
  ownsRevisions: {
    about: '`injectionStrategy.revision`',
    when: {
      true: "is looked up among the SidecarSet's own revisions; `policy: Partial` counts",
      false: 'a `customVersion` may find the revision of another SidecarSet; `policy` means nothing',
    },
  },
  mergesRevisionLists: {
    about: 'lists inside a revision',
    when: { true: 'merge by name, port or path', false: 'replace those of the SidecarSet' },
  },
  computesResources: {
    about: '`resourcesPolicy`',
    when: { true: "computes resources from those of the Pod's containers", false: 'is not known' },
  },
  hasSidecarTerminator: {
    about: 'feature gate SidecarTerminator, which ends sidecars of Jobs',
    when: { true: 'is there, off (since v1.4)', false: 'is not there' },
  },
  hasSortGate: {
    about: 'feature gate EnableSortSidecarContainerByName',
    when: { true: 'is there, off; option `sortContainersByName`', false: 'is not there' },
  },
}

/** The table of everything that injection does differently, a row for each key of `ProfileBehaviour`. */
export function behaviourTable(): string {
  const rows = (Object.keys(words) as (keyof ProfileBehaviour)[]).map((key) => {
    const { about, when } = words[key]
    const meanings: Readonly<Record<string, string>> = when
    return [about, ...profileNames.map((profile) => meanings[String(profiles[profile].injection[key])] ?? '')]
  })
  return tableOf([['', ...profileNames], ...rows])
}

/** The table of fields of a SidecarSet by the first profile that knows them, by type. */
export function fieldTable(): string {
  const added = profileNames.slice(1).map((name, index) => {
    const before = profileNames[index] ?? name
    return addedFields(schemaOf(before), schemaOf(name))
  })
  const types = [...new Set(added.flatMap((each) => [...each.keys()]))]
  const rows = types.map((type) => [
    `\`${type}\``,
    ...added.map((each) => (each.get(type) ?? []).map((field) => `\`${field}\``).join(', ')),
  ])
  return tableOf([['type', ...profileNames.slice(1).map((name) => `since ${name}`)], ...rows])
}

/** The table of the profile that fits each OpenKruise. */
export function adviceTable(): string {
  const rows = Object.entries(adviceByMinor).map(([minor, { injection, hashes, updates, note }]) => [
    `1.${minor}`,
    injection,
    hashes,
    updates,
    note,
  ])
  return tableOf([['OpenKruise', 'injection', 'hashes, validation', 'updates', ''], ...rows])
}

/** Walks both versions of the types side by side, from the spec of a SidecarSet: a type may have another name. */
function addedFields(older: GoSchema, newer: GoSchema): ReadonlyMap<string, readonly string[]> {
  const added = new Map<string, string[]>()
  const visit = (oldName: string, newName: string): void => {
    if (added.has(newName)) return
    const before = structOf(older, oldName).byName
    const { fields } = structOf(newer, newName)
    added.set(
      newName,
      fields.filter(({ name }) => !before.has(name)).map(({ name }) => name),
    )
    for (const { name, type } of fields) {
      const pair = [structIn(before.get(name)?.type), structIn(type)] as const
      if (pair[0] !== undefined && pair[1] !== undefined) visit(pair[0], pair[1])
    }
  }
  visit('SidecarSetSpec', 'SidecarSetSpec')
  return new Map([...added].filter(([, fields]) => fields.length > 0))
}

/** The struct behind pointers, lists and maps. */
function structIn(type: GoType | undefined): string | undefined {
  if (type === undefined) return undefined
  if (type.kind === 'struct') return type.name
  return 'of' in type ? structIn(type.of) : undefined
}

function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}
