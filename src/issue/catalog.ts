/** What a code means to people, and a manifest (or an excerpt of one) that draws it. Both stand in the documentation. */
export interface CatalogEntry {
  /** One sentence, without values. */
  readonly summary: string
  /** A short excerpt that has the mistake. */
  readonly example: string
}

/** An entry for each code of a closed set. */
export type Catalog<Code extends string> = Readonly<Record<Code, CatalogEntry>>

/** The entries, frozen as a whole: nobody can change what a code means. */
function catalogOf<Code extends string>(entries: Catalog<Code>): Catalog<Code> {
  for (const entry of Object.values<CatalogEntry>(entries)) Object.freeze(entry)
  return Object.freeze(entries)
}

// Every issue code, one union and one table a stage. To add a code, add it to both: the compiler holds them together,
// and the documentation's table is made from them.

/** Codes of reading manifests: text, documents, shapes. */
export type ManifestIssueCode =
  | 'yaml-syntax'
  | 'trailing-content'
  | 'duplicate-key'
  | 'limit-exceeded'
  | 'more-issues'
  | 'wrong-type'
  | 'invalid-quantity'
  | 'invalid-time'
  | 'not-a-manifest'
  | 'missing-kind'
  | 'unsupported-version'

const manifestCatalog: Catalog<ManifestIssueCode> = catalogOf({
  'yaml-syntax': { summary: 'The text is not YAML.', example: 'spec: [a, b' },
  'trailing-content': {
    summary: 'Text stands behind a document without a line --- before it; the API server does not read it.',
    example: '{kind: Pod} {kind: Secret}',
  },
  'duplicate-key': { summary: 'A mapping has the same key twice.', example: 'name: a\nname: b' },
  'limit-exceeded': {
    summary: 'The input is larger, nested deeper or expands further than the limits allow.',
    example: 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b] # and so on',
  },
  'more-issues': {
    summary: 'An object has more mistakes than are listed; this issue counts the rest.',
    example: 'volumes: [{}, {}, {}] # and so on, a hundred times',
  },
  'wrong-type': {
    summary: 'A value has the wrong JSON type for its field.',
    example: 'spec:\n  containers: nginx',
  },
  'invalid-quantity': {
    summary: 'A resource amount cannot be read.',
    example: 'resources:\n  limits:\n    cpu: 1 core',
  },
  'invalid-time': {
    summary: 'A time is not RFC 3339.',
    example: 'metadata:\n  creationTimestamp: yesterday',
  },
  'not-a-manifest': { summary: 'A document is not a mapping with a kind.', example: '- just\n- a list' },
  'missing-kind': { summary: 'A manifest lacks apiVersion or kind.', example: 'metadata:\n  name: logs' },
  'unsupported-version': {
    summary: 'The kind is known, but not in this apiVersion.',
    example: 'apiVersion: apps.kruise.io/v2\nkind: SidecarSet',
  },
})

/** Codes of Kubernetes' own field rules; the four general ones are what Kubernetes calls its error types. */
export type KubernetesIssueCode =
  'required' | 'invalid' | 'not-supported' | 'forbidden' | 'duplicate' | 'not-found' | 'too-long'

export const kubernetesCatalog: Catalog<KubernetesIssueCode> = catalogOf({
  required: {
    summary: 'A field that must be given is missing or empty.',
    example: 'volumes:\n- emptyDir: {}',
  },
  invalid: {
    summary: 'A value does not follow the rules of its field.',
    example: 'containers:\n- name: Log_Agent',
  },
  'not-supported': {
    summary: 'A value is not one of those that the field takes.',
    example: 'imagePullPolicy: Sometimes',
  },
  forbidden: {
    summary: 'A field must not be given here.',
    example: 'matchExpressions:\n- {key: a, operator: Exists, values: [b]}',
  },
  duplicate: {
    summary: 'A value that must be unique comes again.',
    example: 'volumes:\n- name: a\n- name: a',
  },
  'not-found': {
    summary: 'A name refers to something that is not there.',
    example: 'volumeMounts:\n- name: no-such-volume\n  mountPath: /x',
  },
  'too-long': {
    summary: 'A value is longer than its field allows.',
    example: 'name: aaaaaaaa... # 300 characters',
  },
})

/** Codes of label selectors, beside the general ones in which Kubernetes refuses them. */
export type SelectorIssueCode = 'unknown-operator' | 'malformed-selector' | 'selector-never-matches'

