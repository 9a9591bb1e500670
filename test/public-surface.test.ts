import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import * as main from '../src/index.js'
import * as update from '../src/update.js'
import * as virtualNode from '../src/virtual-node.js'

/**
 * Everything that exists at run time in the public API: each entry with its names, in order of the alphabet. What is added
 * here is promised: it takes a major version to take it away again. Types are pinned by the consumer in test/package.
 */
const promised: Readonly<Record<string, readonly string[]>> = {
  '.': [
    'SidecarSetError',
    'applyPatch',
    'checkManifests',
    'checkPod',
    'compareSidecarSets',
    'compileLabelSelector',
    'compileSidecarSets',
    'convertSidecarSet',
    'createInjector',
    'defaultSidecarSet',
    'describeGrants',
    'detectProfile',
    'findMatchingPods',
    'formatComparison',
    'formatGrants',
    'formatIssues',
    'formatMatrix',
    'formatReport',
    'formatResourceReference',
    'formatYaml',
    'hashSidecarSet',
    'injectSidecars',
    'injectWorkload',
    'listCodes',
    'locateIssues',
    'matchesLabelSelector',
    'parseManifests',
    'parseResourceReference',
    'parseYaml',
    'readPodTemplate',
    'reportWorkload',
    'reviewPod',
    'reviewResourceBinding',
    'reviewSidecarSet',
    'safeParseManifests',
    'safeParseResourceReference',
    'toFieldPath',
    'validateResourceBinding',
    'validateSidecarSet',
  ],
  './update': [
    'classifyChange',
    'describeRollout',
    'formatRollout',
    'inspectPods',
    'planSidecarUpdate',
    'simulateRollout',
  ],
  './virtual-node': [
    'acsIgnoreReady',
    'acsIgnoreResources',
    'acsSidecar',
    'checkVirtualNodePod',
    'classifyPlacement',
    'containerConventions',
    'copyReferences',
    'describeInjected',
    'describeOrder',
    'eciContainerType',
    'eciExitPriority',
    'eciIgnoreExitCode',
    'eciIgnoreReady',
    'eciIgnoreResources',
    'eciLaunchPriority',
    'eciLimits',
    'eciSidecarContainer',
    'findSecretGrants',
    'findUnusedGrants',
    'formatCopies',
    'formatOrder',
    'readContainerOrder',
    'renderCopies',
    'resolveReferences',
    'simulateScheduling',
    'standardOutputDriver',
    'standardOutputFile',
    'virtualNodeFloors',
    'virtualNodeLabel',
    'whatBreaksWithout',
  ],
}

const exported: Readonly<Record<string, object>> = {
  '.': main,
  './update': update,
  './virtual-node': virtualNode,
}

test('every entry of the package is pinned here', () => {
  const entries = Object.keys(manifest.exports).filter((entry) => !/package\.json$|\*/.test(entry))
  expect(entries).toEqual(Object.keys(promised))
  expect(Object.keys(exported)).toEqual(Object.keys(promised))
})

test.each(Object.keys(promised))('the exports of %s are those that are promised', (entry) => {
  const names = Object.keys(exported[entry] ?? {})
  const wanted = promised[entry] ?? []
  expect({
    missing: wanted.filter((name) => !names.includes(name)),
    unexpected: names.filter((name) => !wanted.includes(name)),
  }).toEqual({ missing: [], unexpected: [] })
})

test.each(Object.entries(promised))(
  'the list of %s is in order of the alphabet, each name once',
  (_entry, names) => {
    expect(names).toEqual([...new Set(names)].sort())
  },
)

test('no name is exported by two entries', () => {
  const names = Object.values(promised).flat()
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test.each(Object.entries(exported))('%s exports nothing as default, nor undefined', (_entry, surface) => {
  expect(
    Object.entries(surface).filter(([name, value]) => name === 'default' || value === undefined),
  ).toEqual([])
})
