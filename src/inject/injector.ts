import { readOptions } from '../options/index.js'
import { injectorOptions, reportRequest, requestOptions } from './options.js'
import type { Pod } from '../manifest/api-types.js'
import { compileConfig, type CompiledConfig } from './compile/compile-config.js'
import { explain } from './explain.js'
import { prepare, withNearMisses } from './inject.js'
import type { PreparedInjection } from './prepared-injection.js'
import { copyPlain } from '../kubernetes/plain-data.js'
import { renderPatch } from './render-patch.js'
import { renderPod } from './render-pod.js'
import type { InjectionReport, ReportRequest } from './report-types.js'
import { findLaterPodFields } from './later-pod-fields.js'
import { wordDecision } from './decide/verdict.js'
import { wordReference } from '../reference/index.js'
import type { ExplainRequest, InjectionRequest, InjectionResult, Injector, InjectorConfig } from './types.js'

/** Makes the report of an injector. It knows more than injection does, and so comes from a stage above. */
export type Reporter = (config: CompiledConfig, pod: Pod, request: ReportRequest) => InjectionReport

/**
 * Compiles SidecarSets and what belongs to them into an injector.
 *
 * @param call the function as its caller knows it, for messages
 * @throws SidecarSetError as `createInjector` says
 */
export function compileInjector(call: string, config: InjectorConfig, reporter: Reporter): Injector {
  return new CompiledInjector(compileInput(call, config), reporter)
}

function compileInput(call: string, config: InjectorConfig): CompiledConfig {
  const { previous, ...rest } = readOptions(call, injectorOptions, config)
  return compileConfig(rest, previous && compiledOf(previous))
}

/**
 * Injects into a single Pod. For more than one, `createInjector` compiles the SidecarSets once. What of the configuration
 * cannot be read is among the `issues` of the result.
 */
export function injectSidecars<P extends Pod>(
  pod: P,
  config: InjectorConfig,
  request: InjectionRequest,
): InjectionResult<P> {
  const compiled = compileInput('injectSidecars', config)
  const result = inject(compiled, pod, readOptions('injectSidecars', requestOptions, request))
  return { ...result, issues: [...result.issues, ...copyPlain(compiled.issues)] }
}

/** Computes what injection does to one Pod: decisions and plan, and the Pod and the patch that the plan comes to. */
export function inject<P extends Pod>(
  config: CompiledConfig,
  pod: P,
  request: ExplainRequest,
): InjectionResult<P> {
  const prepared = prepare(config, pod, request)
  const { allowed, plan } = prepared
  const said = putIntoWords(withNearMisses(prepared, config, pod, request))
  if (plan === undefined) return { allowed, changed: false, pod: copyPlain(pod), patch: [], ...said }
  const dropped = findLaterPodFields(pod, config.profile, request.namespace ?? '')
  return {
    allowed,
    changed: true,
    pod: renderPod(pod, plan),
    patch: renderPatch(pod, plan),
    ...said,
    issues: dropped.length === 0 ? said.issues : [...said.issues, ...dropped],
  }
}

/** What was decided, in words, and the caller's alone. */
export function putIntoWords({
  decisions,
  references,
  issues,
}: PreparedInjection): Pick<InjectionResult, 'decisions' | 'references' | 'issues'> {
  return {
    decisions: decisions.map((decision) => copyPlain(wordDecision(decision))),
    references: references.map((reference) => copyPlain(wordReference(reference))),
    issues: issues.map(copyPlain),
  }
}

/** What an injector was compiled to; undefined for one that is not of this library, or wraps one that is. */
export function compiledOf(injector: Injector): CompiledConfig | undefined {
  return CompiledInjector.compiledOf(injector)
}

class CompiledInjector implements Injector {
  readonly #compiled: CompiledConfig
  readonly profile: Injector['profile']
  declare readonly issues: Injector['issues']
  readonly inject: Injector['inject']
  readonly explain: Injector['explain']
  readonly report: Injector['report']

  constructor(compiled: CompiledConfig, reporter: Reporter) {
    this.#compiled = compiled
    this.profile = compiled.profile
    // An own property, so that a host that spreads an injector into one of its own keeps it.
    Object.defineProperty(this, 'issues', { enumerable: true, get: () => copyPlain(compiled.issues) })
    this.inject = (pod, request) => inject(compiled, pod, readOptions('inject', requestOptions, request))
    this.explain = (pod, request) =>
      copyPlain(explain(compiled, pod, readOptions('explain', requestOptions, request)))
    this.report = (pod, request) =>
      copyPlain(reporter(compiled, pod, readOptions('report', reportRequest, request)))
  }

  static compiledOf(injector: object): CompiledConfig | undefined {
    return #compiled in injector ? injector.#compiled : undefined
  }
}