const selectorCatalog: Catalog<SelectorIssueCode> = catalogOf({
  'unknown-operator': {
    summary: 'A selector cannot be used, since one of its operators does not exist.',
    example: 'selector:\n  matchExpressions:\n  - {key: app, operator: Equals, values: [web]}',
  },
  'malformed-selector': {
    summary: 'A selector is matched as plain text although Kubernetes would refuse it.',
    example: 'selector:\n  matchLabels:\n    app: not valid!',
  },
  'selector-never-matches': {
    summary: 'No labels can fit a selector, since it contradicts itself.',
    example:
      'selector:\n  matchLabels: {app: web}\n  matchExpressions:\n  - {key: app, operator: DoesNotExist}',
  },
})

/** Codes of references to ConfigMaps and Secrets of other namespaces. */
export type ReferenceIssueCode = 'invalid-reference' | 'unauthorized-reference' | 'exposed-reference'

const referenceCatalog: Catalog<ReferenceIssueCode> = catalogOf({
  'invalid-reference': {
    summary:
      'A reference with a slash is not of the form namespace/name, or stands in a field that cannot name another namespace.',
    example: 'volumes:\n- name: config\n  configMap:\n    name: kube-system/filebeat/config',
  },
  'unauthorized-reference': {
    summary:
      'A container of a SidecarSet would see an object of another namespace, and no SidecarSetResourceBinding there grants it to this SidecarSet.',
    example: 'volumes:\n- name: config\n  secret:\n    secretName: payments/tls # and no binding in payments',
  },
  'exposed-reference': {
    summary:
      'A container of the Pod itself mounts a volume that shows an object of another namespace, and reads it as the sidecar does.',
    example:
      'containers:\n- name: app\n  volumeMounts:\n  - {name: config, mountPath: /c} # a volume of the sidecar',
  },
})

/** Codes of injection: what fails a request, and what happens silently in a cluster. */
export type InjectIssueCode =
  | 'revision-not-found'
  | 'revision-invalid'
  | 'revision-undecided'
  | 'sidecar-set-unreadable'
  | 'namespace-unknown'
  | 'namespace-mismatch'
  | 'pod-inactive'
  | 'mirror-pod'
  | 'annotation-unreadable'
  | 'annotation-not-mergeable'
  | 'missing-volume'
  | 'missing-now'
  | 'resources-policy-failed'
  | 'container-replaced'
  | 'init-container-again'
  | 'order-undetermined'
  | 'container-name-clash'
  | 'volume-shadowed'
  | 'mount-dropped'
  | 'transfer-env-missing'
  | 'stale-hash'
  | 'feature-beyond-profile'
  | 'pod-field-beyond-profile'

