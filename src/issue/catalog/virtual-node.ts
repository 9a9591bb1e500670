import type { Catalog } from './entry.js'

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

export const virtualNodeCatalog: Catalog<VirtualNodeIssueCode> = {
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
}
