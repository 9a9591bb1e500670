import { readOptions } from '../options/index.js'
import { profileOptions, type ProfileOptions } from '../sidecarset/options.js'
import { SidecarSetError } from '../issue/index.js'
import type { SidecarContainer, SidecarSet, SidecarSetSpec } from '../manifest/api-types.js'
import { profiles, defaultProfileName, type ProfileName } from '../profile.js'
import { hashSpec, isNativeSidecar, type SidecarSetHashes } from '../sidecarset/hash.js'
import { readSidecarSet } from '../sidecarset/read-sidecar-set.js'
import {
  compareContainers,
  findChangedFields,
  type ChangeNeed,
  type ComparedContainer,
  type ContainerChange,
  type ContainerRole,
} from './compare-containers.js'

/** What the step from one version of a SidecarSet to another means for running Pods. Plain data. */
export interface SidecarSetChange {
  /** What the SidecarSet as a whole needs. With `recreate` no running Pod gets anything, not even new images. */
  readonly needs: ChangeNeed
  readonly hashChanged: boolean
  readonly hashWithoutImageChanged: boolean
  /** Containers of both versions: those of the later one in its order, then those that are gone. */
  readonly containers: readonly ContainerChange[]
  /** Containers that both versions have stand in another order, which the hash minds. */
  readonly reordered: boolean
  /** Other changed fields of the spec that go into Pods, but into new ones only: `volumes` and the like. */
  readonly newPodsOnly: readonly string[]
}

/** Fields of the spec, beside containers, of which something goes into Pods. */
const fieldsForPods = ['volumes', 'imagePullSecrets', 'patchPodMetadata']

/** Mildest first. */
const severity: readonly ChangeNeed[] = ['nothing', 'new-pods-only', 'in-place', 'hot-upgrade', 'recreate']

/**
 * Tells what the step from one version of a SidecarSet to another means for running Pods, container by container.
 *
 * 1. Only images differ: `hot-upgrade` where a hot-upgraded container is among them, else `in-place`.
 * 2. Anything else about the containers differs, their order included: `recreate`. Then running Pods get nothing at
 *    all, new images included, until they are recreated. A default counts like a written value: see `defaulted`.
 * 3. Init containers, volumes, pull secrets and `patchPodMetadata` go into new Pods only. (v1.9.0 counts init containers
 *    like containers as soon as one of them is a native sidecar; yet it never changes their images in running Pods.)
 *
 * @throws SidecarSetError where one of the SidecarSets cannot be read
 * @example classifyChange(before, after).needs                                      // 'recreate'
 * @example classifyChange(before, after).containers.find((c) => c.needs === 'recreate')?.fields // ['env']
 */
export function classifyChange(
  before: SidecarSet,
  after: SidecarSet,
  options: ProfileOptions = {},
): SidecarSetChange {
  const { profile = defaultProfileName } = readOptions('classifyChange', profileOptions, options)
  const earlier = readVersion(before, profile)
  const later = readVersion(after, profile)
  const hashesInits =
    profiles[profile].updates.countsNativeSidecars &&
    [earlier, later].some(({ spec }) => hasNativeSidecar(spec))
  const compare = (list: 'containers' | 'initContainers', role: ContainerRole): readonly ContainerChange[] =>
    compareContainers(listOf(earlier, list), listOf(later, list), role)
  const containers = [
    ...compare('initContainers', { kind: 'initContainer', isHashed: hashesInits }),
    ...compare('containers', { kind: 'container', isHashed: true }),
  ]
  const newPodsOnly = findChangedFields(pickForPods(earlier.spec), pickForPods(later.spec))
  const hashChanged = earlier.hashes.hash !== later.hashes.hash
  const hashWithoutImageChanged = earlier.hashes.hashWithoutImage !== later.hashes.hashWithoutImage
  const mildest: ChangeNeed = newPodsOnly.length > 0 ? 'new-pods-only' : 'nothing'
  return {
    needs: hashWithoutImageChanged
      ? 'recreate'
      : strongest([mildest, ...containers.map(({ needs }) => needs)]),
    hashChanged,
    hashWithoutImageChanged,
    containers,
    reordered: isReordered(earlier.spec.containers ?? [], later.spec.containers ?? []),
    newPodsOnly,
  }
}

interface Version {
  readonly spec: SidecarSetSpec
  /** Before defaults. */
  readonly written: SidecarSetSpec
  readonly hashes: SidecarSetHashes
}

function readVersion(set: SidecarSet, profile: ProfileName): Version {
  const read = readSidecarSet(set, profile)
  if (!read.ok) throw new SidecarSetError('update', read.issues)
  return { spec: read.set.spec, written: read.set.written, hashes: hashSpec(read.set, profile) }
}

function listOf(
  { spec, written }: Version,
  list: 'containers' | 'initContainers',
): readonly ComparedContainer[] {
  return (spec[list] ?? []).map((container, index) => ({ container, written: written[list]?.[index] ?? {} }))
}

function hasNativeSidecar(spec: SidecarSetSpec): boolean {
  return spec.initContainers?.some(isNativeSidecar) ?? false
}

function pickForPods(spec: SidecarSetSpec): object {
  return Object.fromEntries(Object.entries(spec).filter(([field]) => fieldsForPods.includes(field)))
}

function strongest(needs: readonly ChangeNeed[]): ChangeNeed {
  return needs.reduce((a, b) => (severity.indexOf(b) > severity.indexOf(a) ? b : a), 'nothing')
}

function isReordered(before: readonly SidecarContainer[], after: readonly SidecarContainer[]): boolean {
  const common = (list: readonly SidecarContainer[], other: readonly SidecarContainer[]): string[] =>
    list.map(({ name }) => name ?? '').filter((name) => other.some((each) => (each.name ?? '') === name))
  const names = common(before, after)
  return common(after, before).some((name, index) => name !== names[index])
}
