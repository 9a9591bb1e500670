import { crdOfEveryVersion } from './crd-rules.js'
import type { Profile } from './types.js'
import { byManifests } from './webhook-installations.js'

/** OpenKruise v1.3.0: what ACK virtual nodes support in full. */
export const v1_3_0: Profile = {
  name: 'v1.3.0',
  kubernetesVersion: '1.22',
  injection: {
    matchesNamespaceSelector: false,
    assumesDefaultNamespace: false,
    visitsBoundSetsFirst: false,
    buildsInitContainersLikeContainers: false,
    hasNativeSidecars: false,
    unknownPolicyGoes: 'before-app',
    handlesVolumeDevices: false,
    failsOnMissingVolume: true,
    mergesInjectedList: false,
    writesEmptyHashEntries: true,
    addsAllHotContainers: false,
    ownsRevisions: false,
    mergesRevisionLists: false,
    computesResources: false,
    hasSidecarTerminator: false,
    hasSortGate: false,
  },
  updates: {
    roundsPercentsUp: false,
    partitionLeavesOne: false,
    appliesPriority: false,
    order: 'flips-first',
    writesCondition: false,
    countsNativeSidecars: false,
  },
  sidecarSets: { servesV1beta1: false, defaultsDiskVolumes: true },
  validation: {
    convertsNamespace: false,
    revisionPolicies: ['Always'],
    refusesPartitionBesideSelector: false,
    allowsProbesOfNativeSidecars: false,
    refusesServiceAccountTokens: true,
    judgesTokenPaths: false,
    terminationPolicyCode: 'invalid',
    laterEnvFieldPaths: [],
    refusesUnmaskedProcMount: false,
    ephemeralVolumesMayBeDevices: false,
    claimAccessModes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'],
    judgesClaimSources: false,
  },
  webhooks: [byManifests],
  crd: crdOfEveryVersion,
  kubernetes: {
    namesDotsInLabels: false,
    judgesSelectorValues: false,
    imagesTakeIpv6Hosts: false,
    capitalMakesImageHost: false,
    limitsImagePathOnly: false,
  },
}