const injectCatalog: Catalog<InjectIssueCode> = catalogOf({
  'revision-not-found': {
    summary: 'The ControllerRevision that injectionStrategy.revision asks for does not exist.',
    example: 'injectionStrategy:\n  revision:\n    revisionName: logs-5d4f # deleted',
  },
  'revision-invalid': {
    summary: 'The ControllerRevision does not hold a patch that can be applied to the SidecarSet.',
    example: 'kind: ControllerRevision\ndata: {spec: {containers: nginx}}',
  },
  'revision-undecided': {
    summary: 'A partial revision needs a random number, and none was given.',
    example: 'injectionStrategy:\n  revision: {customVersion: v1, policy: Partial}',
  },
  'sidecar-set-unreadable': {
    summary: 'A SidecarSet that may be for the Pod cannot be read, or another one has its name.',
    example: 'containers:\n- name: agent\n  env: [{name: DEBUG, value: true}] # and no quotes',
  },
  'namespace-unknown': {
    summary:
      "A namespaceSelector cannot be evaluated, since the labels of the Pod's Namespace are not given.",
    example: 'namespaceSelector:\n  matchLabels: {team: web} # and no such Namespace among those given',
  },
  'namespace-mismatch': {
    summary: 'A Pod names another namespace than the request that is to create it.',
    example: 'metadata:\n  namespace: web # and request.namespace: shop',
  },
  'pod-inactive': {
    summary:
      'A Pod that is created as if it had ended or were being deleted is not injected, and runs without the SidecarSets that match it.',
    example: 'status:\n  phase: Succeeded # in the body of a CREATE request',
  },
  'mirror-pod': {
    summary:
      'A Pod mirrors a static Pod, which the kubelet runs from a file, so what is injected never runs.',
    example: 'metadata:\n  annotations:\n    kubernetes.io/config.mirror: 5c1f',
  },
  'annotation-unreadable': {
    summary: 'An annotation of an earlier injection is not in a form that can be continued.',
    example: 'metadata:\n  annotations:\n    kruise.io/sidecarset-hash: not json',
  },
  'annotation-not-mergeable': {
    summary:
      'patchPodMetadata with MergePatchJson met a value, or has a patch, that is not JSON of the right kind.',
    example: 'patchPodMetadata:\n- patchPolicy: MergePatchJson\n  annotations: {conf: "{"}',
  },
  'missing-volume': {
    summary:
      'A container mounts a volume that the Pod does not have, or a sidecar one that its SidecarSet does not declare.',
    example: 'volumeMounts:\n- {name: logs, mountPath: /logs} # and no volume logs',
  },
  'missing-now': {
    summary: 'A timestamp has to be written and `now` is not given, or is no time.',
    example: 'injector.inject(pod) // without { now }',
  },
  'resources-policy-failed': {
    summary: 'A resourcesPolicy cannot be computed for this Pod.',
    example: 'resourcesPolicy:\n  targetContainersNameRegex: "^nothing-has-this-name$"',
  },
  'container-replaced': {
    summary: 'A container of the Pod is replaced by a sidecar of the same name.',
    example: 'containers:\n- name: app # the Pod has a container app too',
  },
  'init-container-again': {
    summary:
      'The Pod was injected before. OpenKruise v1.3.0 would add its init container again, which the API server refuses; here it keeps its place.',
    example: '# profile v1.3.0, and a Pod saved with kubectl get -o yaml\ninitContainers:\n- name: install',
  },
  'order-undetermined': {
    summary:
      'Another order of the SidecarSets would give another Pod; a cluster takes them in any order, where reports take them by name.',
    example: '# two SidecarSets for one Pod\ncontainers:\n- {name: logs, podInjectPolicy: AfterAppContainer}',
  },
  'container-name-clash': {
    summary:
      'Two sidecars of one Pod have the same name, or a sidecar has that of a container of the other list.',
    example: 'containers:\n- name: agent # another SidecarSet injects a container agent too',
  },
  'volume-shadowed': {
    summary:
      'A volume of the SidecarSet is left out, since one of the same name with other content is there already.',
    example: 'volumes:\n- {name: data, emptyDir: {}} # the Pod has a volume data of another kind',
  },
  'mount-dropped': {
    summary: 'A shared mount is left out, since the sidecar has something mounted at its path.',
    example: 'shareVolumePolicy: {type: enabled} # and the app mounts /logs as the sidecar does',
  },
  'transfer-env-missing': {
    summary: 'transferEnv names a container or a variable that the Pod does not have.',
    example: 'transferEnv:\n- {sourceContainerName: app, envName: NO_SUCH}',
  },
  'stale-hash': {
    summary: 'The hash annotation that a SidecarSet carries does not fit its containers.',
    example: 'metadata:\n  annotations:\n    kruise.io/sidecarset-hash: of-an-older-state',
  },
  'feature-beyond-profile': {
    summary:
      'A SidecarSet uses a field that the chosen OpenKruise version does not know, so it has no effect there.',
    example: 'namespaceSelector: {matchLabels: {team: web}} # v1.3.0 ignores it and matches every namespace',
  },
  'pod-field-beyond-profile': {
    summary:
      'A Pod has a field that the chosen OpenKruise version does not know and drops from every Pod that it changes; here it is kept.',
    example: '# v1.3.0 has the types of Kubernetes 1.22\nspec:\n  hostUsers: false',
  },
})

/** Codes of `checkPod`: what goes wrong with a Pod as it is after injection. Those that others have too are there. */
export type CheckIssueCode =
  | 'duplicate-volume'
  | 'duplicate-mount-path'
  | 'duplicate-device-path'
  | 'requests-above-limits'
  | 'host-port-conflict'
  | 'port-conflict'
  | 'webhook-not-called'
  | 'pod-security'
  | 'windows-pod'
  | 'native-sidecar-late'
  | 'app-container-replaced'

