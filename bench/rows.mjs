// The rows of the table: what is measured, against what, and the goal where there is one.
import fastJsonPatch from 'fast-json-patch'
import jsYaml from 'js-yaml'
import { createInjector, formatYaml, parseYaml, validateSidecarSet } from 'sidecarset'
import { simulateRollout } from 'sidecarset/update'
import * as rfc6902 from 'rfc6902'
import { echoServer, filebeat, now, resourceBindings } from './inputs.mjs'
import { allForSomeNamespace, allMatching, allMerging, noneOfMany, oneOfMany } from './many-sidecar-sets.mjs'
import { compareTimes } from './measure.mjs'
import { naiveWebhook, webhook } from './webhooks.mjs'

/**
 * @import { Pod, SidecarSet } from 'sidecarset'
 * @import { Effort, Spread, Work } from './measure.mjs'
 */

/** @typedef {{ atMost: number } | { atLeast: number }} Goal */

/**
 * What was measured of one row.
 *
 * @typedef {{ value: Spread, note?: string }} Measured
 */

/**
 * @typedef {object} Row
 * @property {string} title
 * @property {string} unit
 * @property {Goal} [goal] absent: for comparison only
 * @property {(effort: Effort) => Promise<Measured>} measure
 */

/**
 * A row that holds the time of some work against that of another. Inputs are made when the row's turn comes and are
 * garbage afterwards, so that no row pays for another one's heap.
 *
 * @param {Pick<Row, 'title' | 'unit' | 'goal'>} row
 * @param {() => { work: Work, base: Work, inverse?: boolean }} make
 * @returns {Row}
 */
function timeRow(row, make) {
  return {
    ...row,
    measure: async (effort) => {
      const { work, base, inverse = false } = make()
      const times = await compareTimes(inverse ? base : work, inverse ? work : base, effort)
      const [own, other] = inverse ? [times.base, times.work] : [times.work, times.base]
      return { value: times.ratio, note: `${microseconds(own)} against ${microseconds(other)}` }
    },
  }
}

/** @param {Spread} nanoseconds */
function microseconds({ median }) {
  return median < 1e6 ? `${(median / 1e3).toFixed(1)} µs` : `${(median / 1e6).toFixed(1)} ms`
}

/**
 * A row that holds a request against its JSON baseline.
 *
 * @param {string} title
 * @param {() => { sidecarSets: readonly SidecarSet[], request?: Partial<Parameters<typeof webhook>[1]> }} make
 * @param {Goal} [goal]
 * @returns {Row}
 */
function requestRow(title, make, goal) {
  return timeRow({ title, unit: '× baseline', ...(goal === undefined ? {} : { goal }) }, () => {
    const { sidecarSets, request } = make()
    const { respond, baseline } = webhook(sidecarSets, { pod: echoServer(), ...request })
    return { work: respond, base: baseline }
  })
}

/** One SidecarSet that matches, among many. */
const respondAmong = (/** @type {number} */ count) => webhook(oneOfMany(count), { pod: echoServer() }).respond

/** @type {readonly Row[]} requests, text in and text out: each about another Pod, in another second */
const requests = [
  requestRow('one SidecarSet, which matches', () => ({ sidecarSets: [filebeat()] }), { atMost: 3 }),
  timeRow({ title: '10,000 SidecarSets, one matches', unit: '× with one', goal: { atMost: 1.3 } }, () => ({
    work: respondAmong(10_000),
    base: respondAmong(1),
  })),
  timeRow({ title: '50,000 SidecarSets, one matches', unit: '× with one', goal: { atMost: 1.5 } }, () => ({
    work: respondAmong(50_000),
    base: respondAmong(1),
  })),
  requestRow('20 SidecarSets, all match', () => ({ sidecarSets: allMatching(20) }), { atMost: 4 }),
  requestRow('10,000 SidecarSets, none matches', () => ({ sidecarSets: noneOfMany(10_000) }), {
    atMost: 1.2,
  }),
  requestRow(
    'a sidecar with transferEnv',
    () => ({ sidecarSets: [withTransferEnv()], request: { pod: largePod() } }),
    {
      atMost: 4,
    },
  ),
  requestRow(
    'a sidecar that shares volumes',
    () => ({ sidecarSets: [withSharedVolumes()], request: { pod: largePod() } }),
    {
      atMost: 4,
    },
  ),
  requestRow('patchPodMetadata', () => ({ sidecarSets: [withMetadata()], request: { pod: largePod() } }), {
    atMost: 4,
  }),
  timeRow(
    { title: '400 SidecarSets that merge into one annotation', unit: '× 100 such', goal: { atMost: 6 } },
    () => ({
      work: webhook(allMerging(400), { pod: echoServer() }).respond,
      base: webhook(allMerging(100), { pod: echoServer() }).respond,
    }),
  ),
  requestRow('10,000 SidecarSets for unknown Namespaces (v1.9.0)', () => ({
    sidecarSets: allForSomeNamespace(10_000),
    request: { config: { profile: 'v1.9.0' } },
  })),
]

