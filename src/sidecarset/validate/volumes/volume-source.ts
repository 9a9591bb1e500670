import type { IssueCollector } from '../../../issue/index.js'
import type { Volume } from '../../../manifest/api-types.js'
import { validateConfigMap, validateSecret } from './config-files.js'
import { validateCsi } from './csi.js'
import { validateAwsDisk, validateAzureDisk, validateGceDisk } from './disks.js'
import { validateDownwardApi } from './downward-api.js'
import { validateEphemeral } from './ephemeral.js'
import { validateFc } from './fc.js'
import { validateFlexVolume } from './flex-volume.js'
import { validateIscsi } from './iscsi.js'
import { validateEmptyDir, validateGitRepo, validateHostPath, validateImage } from './local-sources.js'
import { validateNfs, validateQuobyte } from './network-files.js'
import { validateProjected } from './projected.js'
import { requireFields, validateCinder } from './required-fields.js'
import { validateFlocker, validateStorageos } from './storage-clusters.js'
import type { SourceRule, VolumeContext } from './volume-context.js'

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
export function validateSource(volume: Volume, issues: IssueCollector, context: VolumeContext): void {
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
