import type { Catalog } from './entry.js'

/** Codes of validation, beside the general ones in which Kubernetes refuses fields. */
export type ValidateIssueCode =
  | 'wrong-kind'
  | 'unknown-field'
  | 'misplaced-field'
  | 'patch-directive'
  | 'ignored-value'
  | 'immutable-field'
  | 'annotation-not-allowed'
  | 'annotation-unchecked'
  | 'conflict'
  | 'conflict-impossible'
  | 'conflict-overlooked'
  | 'other-without-selector'
  | 'no-such-namespace'
  | 'unused-volume'
  | 'own-transfer-source'
  | 'hot-upgrade-without-empty-image'
  | 'hot-upgrade-same-image'
  | 'hot-upgrade-name'
  | 'update-on-virtual-node'
  | 'wildcard-name'
  | 'unknown-subject'
  | 'unused-grant'
  | 'secret-granted'

export const validateCatalog: Catalog<ValidateIssueCode> = {
  'wrong-kind': {
    summary: 'A manifest is of another kind, or of none, than the one it is validated as.',
    example: 'kind: Sidecar',
  },
  'unknown-field': {
    summary: 'A field does not exist in any supported version; it is dropped without a word.',
    example: 'containers:\n- name: log-agent\n  image: log-agent:1\n  volumeMount: []',
  },
  'misplaced-field': {
    summary: 'A field does not exist here, but elsewhere in the manifest; it is dropped without a word.',
    example:
      'volumeMounts:\n- {name: logs, mountPath: /logs}\ncontainers:\n- {name: log-agent, image: log-agent:1}',
  },
  'patch-directive': {
    summary: 'The manifest is a strategic merge patch for another one and not a whole SidecarSet.',
    example: 'containers:\n- name: log-agent\n  $patch: delete',
  },
  'ignored-value': {
    summary: 'A value is accepted and does nothing, since it is none of those that mean something.',
    example: 'updateStrategy:\n  type: Rolling',
  },
  'immutable-field': {
    summary: 'An update changes something that may not change after the SidecarSet was created.',
    example: 'containers:\n- name: log-agent-renamed # was log-agent\n  image: log-agent:1',
  },
  'annotation-not-allowed': {
    summary: 'patchPodMetadata sets an annotation that the whitelist of the cluster does not allow.',
    example: 'patchPodMetadata:\n- annotations: {team: logs} # and no whitelist',
  },
  'annotation-unchecked': {
    summary: 'patchPodMetadata needs the whitelist of the cluster, and that was not given.',
    example: 'patchPodMetadata:\n- annotations: {team: logs}',
  },
  conflict: {
    summary: 'Another SidecarSet that may select the same Pods brings a thing of the same name.',
    example: 'containers:\n- name: agent # as in another SidecarSet for the same Pods\n  image: agent:1',
  },
  'conflict-impossible': {
    summary: 'OpenKruise reports a conflict with a SidecarSet although no Pod can ever fit both.',
    example:
      'selector:\n  matchExpressions:\n  - {key: app, operator: In, values: [web, db]} # the other: In [web, api], NotIn [web]',
  },
  'conflict-overlooked': {
    summary: 'Two SidecarSets clash in some Pods, and OpenKruise does not notice.',
    example:
      'selector:\n  matchExpressions:\n  - {key: app, operator: Exists} # the other: matchLabels {tier: web}',
  },
  'other-without-selector': {
    summary:
      'Another SidecarSet has no selector, which makes the webhook of OpenKruise crash on every change.',
    example: 'containers:\n- {name: agent, image: agent:1} # and no selector',
  },
  'no-such-namespace': {
    summary: 'None of the Namespaces given is one that the SidecarSet is meant for.',
    example: 'namespace: prodution',
  },
  'unused-volume': {
    summary: 'No container mounts a volume, so it never gets into a Pod.',
    example: 'volumes:\n- {name: scratch, emptyDir: {}} # and no volumeMounts',
  },
  'own-transfer-source': {
    summary: 'transferEnv reads from a container that the SidecarSet itself brings, which is never found.',
    example:
      'containers:\n- name: log-agent\n  image: log-agent:1\n  transferEnv:\n  - {sourceContainerName: log-agent, envName: TZ}',
  },
  'hot-upgrade-without-empty-image': {
    summary: 'A hot upgrade needs an image for the container that waits, and none is given.',
    example: 'upgradeStrategy:\n  upgradeType: HotUpgrade',
  },
  'hot-upgrade-same-image': {
    summary: 'The image that waits in a hot upgrade is the one that works, so both containers would work.',
    example:
      'image: log-agent:1\nupgradeStrategy:\n  upgradeType: HotUpgrade\n  hotUpgradeEmptyImage: log-agent:1',
  },
  'hot-upgrade-name': {
    summary: 'A hot upgrade makes containers <name>-1 and <name>-2, and these names are taken or too long.',
    example:
      'containers:\n- name: edge\n  image: edge:1\n  upgradeStrategy: {upgradeType: HotUpgrade, hotUpgradeEmptyImage: empty:1}\n- {name: edge-1, image: edge:1}',
  },
  'update-on-virtual-node': {
    summary:
      'A SidecarSet for virtual nodes asks for updates of running Pods, which are not documented there.',
    example:
      'selector:\n  matchLabels: {serverless.alibabacloud.com/virtual-node: "true"}\nupdateStrategy:\n  type: RollingUpdate',
  },
  'wildcard-name': {
    summary: 'A binding uses a wildcard, but its names are exact.',
    example: 'resourceRefs:\n- {kind: ConfigMap, name: "*"}',
  },
  'unknown-subject': {
    summary: 'A binding names a SidecarSet that is not among those given.',
    example: 'subjects:\n- {kind: SidecarSet, name: filebaet}',
  },
  'unused-grant': {
    summary: 'A binding grants an object that no volume of its SidecarSets refers to.',
    example: 'resourceRefs:\n- {kind: ConfigMap, name: not-mounted-anywhere}',
  },
  'secret-granted': {
    summary: 'A binding lets SidecarSets read a Secret in every namespace that they select Pods of.',
    example: 'resourceRefs:\n- {kind: Secret, name: tls}',
  },
}
