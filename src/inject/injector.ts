import type { Pod } from '../manifest/api-types.js'
import { compileConfig, type CompiledConfig } from './compile-config.js'
import { explain } from './explain.js'
import { prepare, type PreparedInjection } from './prepare.js'
import { renderPatch } from './render-patch.js'
import { renderPod } from './render-pod.js'
import type { InjectionRequest, InjectionResult, Injector, InjectorConfig } from './types.js'

/**
 * Compiles SidecarSets and what belongs to them into an injector.
 *
 * @throws InjectionError where a SidecarSet cannot be read (a wrong type, an amount that is none, an API version that
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

/** Computes what injection does to one Pod: 1. to 3. decide, 4. plans, 5. carries out. */
export function inject(config: CompiledConfig, pod: Pod, request: InjectionRequest): InjectionResult {
  const prepared = prepare(config, pod, request)
  return prepared.plan === undefined
    ? { ...report(prepared), changed: false, pod, patch: [] }
    : {
        ...report(prepared),
        changed: true,
        pod: renderPod(pod, prepared.plan),
        patch: renderPatch(pod, prepared.plan),
      }
}

function report(
  prepared: PreparedInjection,
): Pick<InjectionResult, 'allowed' | 'decisions' | 'references' | 'issues'> {
  const { allowed, decisions, references, issues } = prepared
  return { allowed, decisions, references, issues }
}
