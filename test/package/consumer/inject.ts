// What a TypeScript user writes. Compiled against the packed types as an ES module, as CommonJS and for a bundler, with
// the strictest settings; run in none of them.
import {
  applyPatch,
  createInjector,
  formatIssues,
  injectSidecars,
  toFieldPath,
  SidecarSetError,
  type InjectionResult,
  type Injector,
  type InjectorConfig,
  type Issue,
  type IssueCode,
  type JsonPatchOperation,
  type Pod,
  type SidecarSet,
  type SidecarSetDecision,
  type SidecarSetResourceBinding,
} from 'sidecarset'

const sidecarSet: SidecarSet = {
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    containers: [{ name: 'filebeat', image: 'busybox', env: [{ name: 'LEVEL', value: 'info' }] }],
    volumes: [{ name: 'conf', configMap: { name: 'kube-system/filebeat' } }],
  },
}

const binding: SidecarSetResourceBinding = {
  apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
  kind: 'SidecarSetResourceBinding',
  metadata: { namespace: 'kube-system', name: 'filebeat' },
  spec: {
    subjects: [{ kind: 'SidecarSet', name: 'logs' }],
    resourceRefs: [{ kind: 'ConfigMap', name: 'filebeat' }],
  },
}

const pod: Pod = {
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { containers: [{ name: 'app' }] },
}

const config: InjectorConfig = { sidecarSets: [sidecarSet], resourceBindings: [binding], profile: 'v1.3.0' }
const injector: Injector = createInjector(config)
const result: InjectionResult = injector.inject(pod, { namespace: 'default', now: '2026-01-01T00:00:00Z' })
const once: InjectionResult = injectSidecars(pod, config, { now: new Date(0) })

const patched: Pod = applyPatch(pod, result.patch)
const operations: readonly JsonPatchOperation[] = once.patch
const added: unknown[] = operations.flatMap((operation) => ('value' in operation ? [operation.value] : []))
const reasons: string[] = injector
  .explain(pod)
  .map((decision: SidecarSetDecision) => `${decision.outcome}: ${decision.reason}`)
const codes: IssueCode[] = result.issues.map((issue: Issue) => issue.code)

/** Errors are told apart by their stage. */
export function describe(error: unknown): string {
  if (!(error instanceof SidecarSetError)) return 'unknown'
  const [first] = error.issues
  return error.stage === 'patch'
    ? `${first?.code} at ${toFieldPath(first?.path ?? [])}`
    : formatIssues(error.issues)
}

// @ts-expect-error results are read-only
result.pod.spec = {}
// @ts-expect-error issue codes are a closed set
export const wrong: IssueCode = 'no-such-code'

export { added, codes, patched, reasons }
