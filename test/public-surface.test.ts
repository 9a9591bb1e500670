import { expect, test } from 'vitest'
import * as surface from '../src/index.js'

/**
 * Everything that exists at run time in the public API, in order of the alphabet. What is added here is promised: it
 * takes a major version to take it away again. Types are pinned by the consumer in test/package.
 */
const promised: readonly string[] = [
  'SidecarSetError',
  'acsIgnoreReady',
  'acsIgnoreResources',
  'acsSidecar',
  'applyPatch',
  'checkManifests',
  'checkVirtualNodePod',
  'classifyPlacement',
  'compareSidecarSets',
  'compileLabelSelector',
  'compileSidecarSets',
  'containerConventions',
  'convertSidecarSet',
  'copyReferences',
  'createInjector',
  'defaultSidecarSet',
  'describeGrants',
  'describeInjected',
  'describeOrder',
  'detectProfile',
  'eciContainerType',
  'eciExitPriority',
  'eciIgnoreExitCode',
  'eciIgnoreReady',
  'eciIgnoreResources',
  'eciLaunchPriority',
  'eciLimits',
  'eciSidecarContainer',
  'findMatchingPods',
  'findSecretGrants',
  'findUnusedGrants',
  'formatComparison',
  'formatCopies',
  'formatGrants',
  'formatIssues',
  'formatOrder',
  'formatReport',
  'formatResourceReference',
  'formatYaml',
  'hashSidecarSet',
  'injectSidecars',
  'injectWorkload',
  'locateIssues',
  'matchesLabelSelector',
  'parseManifests',
  'parseResourceReference',
  'parseYaml',
  'readContainerOrder',
  'readPodTemplate',
  'renderCopies',
  'reportWorkload',
  'resolveReferences',
  'reviewPod',
  'reviewResourceBinding',
  'reviewSidecarSet',
  'safeParseManifests',
  'safeParseResourceReference',
  'simulateScheduling',
  'standardOutputDriver',
  'standardOutputFile',
  'toFieldPath',
  'validateResourceBinding',
  'validateSidecarSet',
  'virtualNodeFloors',
  'virtualNodeLabel',
  'whatBreaksWithout',
]

test('the exports are those that are promised', () => {
  const exported = Object.keys(surface)
  expect({
    missing: promised.filter((name) => !exported.includes(name)),
    unexpected: exported.filter((name) => !promised.includes(name)),
  }).toEqual({ missing: [], unexpected: [] })
})

test('the list is in order of the alphabet, each name once', () => {
  expect(promised).toEqual([...new Set(promised)].sort())
})

test('nothing is exported as default, nor undefined', () => {
  expect(
    Object.entries(surface).filter(([name, value]) => name === 'default' || value === undefined),
  ).toEqual([])
})