export const checkCatalog: Catalog<CheckIssueCode> = catalogOf({
  'duplicate-volume': {
    summary: 'Two volumes of a Pod have one name, so the API server refuses the Pod.',
    example: 'volumes:\n- {name: data, emptyDir: {}}\n- {name: data, hostPath: {path: /data}}',
  },
  'duplicate-mount-path': {
    summary: 'A container mounts two volumes at one path, so the API server refuses the Pod.',
    example: 'volumeMounts:\n- {name: a, mountPath: /data}\n- {name: b, mountPath: /data}',
  },
  'duplicate-device-path': {
    summary:
      'A container has two devices, or a device and a mount, at one path, so the API server refuses the Pod.',
    example: 'volumeDevices:\n- {name: a, devicePath: /dev/x}\n- {name: b, devicePath: /dev/x}',
  },
  'requests-above-limits': {
    summary: 'A container requests more than its limit, or another amount that the API server refuses.',
    example: 'resources:\n  requests: {cpu: "2"}\n  limits: {cpu: "1"}',
  },
  'host-port-conflict': {
    summary: 'Two containers take one port of the node, so the API server refuses the Pod.',
    example: '# two containers with\nports: [{containerPort: 9090, hostPort: 9090}]',
  },
  'port-conflict': {
    summary: 'Two containers that run together have one port of the Pod, so the second to listen fails.',
    example: '# two containers with\nports: [{containerPort: 9090}]',
  },
  'webhook-not-called': {
    summary: "OpenKruise's webhook is not asked about Pods of the Namespace, so nothing is injected there.",
    example: 'kind: Namespace\nmetadata:\n  labels: {control-plane: controller-manager}',
  },
  'pod-security': {
    summary:
      'An injected container or volume breaks the Pod Security Standard of the Namespace, or may run as root where the Pod forbids it.',
    example:
      '# the Namespace has pod-security.kubernetes.io/enforce: baseline\nsecurityContext: {privileged: true}',
  },
  'windows-pod': {
    summary: 'A Pod for Windows gets a sidecar with fields that only Linux has.',
    example:
      'os: {name: windows}\ncontainers:\n- name: agent # injected\n  securityContext: {runAsUser: 1000}',
  },
  'native-sidecar-late': {
    summary:
      "An injected native sidecar stands behind the application's init containers, and is not up while they run.",
    example:
      'initContainers:\n- name: migrate # of the application, and needs the proxy\n- {name: proxy, restartPolicy: Always}',
  },
  'app-container-replaced': {
    summary: "A sidecar takes the place of the application's own container, which does not run.",
    example: 'containers:\n- name: app # of a SidecarSet; the Pod had its own container app',
  },
})

/** Codes of updates of running Pods: what keeps a Pod from being updated without anybody being told in a cluster. */
export type UpdateIssueCode =
  | 'pod-hash-unreadable'
  | 'update-state-unreadable'
  | 'working-container-unknown'
  | 'container-status-missing'
  | 'upgradable-condition-unreadable'

const updateCatalog: Catalog<UpdateIssueCode> = catalogOf({
  'pod-hash-unreadable': {
    summary:
      "A Pod's hash annotation cannot be read, so the Pod counts as old and the next update writes it anew.",
    example: 'metadata:\n  annotations:\n    kruise.io/sidecarset-hash: "[]"',
  },
  'update-state-unreadable': {
    summary:
      'A Pod never counts as settled, since its annotation about the last in-place update cannot be read.',
    example: 'metadata:\n  annotations:\n    kruise.io/sidecarset-inplace-update-state: ""',
  },
  'working-container-unknown': {
    summary:
      'A Pod is left out of every update, since its annotations do not say which container of a hot-upgrade pair works.',
    example:
      'metadata:\n  annotations:\n    kruise.io/sidecarset-working-hotupgrade-container: "{}"\nspec:\n  containers:\n  - name: mesh-1\n  - name: mesh-2',
  },
  'container-status-missing': {
    summary:
      "A Pod's status does not report as many containers as its spec has, so it never counts as settled and ready sidecars block its update.",
    example:
      'spec:\n  containers:\n  - name: app\n  - name: log\nstatus:\n  containerStatuses:\n  - name: app',
  },
  'upgradable-condition-unreadable': {
    summary:
      'The message of the Pod condition SidecarSetUpgradable is not a JSON object, so every round ends at this Pod.',
    example: 'status:\n  conditions:\n  - type: SidecarSetUpgradable\n    message: not json',
  },
})

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
  | 'duplicate-container-name'
  | 'duplicate-file-path'
  | 'crd-required'
  | 'crd-not-supported'
  | 'update-never-proceeds'
  | 'canary-unknown'
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

