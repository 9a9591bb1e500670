import type { OptionTable } from '../options/index.js'
import { profileNames } from '../profile.js'
import type { ReportRequest } from './report-types.js'
import type { ExplainRequest, InjectorConfig } from './types.js'

/** What `createInjector` takes. */
export const injectorOptions: OptionTable<InjectorConfig> = {
  sidecarSets: { kind: 'list', of: 'SidecarSets', required: true },
  resourceBindings: { kind: 'list', of: 'SidecarSetResourceBindings' },
  namespaces: { kind: 'list', of: 'Namespaces' },
  namespacesFrom: { kind: 'choice', values: ['manifests', 'cluster'] },
  controllerRevisions: { kind: 'list', of: 'ControllerRevisions' },
  kruiseNamespace: { kind: 'text' },
  webhookNamespaceSelector: { kind: 'object', of: 'a label selector' },
  sidecarTerminator: { kind: 'boolean' },
  profile: { kind: 'choice', values: profileNames },
  unauthorizedReference: { kind: 'choice', values: ['deny', 'skip', 'allow'] },
  unknown: { kind: 'choice', values: ['skip', 'deny'] },
  unreadable: { kind: 'choice', values: ['leave-out', 'deny', 'throw'] },
  deletingBindings: { kind: 'choice', values: ['ignore', 'honor'] },
  exposedReference: { kind: 'choice', values: ['warn', 'deny'] },
  hashes: { kind: 'choice', values: ['computed', 'carried'] },
  sortContainersByName: { kind: 'boolean' },
  previous: { kind: 'object', of: 'an injector' },
  platformLabels: { kind: 'object', of: 'labels' },
}

/** What `inject` and `explain` of an injector take. */
export const requestOptions: OptionTable<ExplainRequest> = {
  operation: { kind: 'choice', values: ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] },
  namespace: { kind: 'text' },
  inactivePods: { kind: 'choice', values: ['skip', 'inject'] },
  mirrorPods: { kind: 'choice', values: ['skip', 'inject'] },
  now: { kind: 'time' },
  random: { kind: 'function' },
}

/** What `report` of an injector takes. */
export const reportRequest: OptionTable<ReportRequest> = {
  ...requestOptions,
  virtualNode: { kind: 'choice', values: ['as-given', 'auto', 'eci', 'acs', 'none'] },
  configMaps: { kind: 'list', of: 'ConfigMaps' },
  secrets: { kind: 'list', of: 'Secrets' },
  kubernetesVersion: { kind: 'text' },
}
