import { expect, test } from 'vitest'
import {
  applyPatch,
  checkManifests,
  copyReferences,
  createInjector,
  injectSidecars,
  readPodTemplate,
  renderCopies,
  safeParseManifests,
  safeParseResourceReference,
  type SidecarSetError,
  validateSidecarSet,
  type ConfigMap,
  type InjectorConfig,
  type Issue,
  type IssueCode,
  type JsonPatchOperation,
  type Pod,
  type PodSpec,
  type SidecarContainer,
  type SidecarSet,
  type SidecarSetResourceBinding,
  type SidecarSetSpec,
} from '../all-entries.js'
import type {
  CheckIssueCode,
  KubernetesIssueCode,
  ValidateIssueCode,
  VirtualNodeIssueCode,
} from '../../src/issue/catalog.js'
import { inspectPods, planSidecarUpdate } from '../../src/update.js'
import * as updates from '../update/cluster.js'

// A code that nobody emits is a promise that nobody keeps. Those of validation have their examples in
// test/validate/catalog-examples.test.ts, those of virtual nodes and of `checkPod` a folder each in fixtures; these tests
// ask for every code of their catalog. Here is the least that draws each of the others: the compiler asks for all.

type CopyCode = 'copy-not-granted' | 'copy-source-missing' | 'copy-source-changed'
type ElsewhereCode =
  | CheckIssueCode
  | Exclude<ValidateIssueCode | KubernetesIssueCode, 'too-long'>
  | Exclude<VirtualNodeIssueCode, CopyCode>
type Draw = () => readonly Issue[]

const now = '2026-01-01T00:00:00Z'
const app = { name: 'app', image: 'app:1' }
const podOf = (spec: PodSpec = {}, metadata: Pod['metadata'] = {}): Pod => ({
  metadata: { name: 'p', namespace: 'shop', labels: { app: 'web' }, ...metadata },
  spec: { containers: [app], ...spec },
})
const setOf = (spec: SidecarSetSpec, metadata: SidecarSet['metadata'] = {}): SidecarSet => ({
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs', ...metadata },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
})
const agentSet = (agent: SidecarContainer = {}, spec: SidecarSetSpec = {}, name = 'logs'): SidecarSet =>
  setOf({ containers: [{ name: 'agent', image: 'agent:1', ...agent }], ...spec }, { name })
const mounting = (volume: object): SidecarSet =>
  agentSet({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }, { volumes: [{ name: 'v', ...volume }] })

interface Extra extends Partial<InjectorConfig> {
  readonly pod?: Pod
  readonly request?: object
}

/** The issues of an injection. */
const injected =
  (sets: SidecarSet | readonly SidecarSet[], { pod = podOf(), request = {}, ...config }: Extra = {}): Draw =>
  () =>
    injectSidecars(pod, { sidecarSets: [sets].flat() as SidecarSet[], ...config }, { now, ...request }).issues

const reported =
  (...sets: readonly SidecarSet[]): Draw =>
  () =>
    createInjector({ sidecarSets: sets }).report(podOf()).issues

/** The issues of what is thrown. */
const thrown =
  (act: () => unknown): Draw =>
  () => {
    try {
      act()
    } catch (error) {
      return (error as SidecarSetError).issues
    }
    return []
  }

const parsed =
  (text: string): Draw =>
  () =>
    safeParseManifests(text).issues
const checked =
  (text: string): Draw =>
  () =>
    checkManifests(text)
const patched =
  (document: unknown, ...operations: readonly object[]): Draw =>
  () =>
    thrown(() => applyPatch(document as object, operations as JsonPatchOperation[]))()

const template =
  (workload: object): Draw =>
  () => {
    const read = readPodTemplate(workload)
    return read.ok ? [] : read.issues
  }

const pinned = (policy?: string): SidecarSet =>
  agentSet(
    {},
    {
      injectionStrategy: { revision: { revisionName: 'r', ...(policy === undefined ? {} : { policy }) } },
      updateStrategy: { partition: '50%' },
    },
  )
const revision = (spec: unknown): InjectorConfig['controllerRevisions'] => [
  { metadata: { name: 'r', namespace: 'kruise-system' }, data: { spec } },
]

const source: ConfigMap = {
  kind: 'ConfigMap',
  metadata: { namespace: 'kube-system', name: 'conf' },
  data: { a: '1' },
}
const binding: SidecarSetResourceBinding = {
  apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
  kind: 'SidecarSetResourceBinding',
  metadata: { namespace: 'kube-system', name: 'b' },
  spec: {
    subjects: [{ kind: 'SidecarSet', name: 'logs' }],
    resourceRefs: [{ kind: 'ConfigMap', name: 'conf' }],
  },
}
const foreign = mounting({ configMap: { name: 'kube-system/conf' } })
const copied = (config: Partial<InjectorConfig>, configMaps: readonly ConfigMap[] = []): readonly Issue[] => {
  const result = injectSidecars(podOf(), { sidecarSets: [foreign], ...config }, { now })
  return copyReferences(result, { configMaps, secrets: [] }).issues
}

