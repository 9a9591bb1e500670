import {
  applyPatch,
  checkVirtualNodePod,
  classifyPlacement,
  compareSidecarSets,
  copyReferences,
  createInjector,
  describeGrants,
  describeOrder,
  findMatchingPods,
  findSecretGrants,
  findUnusedGrants,
  formatComparison,
  formatCopies,
  formatGrants,
  formatIssues,
  formatOrder,
  formatReport,
  formatRollout,
  inspectPods,
  parseManifests,
  parseYaml,
  planSidecarUpdate,
  readPodTemplate,
  reportWorkload,
  resolveReferences,
  reviewPod,
  reviewSidecarSet,
  safeParseManifests,
  safeParseResourceReference,
  SidecarSetError,
  simulateRollout,
  toFieldPath,
  validateResourceBinding,
  validateSidecarSet,
  type ConfigMap,
  type Issue,
  type Namespace,
  type Pod,
  type Secret,
  type SidecarSet,
  type SidecarSetResourceBinding,
} from '../all-entries.js'

/** Manifests that the library is asked about. */
export interface Subject {
  readonly sets: readonly SidecarSet[]
  readonly pods: readonly Pod[]
  readonly bindings: readonly SidecarSetResourceBinding[]
  readonly namespaces: readonly Namespace[]
  readonly configMaps: readonly ConfigMap[]
  readonly secrets: readonly Secret[]
}

/** Something a person may read. `format*` gives several lines, everything else one (a line an issue, in errors). */
export interface FoundText {
  readonly from: string
  readonly text: string
  readonly lines: 'one' | 'many'
}

const now = '2026-01-01T00:00:00Z'
type AskedProfile = 'v1.3.0' | 'v1.9.0'

/** Asks every public function about the manifests, and gives all text for people that came of it. */
export function everyText(
  subject: Subject,
  profiles: readonly AskedProfile[] = ['v1.3.0', 'v1.9.0'],
): readonly FoundText[] {
  const found: FoundText[] = []
  const ask = (from: string, question: () => unknown): void => {
    try {
      collect(from, question(), found)
    } catch (error) {
      if (!(error instanceof SidecarSetError)) throw error
      found.push({ from: `${from}: error`, text: error.message, lines: 'many' })
      collect(from, error.issues, found)
    }
  }
  for (const profile of profiles) askAll(subject, profile, ask)
  return found
}

type Ask = (from: string, question: () => unknown) => void