export const validateCatalog: Catalog<ValidateIssueCode> = catalogOf({
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
  'duplicate-container-name': {
    summary:
      'Two containers, init containers or ephemeral containers of one Pod have the same name, so the API server refuses it.',
    example:
      'initContainers:\n- name: agent # a container of another SidecarSet for the same Pods\n  image: agent:1',
  },
  'duplicate-file-path': {
    summary: 'A projected volume has a service account token at the path of another of its files.',
    example:
      'volumes:\n- name: access\n  projected:\n    sources:\n    - serviceAccountToken: {path: token}\n    - configMap: {name: agent, items: [{key: t, path: token}]}',
  },
  'crd-required': {
    summary:
      'A field is missing that the CRD requires: the API server refuses the SidecarSet before any webhook.',
    example: 'updateStrategy:\n  scatterStrategy:\n  - {key: zone} # and no value',
  },
  'crd-not-supported': {
    summary:
      'A value is none of those that the CRD lists: the API server refuses the SidecarSet before any webhook.',
    example:
      'resourcesPolicy:\n  targetContainersMode: avg\n  targetContainersNameRegex: .*\n  resourcesExpr: {limits: {cpu: cpu}}',
  },
  'update-never-proceeds': {
    summary: 'The update strategy never lets a running Pod be updated.',
    example: 'updateStrategy:\n  maxUnavailable: 0',
  },
  'canary-unknown': {
    summary:
      'A SidecarSet is marked as the canary of another one, which no supported version knows: both are injected.',
    example:
      'metadata:\n  name: agent-next\n  annotations: {apps.kruise.io/sidecarset-canary: "true", apps.kruise.io/sidecarset-base: agent}',
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
})

/** Codes of what goes wrong on virtual nodes and nowhere else, and of references once the objects are at hand. */
export type VirtualNodeIssueCode =
  | 'job-never-ends'
  | 'job-marked-failed'
  | 'priorities-of-same-sign'
  | 'convention-not-text'
  | 'convention-out-of-range'
  | 'convention-value-undocumented'
  | 'convention-name-unknown'
  | 'convention-of-other-platform'
  | 'convention-kubernetes-version'
  | 'reference-in-env'
  | 'reference-in-pull-secret'
  | 'reference-in-own-volume'
  | 'reference-on-ordinary-node'
  | 'reference-exposed'
  | 'reference-shadowed'
  | 'too-many-containers'
  | 'too-many-volumes'
  | 'host-path'
  | 'host-network'
  | 'privileged'
  | 'daemon-set-on-virtual-node'
  | 'stdlog-path-never-matches'
  | 'below-floor'
  | 'referenced-object-missing'
  | 'referenced-key-missing'
  | 'copy-not-granted'
  | 'copy-source-missing'
  | 'copy-source-changed'

export const virtualNodeCatalog: Catalog<VirtualNodeIssueCode> = catalogOf({
  'job-never-ends': {
    summary: 'A Pod that is meant to end has a sidecar that nothing ends.',
    example:
      'restartPolicy: Never\ncontainers:\n- name: log-agent # injected, without ECI_CONTAINER_TYPE=sidecar',
  },
  'job-marked-failed': {
    summary: 'A sidecar that the platform terminates exits non-zero, which counts as a failure of the Pod.',
    example:
      'restartPolicy: Never\nenv:\n- {name: ECI_CONTAINER_TYPE, value: sidecar} # without ECI_CONTAINER_IGNORE_EXIT_CODE',
  },
  'priorities-of-same-sign': {
    summary:
      'A container that starts first exits first too, or starts last and exits last; a sidecar needs opposite signs.',
    example:
      'env:\n- {name: ECI_CONTAINER_LAUNCH_PRIORITY, value: "10"}\n- {name: ECI_CONTAINER_EXIT_PRIORITY, value: "10"}',
  },
  'convention-not-text': {
    summary: 'The value of a variable is a number or boolean in YAML; the API server refuses the Pod.',
    example: 'env:\n- {name: ECI_CONTAINER_LAUNCH_PRIORITY, value: 10}',
  },
  'convention-out-of-range': {
    summary: 'A priority is no integer from -1000 to 1000.',
    example: 'env:\n- {name: ECI_CONTAINER_EXIT_PRIORITY, value: "-1001"}',
  },
  'convention-value-undocumented': {
    summary: 'A variable has a value that the vendor does not document, so nobody can tell what it does.',
    example: 'env:\n- {name: ECI_SIDECAR_CONTAINER, value: "yes"}',
  },
  'convention-name-unknown': {
    summary: 'A variable is called nearly as one that the platform reads.',
    example: 'env:\n- {name: ECI_CONTAINER_LAUNCH_PRIORTY, value: "10"}',
  },
  'convention-of-other-platform': {
    summary: 'A variable is one of the other platform and has no effect here.',
    example: 'env:\n- {name: __IS_SIDECAR__, value: "true"} # in a Pod of ECI',
  },
  'convention-kubernetes-version': {
    summary: 'A way to mark a sidecar is not one of the cluster version.',
    example: 'env:\n- {name: __IS_SIDECAR__, value: "true"} # in a cluster of 1.29 or later',
  },
  'reference-in-env': {
    summary: 'namespace/name stands where Kubernetes checks names, so the API server refuses the Pod.',
    example: 'envFrom:\n- configMapRef: {name: kube-system/filebeat-env}',
  },
  'reference-in-pull-secret': {
    summary: 'namespace/name stands in imagePullSecrets, which have no such form.',
    example: 'imagePullSecrets:\n- name: kube-system/registry',
  },
  'reference-in-own-volume': {
    summary:
      "A volume of the Pod's author refers to an object of another namespace, which no binding can authorise.",
    example: 'kind: Pod\nspec:\n  volumes:\n  - name: tls\n    secret: {secretName: payments/tls}',
  },
  'reference-on-ordinary-node': {
    summary:
      'A Pod with a namespace/name reference is not bound for a virtual node; the kubelet never starts it.',
    example:
      'spec:\n  nodeName: worker-1\n  volumes:\n  - name: config\n    configMap: {name: kube-system/filebeat-config}',
  },
  'reference-exposed': {
    summary: 'An application container mounts a volume that holds an object of another namespace.',
    example:
      'containers:\n- name: app\n  volumeMounts:\n  - {name: config, mountPath: /stolen} # a volume of a SidecarSet',
  },
  'reference-shadowed': {
    summary:
      "A sidecar gets a volume of the Pod's author instead of its own with an object of another namespace.",
    example:
      'kind: Pod\nspec:\n  volumes:\n  - {name: config, emptyDir: {}} # the SidecarSet has a volume config too',
  },
  'too-many-containers': {
    summary: 'The Pod has more containers than an ECI instance can, the injected ones included.',
    example: 'containers: [] # 20 of the application and one sidecar',
  },
  'too-many-volumes': {
    summary: 'The Pod has more volumes than an ECI instance can, the injected ones included.',
    example: 'volumes: [] # 20 of the application and one of a SidecarSet',
  },
  'host-path': {
    summary: 'A volume is a hostPath, which virtual nodes do not support.',
    example: 'volumes:\n- name: logs\n  hostPath: {path: /var/log}',
  },
  'host-network': {
    summary: 'The Pod asks for the network of its host, which virtual nodes do not support.',
    example: 'spec:\n  hostNetwork: true',
  },
  privileged: {
    summary: 'A container is privileged, which virtual nodes do not support.',
    example: 'containers:\n- name: agent\n  securityContext: {privileged: true}',
  },
  'daemon-set-on-virtual-node': {
    summary: 'A Pod of a DaemonSet is bound for a virtual node, and these run none.',
    example:
      'metadata:\n  ownerReferences:\n  - {kind: DaemonSet, name: logs, controller: true}\nspec:\n  nodeName: virtual-kubelet-cn-hangzhou-k',
  },
  'stdlog-path-never-matches': {
    summary: 'A configuration reads files of the standard output volume by a path that none of them has.',
    example: 'paths:\n- /var/log/std/*.log # the files are /var/log/std/<container>/0.log',
  },
  'below-floor': {
    summary: 'The cluster or a component is older than SidecarSets on virtual nodes need.',
    example: 'ack-virtual-node v2.9.0',
  },
  'referenced-object-missing': {
    summary: 'A volume needs a ConfigMap or Secret that is not among those given.',
    example: 'volumes:\n- name: config\n  configMap: {name: filebeat-confg}',
  },
  'referenced-key-missing': {
    summary: 'A volume or a mount names a key that the ConfigMap or Secret does not have.',
    example: 'volumeMounts:\n- {name: config, mountPath: /etc/filebeat.yml, subPath: filebeat.yaml}',
  },
  'copy-not-granted': {
    summary: 'A reference to another namespace is left as it is, since no binding grants its object.',
    example: 'volumes:\n- name: config\n  configMap: {name: kube-system/filebeat-config} # and no binding',
  },
  'copy-source-missing': {
    summary: 'An object that a binding grants cannot be copied, since it is not among those given.',
    example:
      'volumes:\n- name: config\n  configMap: {name: kube-system/filebeat-config} # and no such ConfigMap',
  },
  'copy-source-changed': {
    summary: 'An object has changed between the plan of its copy and the copying.',
    example: 'renderCopies(plan, { configMaps, secrets }) // not the objects that the plan was made from',
  },
})

/** Codes of reading the Pod template of a workload. */
export type WorkloadIssueCode = 'unknown-workload' | 'no-pod-template'

const workloadCatalog: Catalog<WorkloadIssueCode> = catalogOf({
  'unknown-workload': {
    summary: 'A manifest is of a kind whose Pod template nobody has said where to find.',
    example: 'apiVersion: example.com/v1\nkind: Fleet # and no entry in the option `kinds`',
  },
  'no-pod-template': {
    summary: 'A workload has no Pod template where its kind keeps one.',
    example: 'kind: Deployment\nspec: {replicas: 2} # and no template',
  },
})

/** Codes of what only a caller can get wrong: options, and patches. */
export type EdgeIssueCode =
  | 'invalid-option'
  | 'unknown-option'
  | 'invalid-patch'
  | 'invalid-operation'
  | 'invalid-pointer'
  | 'invalid-value'
  | 'invalid-index'
  | 'path-not-found'
  | 'test-failed'

const edgeCatalog: Catalog<EdgeIssueCode> = catalogOf({
  'invalid-option': {
    summary: 'An option or argument of a call has a value that the function does not take.',
    example: "createInjector({ sidecarSets, unauthorizedReference: 'Deny' })",
  },
  'unknown-option': {
    summary: 'A call has an option that the function does not know.',
    example: "createInjector({ sidecarSets, unautorizedReference: 'deny' })",
  },
  'invalid-patch': {
    summary: 'A JSON Patch is not a list of operations.',
    example: "applyPatch(pod, { op: 'remove', path: '/spec' })",
  },
  'invalid-operation': {
    summary: 'An operation of a JSON Patch lacks a field, has an unknown op, or moves a value into itself.',
    example: "applyPatch(pod, [{ op: 'merge', path: '/spec' }])",
  },
  'invalid-pointer': {
    summary: 'path or from of an operation is not a JSON Pointer.',
    example: "applyPatch(pod, [{ op: 'remove', path: 'spec' }])",
  },
  'invalid-value': {
    summary: 'A document or the value of an operation is not JSON.',
    example: "applyPatch(pod, [{ op: 'add', path: '/a', value: 1n }])",
  },
  'invalid-index': {
    summary: 'An operation names an index that its list does not have.',
    example: "applyPatch([1], [{ op: 'add', path: '/2', value: 2 }])",
  },
  'path-not-found': {
    summary: 'An operation names a place that the document does not have.',
    example: "applyPatch({}, [{ op: 'remove', path: '/a' }])",
  },
  'test-failed': {
    summary: 'A test operation found another value.',
    example: "applyPatch({ a: 1 }, [{ op: 'test', path: '/a', value: 2 }])",
  },
})

/** The closed set of issue codes. */
export type IssueCode =
  | ManifestIssueCode
  | KubernetesIssueCode
  | SelectorIssueCode
  | ReferenceIssueCode
  | InjectIssueCode
  | CheckIssueCode
  | UpdateIssueCode
  | ValidateIssueCode
  | VirtualNodeIssueCode
  | WorkloadIssueCode
  | EdgeIssueCode

/** Every code an issue can carry, with its meaning. */
export const issueCatalog: Catalog<IssueCode> = Object.freeze({
  ...manifestCatalog,
  ...kubernetesCatalog,
  ...selectorCatalog,
  ...referenceCatalog,
  ...injectCatalog,
  ...checkCatalog,
  ...updateCatalog,
  ...validateCatalog,
  ...virtualNodeCatalog,
  ...workloadCatalog,
  ...edgeCatalog,
})