const running = updates.runningPod(updates.setWith([updates.cold('log', 'log:1')]), 'web-0')
const hotSet = updates.setWith([updates.hot('mesh', 'mesh:1')])
const inspected =
  (set: SidecarSet, pod: Pod): Draw =>
  () =>
    inspectPods(set, [pod]).flatMap(({ issues }) => issues)
const newer = updates.setWith([updates.cold('log', 'log:2')])

const draws: Readonly<Record<Exclude<IssueCode, ElsewhereCode>, Draw>> = {
  // manifests
  'yaml-syntax': parsed('a: [b'),
  'trailing-content': parsed('{apiVersion: v1, kind: Pod}\n{apiVersion: v1, kind: Pod}'),
  'duplicate-key': parsed('apiVersion: v1\nkind: Pod\nkind: Pod'),
  'limit-exceeded': () => safeParseManifests('a: {b: {c: {d: 1}}}', { maxDepth: 2 }).issues,
  'more-issues': () =>
    validateSidecarSet(setOf({ containers: Array.from({ length: 200 }, () => ({ name: 'UPPER' })) })),
  'not-a-manifest': parsed('- a'),
  'invalid-time': parsed('apiVersion: v1\nkind: Pod\nmetadata: {name: p, creationTimestamp: yesterday}'),
  'wrong-type': parsed('apiVersion: v1\nkind: Pod\nmetadata: []'),
  'invalid-quantity': injected(agentSet({ resources: { limits: { cpu: 'one' } } })),
  'missing-kind': parsed('metadata: {name: logs}'),
  'unsupported-version': parsed('apiVersion: apps.kruise.io/v2\nkind: SidecarSet'),
  'too-long': () => validateSidecarSet(setOf({}, { annotations: { a: 'a'.repeat(300_000) } })),
  // selectors and references
  'unknown-operator': injected(
    agentSet({}, { selector: { matchExpressions: [{ key: 'app', operator: 'Is' }] } }),
  ),
  'malformed-selector': injected(agentSet({}, { selector: { matchLabels: { app: 'no value!' } } }), {
    pod: podOf({}, { labels: { app: 'no value!' } }),
  }),
  'selector-never-matches': () =>
    validateSidecarSet(
      agentSet(
        {},
        {
          selector: {
            matchExpressions: [
              { key: 'a', operator: 'Exists' },
              { key: 'a', operator: 'DoesNotExist' },
            ],
          },
        },
      ),
    ),
  'invalid-reference': () => {
    const parsed = safeParseResourceReference('a/b/c')
    return parsed.ok ? [] : parsed.issues
  },
  'unauthorized-reference': injected(foreign),
  'exposed-reference': injected(foreign, {
    pod: podOf({ containers: [{ ...app, volumeMounts: [{ name: 'v', mountPath: '/v' }] }] }),
    resourceBindings: [binding],
  }),
  // injection
  'revision-not-found': injected(pinned()),
  'revision-invalid': injected(pinned(), { controllerRevisions: revision('no spec') }),
  'revision-undecided': injected(pinned('Partial'), {
    profile: 'v1.9.0',
    controllerRevisions: revision({}),
  }),
  'sidecar-set-unreadable': injected(setOf({ containers: 'agent' as never })),
  'namespace-unknown': injected(agentSet({}, { namespaceSelector: { matchLabels: { team: 'web' } } }), {
    profile: 'v1.9.0',
  }),
  'namespace-mismatch': injected(agentSet(), { request: { namespace: 'bank' } }),
  'pod-inactive': injected(agentSet(), { pod: { ...podOf(), status: { phase: 'Succeeded' } } }),
  'mirror-pod': injected(agentSet(), {
    pod: podOf({}, { annotations: { 'kubernetes.io/config.mirror': 'x' } }),
  }),
  'annotation-unreadable': injected(agentSet(), {
    pod: podOf({}, { annotations: { 'kruise.io/sidecarset-hash': 'not json' } }),
  }),
  'annotation-not-mergeable': injected(
    setOf({ patchPodMetadata: [{ patchPolicy: 'MergePatchJson', annotations: { a: '{}' } }] }),
    { pod: podOf({}, { annotations: { a: 'not json' } }) },
  ),
  'missing-volume': injected(agentSet({ volumeMounts: [{ name: 'none', mountPath: '/v' }] })),
  'missing-now': injected(agentSet(), { request: { now: undefined } }),
  'resources-policy-failed': injected(
    agentSet({
      resourcesPolicy: {
        targetContainersMode: 'sum',
        targetContainersNameRegex: 'nobody',
        resourcesExpr: { limits: { cpu: 'cpu' } },
      },
    }),
    { profile: 'v1.9.0' },
  ),
  'container-replaced': injected(agentSet({ name: 'app' })),
  'init-container-again': injected(setOf({ initContainers: [{ name: 'i', image: 'i' }] }), {
    pod: podOf({ initContainers: [{ name: 'i', env: [{ name: 'IS_INJECTED', value: 'true' }] }] }),
  }),
  'order-undetermined': reported(agentSet({ image: 'a' }, {}, 'a'), agentSet({ image: 'b' }, {}, 'b')),
  'container-name-clash': injected([agentSet({}, {}, 'a'), agentSet({}, {}, 'b')]),
  'volume-shadowed': injected(mounting({ emptyDir: {} }), {
    pod: podOf({ volumes: [{ name: 'v', hostPath: { path: '/' } }] }),
  }),
  'mount-dropped': injected(
    agentSet(
      { volumeMounts: [{ name: 'v', mountPath: '/v' }], shareVolumePolicy: { type: 'enabled' } },
      { volumes: [{ name: 'v' }] },
    ),
    { pod: podOf({ containers: [{ ...app, volumeMounts: [{ name: 'own', mountPath: '/v' }] }] }) },
  ),
  'transfer-env-missing': injected(
    agentSet({ transferEnv: [{ sourceContainerName: 'nobody', envName: 'A' }] }),
  ),
  'stale-hash': injected(
    setOf(agentSet().spec ?? {}, { annotations: { 'kruise.io/sidecarset-hash': 'old' } }),
  ),
  'feature-beyond-profile': injected(agentSet({}, { namespaceSelector: {} })),
  'pod-field-beyond-profile': injected(agentSet(), { pod: podOf({ hostUsers: false }) }),
  // updates
  'pod-hash-unreadable': inspected(
    newer,
    updates.withAnnotations(running, { [updates.annotation.hash]: '[]' }),
  ),
  'update-state-unreadable': inspected(
    newer,
    updates.withAnnotations(running, { [updates.annotation.state]: '' }),
  ),
  'working-container-unknown': inspected(
    hotSet,
    updates.withAnnotations(updates.runningPod(hotSet, 'web-0'), { [updates.annotation.working]: undefined }),
  ),
  'container-status-missing': inspected(newer, updates.withStatus(running, { containerStatuses: [] })),
  'upgradable-condition-unreadable': () => {
    const before = updates.setWith([{ ...updates.cold('log', 'log:1'), env: [{ name: 'A', value: '1' }] }])
    const pod = updates.settled(updates.runningPod(before, 'web-0'))
    const condition = { type: 'SidecarSetUpgradable', status: 'True', message: 'not json' }
    const conditions = [...(pod.status?.conditions ?? []), condition]
    const plan = planSidecarUpdate(newer, [{ ...pod, status: { ...pod.status, conditions } }], {
      now,
      profile: 'v1.9.0',
    })
    return plan.failure?.issues ?? []
  },
  // copies for ordinary nodes
  'copy-not-granted': () => copied({ unauthorizedReference: 'allow' }, [source]),
  'copy-source-missing': () => copied({ resourceBindings: [binding] }),
  'copy-source-changed': thrown(() => {
    const result = injectSidecars(podOf(), { sidecarSets: [foreign], resourceBindings: [binding] }, { now })
    const plan = copyReferences(result, { configMaps: [source], secrets: [] })
    renderCopies(plan, { configMaps: [{ ...source, data: { a: '2' } }], secrets: [] })
  }),
  // workloads, options, patches
  'unknown-workload': template({ apiVersion: 'example.com/v1', kind: 'Fleet' }),
  'no-pod-template': template({ apiVersion: 'apps/v1', kind: 'Deployment', spec: {} }),
  'invalid-option': thrown(() => createInjector({ sidecarSets: [], unauthorizedReference: 'Deny' as never })),
  'unknown-option': thrown(() => createInjector({ sidecarSets: [], sidecarsets: [] } as never)),
  'invalid-patch': thrown(() => applyPatch({}, {} as never)),
  'invalid-operation': patched({}, { op: 'merge', path: '/a' }),
  'invalid-pointer': patched({}, { op: 'remove', path: 'a' }),
  'invalid-value': patched({}, { op: 'add', path: '/a', value: 1n }),
  'invalid-index': patched([1], { op: 'add', path: '/2', value: 2 }),
  'path-not-found': patched({}, { op: 'remove', path: '/a' }),
  'test-failed': patched({ a: 1 }, { op: 'test', path: '/a', value: 2 }),
}

test.each(Object.entries(draws))('%s', (code, draw) => {
  expect(draw().map((issue) => issue.code)).toContain(code)
})

test('an unreadable manifest is checked all the same', () => {
  expect(checked('a: [b')().map(({ code }) => code)).toEqual(['yaml-syntax'])
})
