import type { Pod } from '../manifest/api-types.js'
import { compileConfig, type CompiledConfig } from './compile/compile-config.js'
import { explain } from './explain.js'
import { prepare } from './prepare.js'
import { renderPod } from './render/render-pod.js'
import { report } from './report.js'
import type { InjectionRequest, InjectionResult, Injector, InjectorConfig } from './types.js'

/**
 * Compiles SidecarSets and what belongs to them into an injector.
 *
 * @throws SidecarSetError where a SidecarSet cannot be read (a wrong type, an amount that is none, an API version that
 *   the profile does not know) or two have one name. What is merely invalid is injected as OpenKruise would.
 * @example
 * const injector = createInjector({ sidecarSets, resourceBindings })
 * injector.inject(pod, { now: new Date() }).patch
 */
export function createInjector(config: InjectorConfig): Injector {
  const compiled = compileConfig(config)
  return {
    profile: compiled.profile,
    inject: (pod, request = {}) => inject(compiled, pod, request),
    explain: (pod, request = {}) => explain(compiled, pod, request),
    report: (pod, request = {}) => report(compiled, pod, request),
  }
}

/** Injects into a single Pod. For more than one, `createInjector` compiles the SidecarSets once. */
export function injectSidecars(
  pod: Pod,
  config: InjectorConfig,
  request: InjectionRequest = {},
): InjectionResult {
  return createInjector(config).inject(pod, request)
}

/** Computes what injection does to one Pod: decisions and plan, and the Pod and the patch that the plan comes to. */
export function inject(config: CompiledConfig, pod: Pod, request: InjectionRequest): InjectionResult {
  const { allowed, ready, decisions, references, issues } = prepare(config, pod, request)
  return ready === undefined
    ? { allowed, changed: false, pod, patch: [], decisions, references, issues }
    : {
        allowed,
        changed: true,
        pod: renderPod(pod, ready.plan),
        patch: ready.patch,
        decisions,
        references,
        issues,
      }
}
