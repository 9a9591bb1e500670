import type { Issue } from '../issue/index.js'
import { type GoType, schemaOf, typeAtPath } from '../kubernetes/go-struct/index.js'
import { isJsonObject, type JsonObject, valueAt } from '../read/index.js'
import type { ProfileName } from '../profile.js'
import { type SidecarSetVersion, specTypeName } from '../sidecarset/read-sidecar-set.js'
import { quote } from '../text/visible.js'

/** The field that somebody means who gives a text where a mapping is expected. */
const mainFields: Readonly<Record<string, string>> = {
  HostPathVolumeSource: 'path',
  ConfigMapVolumeSource: 'name',
  ConfigMapProjection: 'name',
  ConfigMapEnvSource: 'name',
  SecretVolumeSource: 'secretName',
  SecretProjection: 'name',
  SecretEnvSource: 'name',
  PersistentVolumeClaimVolumeSource: 'claimName',
  CSIVolumeSource: 'driver',
  ImageVolumeSource: 'reference',
  LocalObjectReference: 'name',
  ObjectFieldSelector: 'fieldPath',
  ResourceFieldSelector: 'resource',
  ShareVolumePolicy: 'type',
  SidecarContainerUpgradeStrategy: 'upgradeType',
  SidecarSetUpdateStrategy: 'type',
  SeccompProfile: 'type',
}

/** Values that are at home in one field only, and the place of that field. */
const homes: ReadonlyMap<string, string> = new Map([
  ['BeforeAppContainer', 'podInjectPolicy of a container'],
  ['AfterAppContainer', 'podInjectPolicy of a container'],
  ['ColdUpgrade', 'upgradeStrategy.upgradeType of a container'],
  ['HotUpgrade', 'upgradeStrategy.upgradeType of a container'],
  ['RollingUpdate', 'spec.updateStrategy.type'],
  ['NotUpdate', 'spec.updateStrategy.type'],
])

/** Adds to issues about wrong types what to write instead, where that can be told. Other issues stay as they are. */
export function explainWrongTypes(
  issues: readonly Issue[],
  raw: JsonObject,
  version: SidecarSetVersion,
  profile: ProfileName,
): readonly Issue[] {
  return issues.map((issue) => {
    if (issue.code !== 'wrong-type') return issue
    const [first, ...rest] = issue.path
    const type =
      first === 'spec'
        ? typeAtPath(schemaOf(profile), specTypeName(version), rest)
        : typeAtPath(schemaOf(profile), 'SidecarSet', issue.path)
    const hint = type && suggestInstead(type, valueAt(raw, ...issue.path))
    return hint === undefined ? issue : { ...issue, message: `${issue.message}; ${hint}` }
  })
}

function suggestInstead(type: GoType, value: unknown): string | undefined {
  if (type.kind === 'list') return 'write a list, each entry behind a hyphen'
  if (type.kind === 'map') return 'write pairs of the form key: value'
  if (type.kind === 'struct') return suggestMapping(type.name, value)
  return typeof value === 'string' ? suggestPlain(type.kind, value) : undefined
}

function suggestMapping(struct: string, value: unknown): string | undefined {
  const home = typeof value === 'string' ? homes.get(value) : undefined
  if (
    home !== undefined &&
    struct !== 'SidecarContainerUpgradeStrategy' &&
    struct !== 'SidecarSetUpdateStrategy'
  )
    return `${quote(String(value))} is a value of ${home}`
  const field = Object.hasOwn(mainFields, struct) ? mainFields[struct] : undefined
  if (field !== undefined && typeof value === 'string')
    return `write ${field}: ${value.slice(0, 80)} below it`
  return Array.isArray(value) || isJsonObject(value) ? 'write its fields without a hyphen' : undefined
}

function suggestPlain(kind: GoType['kind'], value: string): string | undefined {
  const isFitting =
    kind === 'bool'
      ? value === 'true' || value === 'false'
      : kind.startsWith('int') && /^-?\d{1,15}$/.test(value)
  return isFitting ? `write it without quotes: ${value}` : undefined
}
