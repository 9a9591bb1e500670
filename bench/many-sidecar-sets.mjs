// Thousands of SidecarSets as a large cluster has them: each for some application of its own.
import { filebeat } from './inputs.mjs'

/** @import { SidecarSet } from 'sidecarset' */

const virtualNode = 'serverless.alibabacloud.com/virtual-node'

/**
 * How SidecarSets select, in turn. None of them selects the walkthrough's Pod, which is of `echo-server` and on a
 * virtual node, and half of them look at a label that the Pod has.
 *
 * @type {readonly ((i: number) => object)[]}
 */
const selections = [
  (i) => ({ selector: { matchLabels: { app: `service-${i}` } } }),
  (i) => ({ selector: { matchLabels: { app: `service-${i}`, tier: i % 2 === 0 ? 'front' : 'back' } } }),
  (i) => ({ selector: { matchLabels: { [virtualNode]: 'true', app: `service-${i}` } } }),
  (i) => ({
    selector: { matchExpressions: [{ key: 'app', operator: 'In', values: [`job-${i}`, `cron-${i}`] }] },
  }),
  (i) => ({
    selector: {
      matchLabels: { 'app.kubernetes.io/part-of': `shop-${i % 500}` },
      matchExpressions: [
        { key: 'release', operator: 'Exists' },
        { key: 'canary', operator: 'DoesNotExist' },
      ],
    },
  }),
  (i) => ({ selector: { matchLabels: { [virtualNode]: 'true' } }, namespace: `team-${i}` }),
  (i) => ({
    selector: {
      matchLabels: { 'app.kubernetes.io/name': `worker-${i}` },
      matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['batch', 'test'] }],
    },
  }),
  (i) => ({ selector: { matchExpressions: [{ key: `sidecars.example.com/s${i}`, operator: 'Exists' }] } }),
]

/**
 * SidecarSets, in order of name as an API server lists them, of which one, the walkthrough's, matches its Pod.
 *
 * @param {number} count
 * @returns {SidecarSet[]}
 */
export function oneOfMany(count) {
  return [filebeat(), ...noneOfMany(count - 1)]
}

/**
 * SidecarSets of which none matches the walkthrough's Pod.
 *
 * @param {number} count
 * @returns {SidecarSet[]}
 */
export function noneOfMany(count) {
  return Array.from({ length: count }, (_, i) => strangerSet(i))
}

/**
 * SidecarSets that all match the walkthrough's Pod.
 *
 * @param {number} count
 * @returns {SidecarSet[]}
 */
export function allMatching(count) {
  return Array.from({ length: count }, (_, i) =>
    filebeat((set) => {
      set.metadata.name = `logs-${i}`
      set.spec.containers[0].name = `filebeat-${i}`
      set.spec.containers[0].volumeMounts[0].name = `config-${i}`
      set.spec.volumes[0] = { name: `config-${i}`, configMap: { name: `filebeat-config-${i}` } }
    }),
  )
}

/**
 * SidecarSets that all match, and all merge JSON into one annotation.
 *
 * @param {number} count
 * @returns {SidecarSet[]}
 */
export function allMerging(count) {
  return Array.from({ length: count }, (_, i) =>
    filebeat((set) => {
      set.metadata.name = `merge-${String(i).padStart(6, '0')}`
      set.spec.containers = []
      set.spec.patchPodMetadata = [
        { annotations: { agents: JSON.stringify({ [`agent-${i}`]: i }) }, patchPolicy: 'MergePatchJson' },
      ]
    }),
  )
}

/**
 * SidecarSets for the walkthrough's Pod in some Namespaces: those with a label.
 *
 * @param {number} count
 * @returns {SidecarSet[]}
 */
export function allForSomeNamespace(count) {
  return allMatching(count).map((set, i) => ({
    ...set,
    spec: { ...set.spec, namespaceSelector: { matchLabels: { team: `team-${i}` } } },
  }))
}

/** @param {number} i */
function strangerSet(i) {
  return filebeat((set) => {
    set.metadata.name = `sidecar-${String(i).padStart(6, '0')}`
    Object.assign(set.spec, selections[i % selections.length]?.(i))
    set.spec.containers[0].image = `registry.example.com/sidecars/agent-${i % 40}:1.${i % 100}`
    set.spec.containers[0].resources = { limits: { cpu: '200m', memory: `${64 + (i % 8) * 32}Mi` } }
  })
}