const withTransferEnv = () =>
  filebeat(
    (set) =>
      (set.spec.containers[0].transferEnv = [{ sourceContainerName: 'echo-server', envName: 'SETTING_3' }]),
  )
const withSharedVolumes = () =>
  filebeat((set) => (set.spec.containers[0].shareVolumePolicy = { type: 'enabled' }))
const withMetadata = () =>
  filebeat(
    (set) => (set.spec.patchPodMetadata = [{ annotations: { team: 'logs' }, patchPolicy: 'Overwrite' }]),
  )

const among10k = () => JSON.stringify(oneOfMany(10_000))
const compile = (/** @type {readonly SidecarSet[]} */ sidecarSets) =>
  createInjector({ sidecarSets, resourceBindings })

/** SidecarSets as the API server hands them out. */
const asStored = (/** @type {readonly SidecarSet[]} */ sidecarSets) =>
  sidecarSets.map((set, index) => ({
    ...set,
    metadata: { ...set.metadata, uid: `uid-${String(index)}`, resourceVersion: '1' },
  }))

/** Replaces one SidecarSet by a changed one, as a watch of the API server does it. */
function changeOne(/** @type {readonly SidecarSet[]} */ sidecarSets) {
  const changed = [...sidecarSets]
  const metadata = { ...sidecarSets[5000]?.metadata, resourceVersion: '2' }
  changed[5000] = filebeat((set) => (set.metadata = metadata))
  return changed
}

/** @type {readonly Row[]} */
const compilation = [
  timeRow({ title: 'compile 10,000 SidecarSets', unit: '× JSON.parse', goal: { atMost: 20 } }, () => {
    const text = among10k()
    return { work: { prepare: () => JSON.parse(text), run: compile }, base: () => JSON.parse(text) }
  }),
  timeRow({ title: 'one of 10,000 changed', unit: '× full compile', goal: { atMost: 0.05 } }, () => {
    const text = among10k()
    const kept = asStored(JSON.parse(text))
    const previous = compile(kept)
    return {
      work: {
        prepare: () => changeOne(kept),
        run: (sidecarSets) => createInjector({ sidecarSets, resourceBindings, previous }),
      },
      base: { prepare: () => asStored(JSON.parse(text)), run: compile },
    }
  }),
]

/** The walkthrough's Pod before and after, and the injection that leads there. */
function injection() {
  const injector = createInjector({ sidecarSets: [filebeat()], resourceBindings })
  const before = echoServer()
  const inject = () => injector.inject(before, { now })
  return { before, inject, after: inject().pod }
}

/** @type {readonly Row[]} */
const patches = [
  timeRow(
    { title: 'inject, against compare of fast-json-patch', unit: '× faster', goal: { atLeast: 5 } },
    () => {
      const { before, after, inject } = injection()
      return { work: inject, base: () => fastJsonPatch.compare(before, after), inverse: true }
    },
  ),
  {
    title: 'operations of the patch, against compare',
    unit: '× as many',
    goal: { atMost: 1 / 3 },
    measure: async () => {
      const { before, after, inject } = injection()
      const [own, other] = [inject().patch.length, fastJsonPatch.compare(before, after).length]
      const value = own / other
      return { value: { median: value, low: value, high: value }, note: `${own} against ${other}` }
    },
  },
]

/** @type {readonly Row[]} manifests, before any Pod comes */
const manifests = [
  timeRow({ title: 'parseYaml, against js-yaml', unit: '× js-yaml', goal: { atMost: 2 } }, () => {
    const text = noneOfMany(300).map(formatYaml).join('---\n')
    return { work: () => parseYaml(text), base: () => jsYaml.loadAll(text) }
  }),
  timeRow(
    { title: '50 SidecarSets validated against each other', unit: '× each alone', goal: { atMost: 8 } },
    () => {
      const sets = noneOfMany(50)
      return {
        work: () => sets.map((set) => validateSidecarSet(set, { others: sets })),
        base: () => sets.map((set) => validateSidecarSet(set)),
      }
    },
  ),
]

