import { crdOfLaterVersions } from './crd-rules.js'
import type { Profile } from './types.js'
import { byLaterCharts, byManifests } from './webhook-installations.js'

/** OpenKruise v1.9.0: current clusters. */
export const v1_9_0: Profile = {
  name: 'v1.9.0',
  kubernetesVersion: '1.32',
  injection: {
    matchesNamespaceSelector: true,
    assumesDefaultNamespace: true,
    visitsBoundSetsFirst: true,
    buildsInitContainersLikeContainers: true,
    hasNativeSidecars: true,
    unknownPolicyGoes: 'after-app',
    handlesVolumeDevices: true,
    failsOnMissingVolume: false,
    mergesInjectedList: true,
    writesEmptyHashEntries: false,
    addsAllHotContainers: true,
    ownsRevisions: true,
    mergesRevisionLists: true,
    computesResources: true,
    hasSidecarTerminator: true,
    hasSortGate: true,
  },
  updates: {
    roundsPercentsUp: true,
    partitionLeavesOne: true,
    appliesPriority: true,
    order: 'gates-first',
    writesCondition: true,
    countsNativeSidecars: true,
  },
  sidecarSets: { servesV1beta1: true, defaultsDiskVolumes: false },
  validation: {
    convertsNamespace: true,
    revisionPolicies: ['Always', 'Partial'],
    refusesPartitionBesideSelector: true,
    allowsProbesOfNativeSidecars: true,
    refusesServiceAccountTokens: false,
    judgesTokenPaths: true,
    terminationPolicyCode: 'not-supported',
    laterEnvFieldPaths: ['status.hostIPs'],
    refusesUnmaskedProcMount: true,
    ephemeralVolumesMayBeDevices: true,
    claimAccessModes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
    judgesClaimSources: true,
  },
  webhooks: [byManifests, byLaterCharts],
  crd: crdOfLaterVersions,
  kubernetes: {
    namesDotsInLabels: true,
    judgesSelectorValues: true,
    imagesTakeIpv6Hosts: true,
    capitalMakesImageHost: true,
    limitsImagePathOnly: true,
  },
}
