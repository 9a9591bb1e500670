import type { IssueCollector } from '../issue/index.js'
import { dnsLabelMistakes } from '../kubernetes/names/index.js'
import type { CinderVolumeSource, Volume } from '../manifest/api-types.js'
import { quote } from '../text/visible.js'
import { suggestDnsLabel } from '../text/suggestions.js'
import { claimNameOf, validateEphemeral } from './claims.js'
import {
  validateAwsDisk,
  validateAzureDisk,
  validateFc,
  validateGceDisk,
  validateIscsi,
} from './disk-volumes.js'
import { reportMistakes, reportsNoError, requireText } from '../kubernetes/field-checks.js'
import { validateConfigMap, validateDownwardApi, validateSecret, validateProjected } from './file-volumes.js'
import {
  validateCsi,
  validateEmptyDir,
  validateFlexVolume,
  validateFlocker,
  validateGitRepo,
  validateHostPath,
  validateImage,
  validateNfs,
  validateQuobyte,
  validateStorageos,
} from './other-volumes.js'
import type { ValidationRules, SourceRule, VolumeContext } from './rules.js'

/**
 * Reports what is wrong with volumes, defaulted.
 *
 * @returns the volumes without mistakes of their own, by name: others do not count for whoever mounts them
 */
export function validateVolumes(
  volumes: readonly Volume[],
  issues: IssueCollector,
  rules: ValidationRules,
): ReadonlyMap<string, Volume> {
  const valid = new Map<string, Volume>()
  const claims = new Set(
    volumes.filter(({ ephemeral }) => ephemeral !== undefined).map(({ name = '' }) => claimNameOf(name)),
  )
  volumes.forEach((volume, index) => {
    const { name = '' } = volume
    const place = issues.at(index)
    const isValid = reportsNoError(place, () => {
      validateName(name, valid, place.at('name'), rules)
      validateSource(volume, place, { rules, name, volume: place })
    })
    if (isValid) valid.set(name, volume)
    refuseTokens(volume, place, rules)
    refuseCreatedClaim(volume, claims, place.at('persistentVolumeClaim', 'claimName'))
  })
  return valid
}

function validateName(
  name: string,
  valid: ReadonlyMap<string, Volume>,
  issues: IssueCollector,
  { profile }: ValidationRules,
): void {
  if (requireText(issues, name, 'a volume needs a name, such as log-files'))
    reportMistakes(issues, name, dnsLabelMistakes(name, profile), suggestDnsLabel(name))
  if (valid.has(name)) issues.error('duplicate', `${quote(name)} is the name of an earlier volume`)
}

/** The Pod that is judged has no service account in older versions. The volume counts as there all the same. */
function refuseTokens(volume: Volume, issues: IssueCollector, rules: ValidationRules): void {
  if (!rules.refusesServiceAccountTokens) return
  volume.projected?.sources?.forEach(({ serviceAccountToken }, index) => {
    if (serviceAccountToken !== undefined)
      issues
        .at('projected', 'sources', index, 'serviceAccountToken')
        .error('forbidden', `OpenKruise ${rules.profile} refuses tokens of service accounts in a SidecarSet`)
  })
}

/** A claim that an ephemeral volume makes belongs to that volume alone. */
function refuseCreatedClaim(volume: Volume, claims: ReadonlySet<string>, issues: IssueCollector): void {
  const claim = volume.persistentVolumeClaim?.claimName ?? ''
  if (claims.has(claim))
    issues.error('invalid', `${quote(claim)} is the claim that an ephemeral volume of this SidecarSet makes`)
}

type SourceKind = Exclude<keyof Volume, 'name'>

/** The rules of each kind of source, in the order in which Kubernetes looks for the one that counts. */
const sourceRules: { readonly [Kind in SourceKind]: SourceRule<NonNullable<Volume[Kind]>> } = {
  emptyDir: validateEmptyDir,
  hostPath: validateHostPath,
  gitRepo: validateGitRepo,
  gcePersistentDisk: validateGceDisk,
  awsElasticBlockStore: validateAwsDisk,
  secret: validateSecret,
  nfs: validateNfs,
  iscsi: validateIscsi,
  glusterfs: requireFields('endpoints', 'path'),
  flocker: validateFlocker,
  persistentVolumeClaim: requireFields('claimName'),
  rbd: requireFields('monitors', 'image'),
  cinder: validateCinder,
  cephfs: requireFields('monitors'),
  quobyte: validateQuobyte,
  downwardAPI: validateDownwardApi,
  fc: validateFc,
  flexVolume: validateFlexVolume,
  configMap: validateConfigMap,
  azureFile: requireFields('secretName', 'shareName'),
  vsphereVolume: requireFields('volumePath'),
  photonPersistentDisk: requireFields('pdID'),
  portworxVolume: requireFields('volumeID'),
  azureDisk: validateAzureDisk,
  storageos: validateStorageos,
  projected: validateProjected,
  scaleIO: requireFields('gateway', 'system', 'volumeName'),
  csi: validateCsi,
  ephemeral: validateEphemeral,
  image: validateImage,
}

const kinds = Object.keys(sourceRules) as SourceKind[]

/** Reports what is wrong with the source of a volume. Of several sources the first is judged, the others are too many. */
function validateSource(volume: Volume, issues: IssueCollector, context: VolumeContext): void {
  const [first, ...others] = kinds.filter((kind) => volume[kind] !== undefined)
  if (first !== undefined) judge(first, volume, issues.at(first), context)
  for (const kind of others)
    issues.at(kind).error('forbidden', `the volume has ${first} already; a volume has one source`)
}

function judge<Kind extends SourceKind>(
  kind: Kind,
  volume: Volume,
  issues: IssueCollector,
  context: VolumeContext,
): void {
  const source = volume[kind]
  if (source !== undefined) sourceRules[kind](source as NonNullable<Volume[Kind]>, issues, context)
}

/** The names of the fields of a source that hold a text or a list of texts. */
type TextField<Source> = {
  [Field in keyof Source]-?: Source[Field] extends string | readonly string[] | undefined ? Field : never
}[keyof Source]

/** A rule that asks for nothing but some fields. */
function requireFields<Source extends object>(
  ...fields: readonly (TextField<Source> & string)[]
): (source: Source, issues: IssueCollector) => void {
  return (source, issues) => {
    for (const field of fields) {
      const value: unknown = source[field]
      const isEmpty =
        value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
      if (isEmpty) issues.at(field).error('required', `is missing: this kind of volume needs ${field}`)
    }
  }
}

/** Reports a missing volume, and a reference to a Secret that names none. */
function validateCinder(source: CinderVolumeSource, issues: IssueCollector): void {
  requireText(issues.at('volumeID'), source.volumeID, 'this kind of volume needs volumeID')
  if (source.secretRef !== undefined)
    requireText(issues.at('secretRef', 'name'), source.secretRef.name, 'name the Secret')
}