/**
 * A rollout of a new image, ten Pods at a time, to Pods that have the old one.
 *
 * @param {number} count
 */
function rolloutOver(count) {
  const injector = createInjector({ sidecarSets: [filebeat()], resourceBindings })
  const pods = Array.from({ length: count }, (_, i) => {
    const named = echoServer((pod) =>
      Object.assign(pod.metadata, { name: `echo-${i}`, namespace: 'default' }),
    )
    return running(injector.inject(named, { now }).pod)
  })
  const changed = filebeat((set) => {
    set.spec.containers[0].image = 'elastic/filebeat:8.17.0'
    set.spec.updateStrategy = { type: 'RollingUpdate', maxUnavailable: 10 }
  })
  return () => simulateRollout(changed, pods, { now })
}

/** @param {any} pod @returns {Pod} the Pod as it is once all its containers are ready */
function running(pod) {
  const containerStatuses = pod.spec.containers.map((/** @type {any} */ { name, image }) => ({
    name,
    image,
    imageID: image,
    ready: true,
  }))
  const conditions = [{ type: 'Ready', status: 'True' }]
  return { ...pod, status: { phase: 'Running', conditions, containerStatuses } }
}

/** @type {readonly Row[]} */
const rollouts = [
  timeRow(
    { title: 'simulated rollout over 1,000 Pods', unit: '× over 250 Pods', goal: { atMost: 6 } },
    () => ({
      work: rolloutOver(1000),
      base: rolloutOver(250),
    }),
  ),
]

/** @type {readonly Row[]} other libraries, and what most people write */
const peers = [
  timeRow({ title: 'naive webhook, one SidecarSet', unit: '× ours' }, () => ({
    work: naiveWebhook([filebeat()], echoServer()).respond,
    base: respondAmong(1),
  })),
  timeRow({ title: 'naive webhook, 10,000 SidecarSets', unit: '× ours' }, () => ({
    work: naiveWebhook(oneOfMany(10_000), echoServer()).respond,
    base: respondAmong(10_000),
  })),
  timeRow({ title: 'createPatch of rfc6902, against inject', unit: '× ours' }, () => {
    const { before, after, inject } = injection()
    return { work: () => rfc6902.createPatch(before, after), base: inject }
  }),
]

/** A Pod as it comes from a cluster: more labels, annotations, a token volume, tolerations, two containers. */
function largePod() {
  return echoServer((pod) => {
    pod.metadata.annotations = {
      'kubectl.kubernetes.io/restartedAt': now,
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '8080',
      checksum: 'f9bw76vc49wd9d6d962d7czcbwx84fz7996d6d78v49599dz66c45vx57984556c',
    }
    const mount = {
      name: 'kube-api-access',
      mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
      readOnly: true,
    }
    const [app] = pod.spec.containers
    Object.assign(app, {
      env: Array.from({ length: 20 }, (_, i) => ({ name: `SETTING_${i}`, value: `value of setting ${i}` })),
      resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '250m', memory: '512Mi' } },
      volumeMounts: [mount],
    })
    pod.spec.containers.push({ ...structuredClone(app), name: 'proxy', image: 'envoy:1.30' })
    pod.spec.volumes = [
      { name: mount.name, projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
    ]
    pod.spec.tolerations = [{ key: 'virtual-kubelet.io/provider', operator: 'Exists', effect: 'NoSchedule' }]
  })
}

/** @type {readonly Row[]} requests that are otherwise not the walkthrough's */
const variants = [
  requestRow('a larger Pod, with annotations', () => ({
    sidecarSets: [filebeat()],
    request: { pod: largePod() },
  })),
  requestRow('profile v1.9.0', () => ({
    sidecarSets: [filebeat()],
    request: { config: { profile: 'v1.9.0' } },
  })),
  requestRow('a Pod that was injected before', () => ({
    sidecarSets: [filebeat()],
    request: { pod: injection().after },
  })),
]

/** @type {readonly Row[]} */
export const goals = [...requests, ...compilation, ...patches, ...manifests, ...rollouts]

/** @type {readonly Row[]} */
export const comparisons = [...peers, ...variants]