/** The result of a `format*` function, told from data. */
class Formatted {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const formatted = (text: string): Formatted => new Formatted(text)

function askAll(subject: Subject, profile: AskedProfile, ask: Ask): void {
  const { sets, pods, bindings, namespaces, configMaps, secrets } = subject
  const config = { sidecarSets: sets, resourceBindings: bindings, namespaces, profile }
  for (const set of sets) {
    ask('validateSidecarSet', () => {
      const issues = validateSidecarSet(set, { profile, others: sets })
      return [issues, formatted(formatIssues(issues))]
    })
    ask('reviewSidecarSet', () =>
      reviewSidecarSet(reviewOf('apps.kruise.io', 'sidecarsets', set), { profile }),
    )
    ask('findMatchingPods', () => findMatchingPods(set, pods, { profile, namespaces }))
    ask('inspectPods', () => inspectPods(set, pods, { profile, namespaces }))
    ask('planSidecarUpdate', () => planSidecarUpdate(set, pods, { profile, namespaces, now }))
    ask('simulateRollout', () =>
      formatted(formatRollout(simulateRollout(set, pods, { profile, namespaces, now }))),
    )
    const next = { ...set, spec: { ...set.spec, containers: [{ name: 'next', image: 'next:1' }] } }
    ask('compareSidecarSets', () => {
      const comparison = compareSidecarSets(set, next, pods, { profile, namespaces })
      return [comparison, ...inBothForms((format) => formatComparison(comparison, { format }))]
    })
  }
  for (const binding of bindings) ask('validateResourceBinding', () => validateResourceBinding(binding))
  ask('describeGrants', () => formatted(formatGrants(describeGrants(bindings))))
  ask('findSecretGrants', () => findSecretGrants(bindings))
  ask('findUnusedGrants', () => findUnusedGrants(bindings, sets))
  for (const unauthorizedReference of ['deny', 'skip', 'allow'] as const)
    for (const pod of pods)
      for (const sidecarSets of [sets, ...sets.map((set) => [set])])
        ask(`inject, ${unauthorizedReference}`, () =>
          askInjector({ ...config, sidecarSets, unauthorizedReference }, pod),
        )
  for (const pod of pods) askAboutPod(pod, { ...subject, profile }, ask)
  ask('all manifests', () => {
    const text = [...sets, ...pods, ...bindings, ...configMaps, ...secrets].map((one) => JSON.stringify(one))
    const source = text.join('\n---\n')
    return [safeParseManifests(source), parseYaml(source), parseManifests(source)]
  })
}

function askInjector(config: Parameters<typeof createInjector>[0], pod: Pod): unknown {
  const injector = createInjector(config)
  const report = injector.report(pod, { now })
  const result = injector.inject(pod, { now })
  return [
    report,
    result.decisions,
    result.issues,
    injector.explain(pod, { now }),
    reviewPod(reviewOf('', 'pods', pod), injector, { now }),
    reviewPod(reviewOf('', 'pods', pod), injector, { now, failurePolicy: 'Ignore' }),
    ...inBothForms((format) => formatReport(report, { format })),
    ...inBothForms((format) => formatReport(injector.explain(pod), { format })),
    ...[24, 80].map((width) => formatted(formatReport(report, { width }))),
    reportWorkload(deploymentOf(pod), injector, { now }),
  ]
}

function askAboutPod(pod: Pod, subject: Subject & { profile: AskedProfile }, ask: Ask): void {
  const { sets, bindings, configMaps, secrets, profile } = subject
  const injector = createInjectorOrNone(sets, bindings, profile)
  const injected = injector?.inject(pod, { now }).pod ?? pod
  const objects = { configMaps, secrets }
  for (const one of [pod, injected]) {
    ask('checkVirtualNodePod', () => checkVirtualNodePod(one, { platform: 'eci', ...objects }))
    ask('classifyPlacement', () => classifyPlacement(one))
    ask('describeOrder', () => {
      const order = describeOrder(one, { platform: 'eci' })
      return [order, formatted(formatOrder(order))]
    })
    ask('resolveReferences', () => resolveReferences(one, { podNamespace: 'web', ...objects }))
    ask('readPodTemplate', () => readPodTemplate(deploymentOf(one)))
  }
  ask('copyReferences', () => {
    if (injector === undefined) return []
    const plan = copyReferences(injector.inject(pod, { now }), objects)
    return [plan.issues, formatted(formatCopies(plan))]
  })
  ask('applyPatch', () =>
    applyPatch(pod, [{ op: 'remove', path: `/metadata/${pod.metadata?.name ?? ''}/x` }]),
  )
  ask('safeParseResourceReference', () => safeParseResourceReference(`${pod.metadata?.name ?? ''}/a/b`))
}

function createInjectorOrNone(
  sidecarSets: readonly SidecarSet[],
  resourceBindings: readonly SidecarSetResourceBinding[],
  profile: AskedProfile,
): ReturnType<typeof createInjector> | undefined {
  try {
    return createInjector({ sidecarSets, resourceBindings, profile })
  } catch {
    return undefined
  }
}

function inBothForms(format: (format: 'text' | 'markdown') => string): readonly Formatted[] {
  return [formatted(format('text')), formatted(format('markdown'))]
}

function deploymentOf(pod: Pod): object {
  const { metadata, spec } = pod
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: metadata?.name, namespace: metadata?.namespace },
    spec: { template: { metadata, spec } },
  }
}

function reviewOf(group: string, resource: string, object: unknown): object {
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { uid: 'u-1', operation: 'CREATE', resource: { group, version: 'v1', resource }, object },
  }
}

/** Walks a result for what people read: messages, warnings, and the issues as lines. */
function collect(from: string, value: unknown, found: FoundText[]): void {
  if (value instanceof Formatted) found.push({ from, text: value.text, lines: 'many' })
  else if (Array.isArray(value)) for (const one of value) collect(from, one, found)
  else if (typeof value === 'object' && value !== null) collectFields(from, value, found)
}

function collectFields(from: string, value: object, found: FoundText[]): void {
  if ('code' in value && 'severity' in value && 'path' in value) {
    const issue = value as Issue
    found.push({ from: `${from}: issue`, text: formatIssues([issue]), lines: 'one' })
    found.push({ from: `${from}: path`, text: toFieldPath(issue.path), lines: 'one' })
  }
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'pod' || key === 'patch' || key === 'manifest' || key === 'documents') continue
    if (key === 'message' && typeof inner === 'string')
      found.push({
        from: `${from}: message`,
        text: inner,
        lines: 'reason' in value && 'code' in value ? 'many' : 'one',
      })
    else if (key === 'warnings' && Array.isArray(inner))
      for (const text of inner as string[]) found.push({ from: `${from}: warning`, text, lines: 'one' })
    else collect(from, inner, found)
  }
}
