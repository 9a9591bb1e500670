import { compileInjector } from '../inject/injector.js'
import type { Injector, InjectorConfig } from '../inject/types.js'
import { reportPod } from './report-pod.js'

/**
 * Compiles SidecarSets and what belongs to them into an injector.
 *
 * What cannot be read (a wrong type, an amount that is none, an API version that the profile does not know) is left out,
 * and so are SidecarSets of which two have one name; `issues` of the injector lists them. `unreadable` can refuse the
 * Pods concerned, or throw, instead. What is merely invalid is injected as OpenKruise would.
 *
 * @throws SidecarSetError of stage `options` where an option is not one; of stage `injection` where something cannot be
 *   read and `unreadable` is `throw`
 * @example
 * const injector = createInjector({ sidecarSets, resourceBindings })
 * injector.inject(pod, { now: new Date() }).patch
 */
export function createInjector(config: InjectorConfig): Injector {
  return compileInjector('createInjector', config, reportPod)
}
