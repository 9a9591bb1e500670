import { existsSync, readFileSync } from 'node:fs'
import { createInjector } from '../../src/report/create-injector.js'
import type { InjectionResult } from '../../src/inject/types.js'
import { parseYaml } from '../../src/manifest/index.js'
import type { Pod, SidecarSet } from '../../src/manifest/api-types.js'
import type {
  ConfigMap,
  Namespace,
  Secret,
  SidecarSetResourceBinding,
} from '../../src/manifest/manifest-types.js'
import { describeInjected } from '../../src/virtual-node/describe-injected.js'
import type { VirtualNodeContext } from '../../src/virtual-node/check-subject.js'
import { deepFreeze } from '../laws/deep-freeze.js'

/** The manifests of a fixture, by kind. They are not validated: some are wrong on purpose. */
export function readFixture(text: string): {
  readonly pod: Pod
  readonly sidecarSets: SidecarSet[]
  readonly resourceBindings: SidecarSetResourceBinding[]
  readonly namespaces: Namespace[]
  readonly configMaps: ConfigMap[]
  readonly secrets: Secret[]
} {
  const documents = deepFreeze(parseYaml(text)) as { readonly kind: string }[]
  const ofKind = <T>(kind: string): T[] => documents.filter((each) => each.kind === kind) as T[]
  return {
    pod: ofKind<Pod>('Pod')[0] ?? {},
    sidecarSets: ofKind('SidecarSet'),
    resourceBindings: ofKind('SidecarSetResourceBinding'),
    namespaces: ofKind('Namespace'),
    configMaps: ofKind('ConfigMap'),
    secrets: ofKind('Secret'),
  }
}

/** What a fixture says of the cluster, in `context.yaml`. */
export function contextOf(folder: string): VirtualNodeContext {
  const file = `${folder}/context.yaml`
  return existsSync(file) ? (parseYaml(readFileSync(file, 'utf8'))[0] as VirtualNodeContext) : {}
}

/** Injects the SidecarSets of a fixture into its Pod, and says what was injected. */
export function injectFixture(
  text: string,
  given: VirtualNodeContext,
): { readonly pod: Pod; readonly result: InjectionResult; readonly context: VirtualNodeContext } {
  const { pod, configMaps, secrets, ...config } = readFixture(text)
  // What injection itself refuses is to be looked at as well.
  const injector = createInjector({ ...config, unauthorizedReference: 'allow' })
  const result = injector.inject(pod, { now: '2026-01-01T00:00:00Z' })
  if (!result.allowed) throw new Error(JSON.stringify(result.issues))
  const context = {
    ...given,
    injected: describeInjected(pod, result),
    references: result.references,
    // A list that is given has to be complete, so none is given where the fixture has no object of that kind.
    ...(configMaps.length > 0 && { configMaps }),
    ...(secrets.length > 0 && { secrets }),
  }
  return { pod, result, context }
}
