// The API types of Kubernetes and OpenKruise as TypeScript sees them: every field that some supported version knows.
// All fields are optional, since manifests are typed before they are checked, and readonly, since nothing here
// writes to what it is given. A test holds this file against the field tables in fixtures/api-types.

export interface AWSElasticBlockStoreVolumeSource {
  readonly volumeID?: string | undefined
  readonly fsType?: string | undefined
  readonly partition?: number | undefined
  readonly readOnly?: boolean | undefined
}

export interface Affinity {
  readonly nodeAffinity?: NodeAffinity | undefined
  readonly podAffinity?: PodAffinity | undefined
  readonly podAntiAffinity?: PodAntiAffinity | undefined
}

export interface AppArmorProfile {
  readonly type?: string | undefined
  readonly localhostProfile?: string | undefined
}

export interface AzureDiskVolumeSource {
  readonly diskName?: string | undefined
  readonly diskURI?: string | undefined
  readonly cachingMode?: string | undefined
  readonly fsType?: string | undefined
  readonly readOnly?: boolean | undefined
  readonly kind?: string | undefined
}

export interface AzureFileVolumeSource {
  readonly secretName?: string | undefined
  readonly shareName?: string | undefined
  readonly readOnly?: boolean | undefined
}

export interface CSIVolumeSource {
  readonly driver?: string | undefined
  readonly readOnly?: boolean | undefined
  readonly fsType?: string | undefined
  readonly volumeAttributes?: Readonly<Record<string, string>> | undefined
  readonly nodePublishSecretRef?: LocalObjectReference | undefined
}

export interface Capabilities {
  readonly add?: readonly string[] | undefined
  readonly drop?: readonly string[] | undefined
}

export interface CephFSVolumeSource {
  readonly monitors?: readonly string[] | undefined
  readonly path?: string | undefined
  readonly user?: string | undefined
  readonly secretFile?: string | undefined
  readonly secretRef?: LocalObjectReference | undefined
  readonly readOnly?: boolean | undefined
}

export interface CinderVolumeSource {
  readonly volumeID?: string | undefined
  readonly fsType?: string | undefined
  readonly readOnly?: boolean | undefined
  readonly secretRef?: LocalObjectReference | undefined
}

export interface ClusterTrustBundleProjection {
  readonly name?: string | undefined
  readonly signerName?: string | undefined
  readonly labelSelector?: LabelSelector | undefined
  readonly optional?: boolean | undefined
  readonly path?: string | undefined
}

export interface ConfigMapEnvSource {
  readonly name?: string | undefined
  readonly optional?: boolean | undefined
}

export interface ConfigMapKeySelector {
  readonly name?: string | undefined
  readonly key?: string | undefined
  readonly optional?: boolean | undefined
}

export interface ConfigMapProjection {
  readonly name?: string | undefined
  readonly items?: readonly KeyToPath[] | undefined
  readonly optional?: boolean | undefined
}

export interface ConfigMapVolumeSource {
  readonly name?: string | undefined
  readonly items?: readonly KeyToPath[] | undefined
  readonly defaultMode?: number | undefined
  readonly optional?: boolean | undefined
}

export interface Container {
  readonly name?: string | undefined
  readonly image?: string | undefined
  readonly command?: readonly string[] | undefined
  readonly args?: readonly string[] | undefined
  readonly workingDir?: string | undefined
  readonly ports?: readonly ContainerPort[] | undefined
  readonly envFrom?: readonly EnvFromSource[] | undefined
  readonly env?: readonly EnvVar[] | undefined
  readonly resources?: ResourceRequirements | undefined
  readonly resizePolicy?: readonly ContainerResizePolicy[] | undefined
  readonly restartPolicy?: string | undefined
  readonly volumeMounts?: readonly VolumeMount[] | undefined
  readonly volumeDevices?: readonly VolumeDevice[] | undefined
  readonly livenessProbe?: Probe | undefined
  readonly readinessProbe?: Probe | undefined
  readonly startupProbe?: Probe | undefined
  readonly lifecycle?: Lifecycle | undefined
  readonly terminationMessagePath?: string | undefined
  readonly terminationMessagePolicy?: string | undefined
  readonly imagePullPolicy?: string | undefined
  readonly securityContext?: SecurityContext | undefined
  readonly stdin?: boolean | undefined
  readonly stdinOnce?: boolean | undefined
  readonly tty?: boolean | undefined
}

export interface ContainerPort {
  readonly name?: string | undefined
  readonly hostPort?: number | undefined
  readonly containerPort?: number | undefined
  readonly protocol?: string | undefined
  readonly hostIP?: string | undefined
}

export interface ContainerResizePolicy {
  readonly resourceName?: string | undefined
  readonly restartPolicy?: string | undefined
}

export interface ContainerState {
  readonly waiting?: ContainerStateWaiting | undefined
  readonly running?: ContainerStateRunning | undefined
  readonly terminated?: ContainerStateTerminated | undefined
}

export interface ContainerStateRunning {
  readonly startedAt?: string | Date | undefined
}

export interface ContainerStateTerminated {
  readonly exitCode?: number | undefined
  readonly signal?: number | undefined
  readonly reason?: string | undefined
  readonly message?: string | undefined
  readonly startedAt?: string | Date | undefined
  readonly finishedAt?: string | Date | undefined
  readonly containerID?: string | undefined
}

export interface ContainerStateWaiting {
  readonly reason?: string | undefined
  readonly message?: string | undefined
}

export interface ContainerStatus {
  readonly name?: string | undefined
  readonly state?: ContainerState | undefined
  readonly lastState?: ContainerState | undefined
  readonly ready?: boolean | undefined
  readonly restartCount?: number | undefined
  readonly image?: string | undefined
  readonly imageID?: string | undefined
  readonly containerID?: string | undefined
  readonly started?: boolean | undefined
  readonly allocatedResources?: Readonly<Record<string, string | number>> | undefined
  readonly resources?: ResourceRequirements | undefined
  readonly volumeMounts?: readonly VolumeMountStatus[] | undefined
  readonly user?: ContainerUser | undefined
  readonly allocatedResourcesStatus?: readonly ResourceStatus[] | undefined
}

export interface ContainerUser {
  readonly linux?: LinuxContainerUser | undefined
}

export interface ControllerRevision {
  readonly kind?: string | undefined
  readonly apiVersion?: string | undefined
  readonly metadata?: ObjectMeta | undefined
  readonly data?: unknown | undefined
  readonly revision?: number | undefined
}

export interface DownwardAPIProjection {
  readonly items?: readonly DownwardAPIVolumeFile[] | undefined
}

export interface DownwardAPIVolumeFile {
  readonly path?: string | undefined
  readonly fieldRef?: ObjectFieldSelector | undefined
  readonly resourceFieldRef?: ResourceFieldSelector | undefined
  readonly mode?: number | undefined
}

export interface DownwardAPIVolumeSource {
  readonly items?: readonly DownwardAPIVolumeFile[] | undefined
  readonly defaultMode?: number | undefined
}

export interface EmptyDirVolumeSource {
  readonly medium?: string | undefined
  readonly sizeLimit?: string | number | undefined
}

export interface EnvFromSource {
  readonly prefix?: string | undefined
  readonly configMapRef?: ConfigMapEnvSource | undefined
  readonly secretRef?: SecretEnvSource | undefined
}

export interface EnvVar {
  readonly name?: string | undefined
  readonly value?: string | undefined
  readonly valueFrom?: EnvVarSource | undefined
}

export interface EnvVarSource {
  readonly fieldRef?: ObjectFieldSelector | undefined
  readonly resourceFieldRef?: ResourceFieldSelector | undefined
  readonly configMapKeyRef?: ConfigMapKeySelector | undefined
  readonly secretKeyRef?: SecretKeySelector | undefined
}

export interface EphemeralContainer {
  readonly name?: string | undefined
  readonly image?: string | undefined
  readonly command?: readonly string[] | undefined
  readonly args?: readonly string[] | undefined
  readonly workingDir?: string | undefined
  readonly ports?: readonly ContainerPort[] | undefined
  readonly envFrom?: readonly EnvFromSource[] | undefined
  readonly env?: readonly EnvVar[] | undefined
  readonly resources?: ResourceRequirements | undefined
  readonly resizePolicy?: readonly ContainerResizePolicy[] | undefined
  readonly restartPolicy?: string | undefined
  readonly volumeMounts?: readonly VolumeMount[] | undefined
  readonly volumeDevices?: readonly VolumeDevice[] | undefined
  readonly livenessProbe?: Probe | undefined
  readonly readinessProbe?: Probe | undefined
  readonly startupProbe?: Probe | undefined
  readonly lifecycle?: Lifecycle | undefined
  readonly terminationMessagePath?: string | undefined
  readonly terminationMessagePolicy?: string | undefined
  readonly imagePullPolicy?: string | undefined
  readonly securityContext?: SecurityContext | undefined
  readonly stdin?: boolean | undefined
  readonly stdinOnce?: boolean | undefined
  readonly tty?: boolean | undefined
  readonly targetContainerName?: string | undefined
}

export interface EphemeralVolumeSource {
  readonly volumeClaimTemplate?: PersistentVolumeClaimTemplate | undefined
}

export interface ExecAction {
  readonly command?: readonly string[] | undefined
}

export interface FCVolumeSource {
  readonly targetWWNs?: readonly string[] | undefined
  readonly lun?: number | undefined
  readonly fsType?: string | undefined
  readonly readOnly?: boolean | undefined
  readonly wwids?: readonly string[] | undefined
}

export interface FlexVolumeSource {
  readonly driver?: string | undefined
  readonly fsType?: string | undefined
  readonly secretRef?: LocalObjectReference | undefined
  readonly readOnly?: boolean | undefined
  readonly options?: Readonly<Record<string, string>> | undefined
}

export interface FlockerVolumeSource {
  readonly datasetName?: string | undefined
  readonly datasetUUID?: string | undefined
}

export interface GCEPersistentDiskVolumeSource {
  readonly pdName?: string | undefined
  readonly fsType?: string | undefined
  readonly partition?: number | undefined
  readonly readOnly?: boolean | undefined
}

export interface GRPCAction {
  readonly port?: number | undefined
  readonly service?: string | undefined
}

export interface GitRepoVolumeSource {
  readonly repository?: string | undefined
  readonly revision?: string | undefined
  readonly directory?: string | undefined
}

export interface GlusterfsVolumeSource {
  readonly endpoints?: string | undefined
  readonly path?: string | undefined
  readonly readOnly?: boolean | undefined
}

export interface HTTPGetAction {
  readonly path?: string | undefined
  readonly port?: number | string | undefined
  readonly host?: string | undefined
  readonly scheme?: string | undefined
  readonly httpHeaders?: readonly HTTPHeader[] | undefined
}

export interface HTTPHeader {
  readonly name?: string | undefined
  readonly value?: string | undefined
}

export interface HostAlias {
  readonly ip?: string | undefined
  readonly hostnames?: readonly string[] | undefined
}

export interface HostIP {
  readonly ip?: string | undefined
}

export interface HostPathVolumeSource {
  readonly path?: string | undefined
  readonly type?: string | undefined
}

export interface ISCSIVolumeSource {
  readonly targetPortal?: string | undefined
  readonly iqn?: string | undefined
  readonly lun?: number | undefined
  readonly iscsiInterface?: string | undefined
  readonly fsType?: string | undefined
  readonly readOnly?: boolean | undefined
  readonly portals?: readonly string[] | undefined
  readonly chapAuthDiscovery?: boolean | undefined
  readonly chapAuthSession?: boolean | undefined
  readonly secretRef?: LocalObjectReference | undefined
  readonly initiatorName?: string | undefined
}

export interface ImageVolumeSource {
  readonly reference?: string | undefined
  readonly pullPolicy?: string | undefined
}

export interface KeyToPath {
  readonly key?: string | undefined
  readonly path?: string | undefined
  readonly mode?: number | undefined
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | undefined
  readonly matchExpressions?: readonly LabelSelectorRequirement[] | undefined
}

export interface LabelSelectorRequirement {
  readonly key?: string | undefined
  readonly operator?: string | undefined
  readonly values?: readonly string[] | undefined
}

export interface Lifecycle {
  readonly postStart?: LifecycleHandler | undefined
  readonly preStop?: LifecycleHandler | undefined
}

export interface LifecycleHandler {
  readonly exec?: ExecAction | undefined
  readonly httpGet?: HTTPGetAction | undefined
  readonly tcpSocket?: TCPSocketAction | undefined
  readonly sleep?: SleepAction | undefined
}

export interface LinuxContainerUser {
  readonly uid?: number | undefined
  readonly gid?: number | undefined
  readonly supplementalGroups?: readonly number[] | undefined
}

export interface LocalObjectReference {
  readonly name?: string | undefined
}

export interface ManagedFieldsEntry {
  readonly manager?: string | undefined
  readonly operation?: string | undefined
  readonly apiVersion?: string | undefined
  readonly time?: string | Date | undefined
  readonly fieldsType?: string | undefined
  readonly fieldsV1?: unknown | undefined
  readonly subresource?: string | undefined
}

export interface NFSVolumeSource {
  readonly server?: string | undefined
  readonly path?: string | undefined
  readonly readOnly?: boolean | undefined
}

export interface NodeAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector | undefined
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly PreferredSchedulingTerm[] | undefined
}

export interface NodeSelector {
  readonly nodeSelectorTerms?: readonly NodeSelectorTerm[] | undefined
}

export interface NodeSelectorRequirement {
  readonly key?: string | undefined
  readonly operator?: string | undefined
  readonly values?: readonly string[] | undefined
}

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly NodeSelectorRequirement[] | undefined
  readonly matchFields?: readonly NodeSelectorRequirement[] | undefined
}

export interface ObjectFieldSelector {
  readonly apiVersion?: string | undefined
  readonly fieldPath?: string | undefined
}

export interface ObjectMeta {
  readonly name?: string | undefined
  readonly generateName?: string | undefined
  readonly namespace?: string | undefined
  readonly selfLink?: string | undefined
  readonly uid?: string | undefined
  readonly resourceVersion?: string | undefined
  readonly generation?: number | undefined
  readonly creationTimestamp?: string | Date | undefined
  readonly deletionTimestamp?: string | Date | undefined
  readonly deletionGracePeriodSeconds?: number | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
  readonly annotations?: Readonly<Record<string, string>> | undefined
  readonly ownerReferences?: readonly OwnerReference[] | undefined
  readonly finalizers?: readonly string[] | undefined
  readonly managedFields?: readonly ManagedFieldsEntry[] | undefined
  readonly clusterName?: string | undefined
}

export interface OwnerReference {
  readonly apiVersion?: string | undefined
  readonly kind?: string | undefined
  readonly name?: string | undefined
  readonly uid?: string | undefined
  readonly controller?: boolean | undefined
  readonly blockOwnerDeletion?: boolean | undefined
}

export interface PersistentVolumeClaimSpec {
  readonly accessModes?: readonly string[] | undefined
  readonly selector?: LabelSelector | undefined
  readonly resources?: VolumeResourceRequirements | undefined
  readonly volumeName?: string | undefined
  readonly storageClassName?: string | undefined
  readonly volumeMode?: string | undefined
  readonly dataSource?: TypedLocalObjectReference | undefined
  readonly dataSourceRef?: TypedObjectReference | undefined
  readonly volumeAttributesClassName?: string | undefined
}

export interface PersistentVolumeClaimTemplate {
  readonly metadata?: ObjectMeta | undefined
  readonly spec?: PersistentVolumeClaimSpec | undefined
}

export interface PersistentVolumeClaimVolumeSource {
  readonly claimName?: string | undefined
  readonly readOnly?: boolean | undefined
}

export interface PhotonPersistentDiskVolumeSource {
  readonly pdID?: string | undefined
  readonly fsType?: string | undefined
}

export interface Pod {
  readonly kind?: string | undefined
  readonly apiVersion?: string | undefined
  readonly metadata?: ObjectMeta | undefined
  readonly spec?: PodSpec | undefined
  readonly status?: PodStatus | undefined
}

export interface PodAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[] | undefined
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly WeightedPodAffinityTerm[] | undefined
}

export interface PodAffinityTerm {
  readonly labelSelector?: LabelSelector | undefined
  readonly namespaces?: readonly string[] | undefined
  readonly topologyKey?: string | undefined
  readonly namespaceSelector?: LabelSelector | undefined
  readonly matchLabelKeys?: readonly string[] | undefined
  readonly mismatchLabelKeys?: readonly string[] | undefined
}

export interface PodAntiAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[] | undefined
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly WeightedPodAffinityTerm[] | undefined
}

export interface PodCondition {
  readonly type?: string | undefined
  readonly status?: string | undefined
  readonly lastProbeTime?: string | Date | undefined
  readonly lastTransitionTime?: string | Date | undefined
  readonly reason?: string | undefined
  readonly message?: string | undefined
}

export interface PodDNSConfig {
  readonly nameservers?: readonly string[] | undefined
  readonly searches?: readonly string[] | undefined
  readonly options?: readonly PodDNSConfigOption[] | undefined
}

export interface PodDNSConfigOption {
  readonly name?: string | undefined
  readonly value?: string | undefined
}

export interface PodIP {
  readonly ip?: string | undefined
}

export interface PodOS {
  readonly name?: string | undefined
}

export interface PodReadinessGate {
  readonly conditionType?: string | undefined
}

/** Of Kubernetes 1.30. Later its fields are those of PodResourceClaim. */
export interface ClaimSource {
  readonly resourceClaimName?: string | undefined
  readonly resourceClaimTemplateName?: string | undefined
}

export interface PodResourceClaim {
  readonly name?: string | undefined
  readonly source?: ClaimSource | undefined
  readonly resourceClaimName?: string | undefined
  readonly resourceClaimTemplateName?: string | undefined
}

export interface PodResourceClaimStatus {
  readonly name?: string | undefined
  readonly resourceClaimName?: string | undefined
}

export interface PodSchedulingGate {
  readonly name?: string | undefined
}

export interface PodSecurityContext {
  readonly seLinuxOptions?: SELinuxOptions | undefined
  readonly windowsOptions?: WindowsSecurityContextOptions | undefined
  readonly runAsUser?: number | undefined
  readonly runAsGroup?: number | undefined
  readonly runAsNonRoot?: boolean | undefined
  readonly supplementalGroups?: readonly number[] | undefined
  readonly supplementalGroupsPolicy?: string | undefined
  readonly fsGroup?: number | undefined
  readonly sysctls?: readonly Sysctl[] | undefined
  readonly fsGroupChangePolicy?: string | undefined
  readonly seccompProfile?: SeccompProfile | undefined
  readonly appArmorProfile?: AppArmorProfile | undefined
  readonly seLinuxChangePolicy?: string | undefined
}

export interface PodSpec {
  readonly volumes?: readonly Volume[] | undefined
  readonly initContainers?: readonly Container[] | undefined
  readonly containers?: readonly Container[] | undefined
  readonly ephemeralContainers?: readonly EphemeralContainer[] | undefined
  readonly restartPolicy?: string | undefined
  readonly terminationGracePeriodSeconds?: number | undefined
  readonly activeDeadlineSeconds?: number | undefined
  readonly dnsPolicy?: string | undefined
  readonly nodeSelector?: Readonly<Record<string, string>> | undefined
  readonly serviceAccountName?: string | undefined
  readonly serviceAccount?: string | undefined
  readonly automountServiceAccountToken?: boolean | undefined
  readonly nodeName?: string | undefined
  readonly hostNetwork?: boolean | undefined
  readonly hostPID?: boolean | undefined
  readonly hostIPC?: boolean | undefined
  readonly shareProcessNamespace?: boolean | undefined
  readonly securityContext?: PodSecurityContext | undefined
  readonly imagePullSecrets?: readonly LocalObjectReference[] | undefined
  readonly hostname?: string | undefined
  readonly subdomain?: string | undefined
  readonly affinity?: Affinity | undefined
  readonly schedulerName?: string | undefined
  readonly tolerations?: readonly Toleration[] | undefined
  readonly hostAliases?: readonly HostAlias[] | undefined
  readonly priorityClassName?: string | undefined
  readonly priority?: number | undefined
  readonly dnsConfig?: PodDNSConfig | undefined
  readonly readinessGates?: readonly PodReadinessGate[] | undefined
  readonly runtimeClassName?: string | undefined
  readonly enableServiceLinks?: boolean | undefined
  readonly preemptionPolicy?: string | undefined
  readonly overhead?: Readonly<Record<string, string | number>> | undefined
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[] | undefined
  readonly setHostnameAsFQDN?: boolean | undefined
  readonly os?: PodOS | undefined
  readonly hostUsers?: boolean | undefined
  readonly schedulingGates?: readonly PodSchedulingGate[] | undefined
  readonly resourceClaims?: readonly PodResourceClaim[] | undefined
  readonly resources?: ResourceRequirements | undefined
}

export interface PodStatus {
  readonly phase?: string | undefined
  readonly conditions?: readonly PodCondition[] | undefined
  readonly message?: string | undefined
  readonly reason?: string | undefined
  readonly nominatedNodeName?: string | undefined
  readonly hostIP?: string | undefined
  readonly hostIPs?: readonly HostIP[] | undefined
  readonly podIP?: string | undefined
  readonly podIPs?: readonly PodIP[] | undefined
  readonly startTime?: string | Date | undefined
  readonly initContainerStatuses?: readonly ContainerStatus[] | undefined
  readonly containerStatuses?: readonly ContainerStatus[] | undefined
  readonly qosClass?: string | undefined
  readonly ephemeralContainerStatuses?: readonly ContainerStatus[] | undefined
  readonly resize?: string | undefined
  readonly resourceClaimStatuses?: readonly PodResourceClaimStatus[] | undefined
}

export interface PortworxVolumeSource {
  readonly volumeID?: string | undefined
  readonly fsType?: string | undefined
  readonly readOnly?: boolean | undefined
}

export interface PreferredSchedulingTerm {
  readonly weight?: number | undefined
  readonly preference?: NodeSelectorTerm | undefined
}

export interface Probe {
  readonly exec?: ExecAction | undefined
  readonly httpGet?: HTTPGetAction | undefined
  readonly tcpSocket?: TCPSocketAction | undefined
  readonly grpc?: GRPCAction | undefined
  readonly initialDelaySeconds?: number | undefined
  readonly timeoutSeconds?: number | undefined
  readonly periodSeconds?: number | undefined
  readonly successThreshold?: number | undefined
  readonly failureThreshold?: number | undefined
  readonly terminationGracePeriodSeconds?: number | undefined
}

export interface ProjectedVolumeSource {
  readonly sources?: readonly VolumeProjection[] | undefined
  readonly defaultMode?: number | undefined
}

export interface QuobyteVolumeSource {
  readonly registry?: string | undefined
  readonly volume?: string | undefined
  readonly readOnly?: boolean | undefined
  readonly user?: string | undefined
  readonly group?: string | undefined
  readonly tenant?: string | undefined
}

export interface RBDVolumeSource {
  readonly monitors?: readonly string[] | undefined
  readonly image?: string | undefined
  readonly fsType?: string | undefined
  readonly pool?: string | undefined
  readonly user?: string | undefined
  readonly keyring?: string | undefined
  readonly secretRef?: LocalObjectReference | undefined
  readonly readOnly?: boolean | undefined
}

export interface ResourceClaim {
  readonly name?: string | undefined
  readonly request?: string | undefined
}

export interface ResourceExprLimits {
  readonly cpu?: string | undefined
  readonly memory?: string | undefined
}

export interface ResourceExprRequests {
  readonly cpu?: string | undefined
  readonly memory?: string | undefined
}

export interface ResourceFieldSelector {
  readonly containerName?: string | undefined
  readonly resource?: string | undefined
  readonly divisor?: string | number | undefined
}

export interface ResourceHealth {
  readonly resourceID?: string | undefined
  readonly health?: string | undefined
}

export interface ResourceRequirements {
  readonly limits?: Readonly<Record<string, string | number>> | undefined
  readonly requests?: Readonly<Record<string, string | number>> | undefined
  readonly claims?: readonly ResourceClaim[] | undefined
}

export interface ResourceStatus {
  readonly name?: string | undefined
  readonly resources?: readonly ResourceHealth[] | undefined
}

export interface ResourcesExpr {
  readonly limits?: ResourceExprLimits | undefined
  readonly requests?: ResourceExprRequests | undefined
}

export interface ResourcesPolicy {
  readonly targetContainersMode?: string | undefined
  readonly targetContainersNameRegex?: string | undefined
  readonly resourcesExpr?: ResourcesExpr | undefined
}

export interface SELinuxOptions {
  readonly user?: string | undefined
  readonly role?: string | undefined
  readonly type?: string | undefined
  readonly level?: string | undefined
}

export interface ScaleIOVolumeSource {
  readonly gateway?: string | undefined
  readonly system?: string | undefined
  readonly secretRef?: LocalObjectReference | undefined
  readonly sslEnabled?: boolean | undefined
  readonly protectionDomain?: string | undefined
  readonly storagePool?: string | undefined
  readonly storageMode?: string | undefined
  readonly volumeName?: string | undefined
  readonly fsType?: string | undefined
  readonly readOnly?: boolean | undefined
}

export interface SeccompProfile {
  readonly type?: string | undefined
  readonly localhostProfile?: string | undefined
}

export interface SecretEnvSource {
  readonly name?: string | undefined
  readonly optional?: boolean | undefined
}

export interface SecretKeySelector {
  readonly name?: string | undefined
  readonly key?: string | undefined
  readonly optional?: boolean | undefined
}

export interface SecretProjection {
  readonly name?: string | undefined
  readonly items?: readonly KeyToPath[] | undefined
  readonly optional?: boolean | undefined
}

export interface SecretVolumeSource {
  readonly secretName?: string | undefined
  readonly items?: readonly KeyToPath[] | undefined
  readonly defaultMode?: number | undefined
  readonly optional?: boolean | undefined
}

export interface SecurityContext {
  readonly capabilities?: Capabilities | undefined
  readonly privileged?: boolean | undefined
  readonly seLinuxOptions?: SELinuxOptions | undefined
  readonly windowsOptions?: WindowsSecurityContextOptions | undefined
  readonly runAsUser?: number | undefined
  readonly runAsGroup?: number | undefined
  readonly runAsNonRoot?: boolean | undefined
  readonly readOnlyRootFilesystem?: boolean | undefined
  readonly allowPrivilegeEscalation?: boolean | undefined
  readonly procMount?: string | undefined
  readonly seccompProfile?: SeccompProfile | undefined
  readonly appArmorProfile?: AppArmorProfile | undefined
}

export interface ServiceAccountTokenProjection {
  readonly audience?: string | undefined
  readonly expirationSeconds?: number | undefined
  readonly path?: string | undefined
}

export interface ShareVolumePolicy {
  readonly type?: string | undefined
}

export interface SidecarContainer {
  readonly name?: string | undefined
  readonly image?: string | undefined
  readonly command?: readonly string[] | undefined
  readonly args?: readonly string[] | undefined
  readonly workingDir?: string | undefined
  readonly ports?: readonly ContainerPort[] | undefined
  readonly envFrom?: readonly EnvFromSource[] | undefined
  readonly env?: readonly EnvVar[] | undefined
  readonly resources?: ResourceRequirements | undefined
  readonly resizePolicy?: readonly ContainerResizePolicy[] | undefined
  readonly restartPolicy?: string | undefined
  readonly volumeMounts?: readonly VolumeMount[] | undefined
  readonly volumeDevices?: readonly VolumeDevice[] | undefined
  readonly livenessProbe?: Probe | undefined
  readonly readinessProbe?: Probe | undefined
  readonly startupProbe?: Probe | undefined
  readonly lifecycle?: Lifecycle | undefined
  readonly terminationMessagePath?: string | undefined
  readonly terminationMessagePolicy?: string | undefined
  readonly imagePullPolicy?: string | undefined
  readonly securityContext?: SecurityContext | undefined
  readonly stdin?: boolean | undefined
  readonly stdinOnce?: boolean | undefined
  readonly tty?: boolean | undefined
  readonly podInjectPolicy?: string | undefined
  readonly upgradeStrategy?: SidecarContainerUpgradeStrategy | undefined
  readonly shareVolumePolicy?: ShareVolumePolicy | undefined
  readonly shareVolumeDevicePolicy?: ShareVolumePolicy | undefined
  readonly transferEnv?: readonly TransferEnvVar[] | undefined
  readonly resourcesPolicy?: ResourcesPolicy | undefined
}

export interface SidecarContainerUpgradeStrategy {
  readonly upgradeType?: string | undefined
  readonly hotUpgradeEmptyImage?: string | undefined
}

export interface SidecarSet {
  readonly kind?: string | undefined
  readonly apiVersion?: string | undefined
  readonly metadata?: ObjectMeta | undefined
  readonly spec?: SidecarSetSpec | undefined
  readonly status?: SidecarSetStatus | undefined
}

export interface SidecarSetInjectRevision {
  readonly customVersion?: string | undefined
  readonly revisionName?: string | undefined
  readonly policy?: string | undefined
}

export interface SidecarSetInjectionStrategy {
  readonly paused?: boolean | undefined
  readonly revision?: SidecarSetInjectRevision | undefined
}

export interface SidecarSetPatchPodMetadata {
  readonly annotations?: Readonly<Record<string, string>> | undefined
  readonly patchPolicy?: string | undefined
}

export interface SidecarSetSpec {
  readonly selector?: LabelSelector | undefined
  readonly namespace?: string | undefined
  readonly namespaceSelector?: LabelSelector | undefined
  readonly initContainers?: readonly SidecarContainer[] | undefined
  readonly containers?: readonly SidecarContainer[] | undefined
  readonly volumes?: readonly Volume[] | undefined
  readonly updateStrategy?: SidecarSetUpdateStrategy | undefined
  readonly injectionStrategy?: SidecarSetInjectionStrategy | undefined
  readonly imagePullSecrets?: readonly LocalObjectReference[] | undefined
  readonly revisionHistoryLimit?: number | undefined
  readonly patchPodMetadata?: readonly SidecarSetPatchPodMetadata[] | undefined
  readonly customVersion?: string | undefined
}

export interface SidecarSetStatus {
  readonly observedGeneration?: number | undefined
  readonly matchedPods?: number | undefined
  readonly updatedPods?: number | undefined
  readonly readyPods?: number | undefined
  readonly updatedReadyPods?: number | undefined
  readonly latestRevision?: string | undefined
  readonly collisionCount?: number | undefined
}

export interface SidecarSetUpdateStrategy {
  readonly type?: string | undefined
  readonly paused?: boolean | undefined
  readonly selector?: LabelSelector | undefined
  readonly partition?: number | string | undefined
  readonly maxUnavailable?: number | string | undefined
  readonly priorityStrategy?: UpdatePriorityStrategy | undefined
  readonly scatterStrategy?: readonly UpdateScatterTerm[] | undefined
}

export interface SleepAction {
  readonly seconds?: number | undefined
}

export interface SourceContainerNameSource {
  readonly fieldRef?: ObjectFieldSelector | undefined
}

export interface StorageOSVolumeSource {
  readonly volumeName?: string | undefined
  readonly volumeNamespace?: string | undefined
  readonly fsType?: string | undefined
  readonly readOnly?: boolean | undefined
  readonly secretRef?: LocalObjectReference | undefined
}

export interface Sysctl {
  readonly name?: string | undefined
  readonly value?: string | undefined
}

export interface TCPSocketAction {
  readonly port?: number | string | undefined
  readonly host?: string | undefined
}

export interface Toleration {
  readonly key?: string | undefined
  readonly operator?: string | undefined
  readonly value?: string | undefined
  readonly effect?: string | undefined
  readonly tolerationSeconds?: number | undefined
}

export interface TopologySpreadConstraint {
  readonly maxSkew?: number | undefined
  readonly topologyKey?: string | undefined
  readonly whenUnsatisfiable?: string | undefined
  readonly labelSelector?: LabelSelector | undefined
  readonly minDomains?: number | undefined
  readonly nodeAffinityPolicy?: string | undefined
  readonly nodeTaintsPolicy?: string | undefined
  readonly matchLabelKeys?: readonly string[] | undefined
}

export interface TransferEnvVar {
  readonly sourceContainerName?: string | undefined
  readonly sourceContainerNameFrom?: SourceContainerNameSource | undefined
  readonly envName?: string | undefined
  readonly envNames?: readonly string[] | undefined
}

export interface TypedLocalObjectReference {
  readonly apiGroup?: string | undefined
  readonly kind?: string | undefined
  readonly name?: string | undefined
}

export interface TypedObjectReference {
  readonly apiGroup?: string | undefined
  readonly kind?: string | undefined
  readonly name?: string | undefined
  readonly namespace?: string | undefined
}

export interface UpdatePriorityOrderTerm {
  readonly orderedKey?: string | undefined
}

export interface UpdatePriorityStrategy {
  readonly orderPriority?: readonly UpdatePriorityOrderTerm[] | undefined
  readonly weightPriority?: readonly UpdatePriorityWeightTerm[] | undefined
}

export interface UpdatePriorityWeightTerm {
  readonly weight?: number | undefined
  readonly matchSelector?: LabelSelector | undefined
}

export interface UpdateScatterTerm {
  readonly key?: string | undefined
  readonly value?: string | undefined
}

export interface Volume {
  readonly name?: string | undefined
  readonly hostPath?: HostPathVolumeSource | undefined
  readonly emptyDir?: EmptyDirVolumeSource | undefined
  readonly gcePersistentDisk?: GCEPersistentDiskVolumeSource | undefined
  readonly awsElasticBlockStore?: AWSElasticBlockStoreVolumeSource | undefined
  readonly gitRepo?: GitRepoVolumeSource | undefined
  readonly secret?: SecretVolumeSource | undefined
  readonly nfs?: NFSVolumeSource | undefined
  readonly iscsi?: ISCSIVolumeSource | undefined
  readonly glusterfs?: GlusterfsVolumeSource | undefined
  readonly persistentVolumeClaim?: PersistentVolumeClaimVolumeSource | undefined
  readonly rbd?: RBDVolumeSource | undefined
  readonly flexVolume?: FlexVolumeSource | undefined
  readonly cinder?: CinderVolumeSource | undefined
  readonly cephfs?: CephFSVolumeSource | undefined
  readonly flocker?: FlockerVolumeSource | undefined
  readonly downwardAPI?: DownwardAPIVolumeSource | undefined
  readonly fc?: FCVolumeSource | undefined
  readonly azureFile?: AzureFileVolumeSource | undefined
  readonly configMap?: ConfigMapVolumeSource | undefined
  readonly vsphereVolume?: VsphereVirtualDiskVolumeSource | undefined
  readonly quobyte?: QuobyteVolumeSource | undefined
  readonly azureDisk?: AzureDiskVolumeSource | undefined
  readonly photonPersistentDisk?: PhotonPersistentDiskVolumeSource | undefined
  readonly projected?: ProjectedVolumeSource | undefined
  readonly portworxVolume?: PortworxVolumeSource | undefined
  readonly scaleIO?: ScaleIOVolumeSource | undefined
  readonly storageos?: StorageOSVolumeSource | undefined
  readonly csi?: CSIVolumeSource | undefined
  readonly ephemeral?: EphemeralVolumeSource | undefined
  readonly image?: ImageVolumeSource | undefined
}

export interface VolumeDevice {
  readonly name?: string | undefined
  readonly devicePath?: string | undefined
}

export interface VolumeMount {
  readonly name?: string | undefined
  readonly readOnly?: boolean | undefined
  readonly recursiveReadOnly?: string | undefined
  readonly mountPath?: string | undefined
  readonly subPath?: string | undefined
  readonly mountPropagation?: string | undefined
  readonly subPathExpr?: string | undefined
}

export interface VolumeMountStatus {
  readonly name?: string | undefined
  readonly mountPath?: string | undefined
  readonly readOnly?: boolean | undefined
  readonly recursiveReadOnly?: string | undefined
}

export interface VolumeProjection {
  readonly secret?: SecretProjection | undefined
  readonly downwardAPI?: DownwardAPIProjection | undefined
  readonly configMap?: ConfigMapProjection | undefined
  readonly serviceAccountToken?: ServiceAccountTokenProjection | undefined
  readonly clusterTrustBundle?: ClusterTrustBundleProjection | undefined
}

export interface VolumeResourceRequirements {
  readonly limits?: Readonly<Record<string, string | number>> | undefined
  readonly requests?: Readonly<Record<string, string | number>> | undefined
}

export interface VsphereVirtualDiskVolumeSource {
  readonly volumePath?: string | undefined
  readonly fsType?: string | undefined
  readonly storagePolicyName?: string | undefined
  readonly storagePolicyID?: string | undefined
}

export interface WeightedPodAffinityTerm {
  readonly weight?: number | undefined
  readonly podAffinityTerm?: PodAffinityTerm | undefined
}

export interface WindowsSecurityContextOptions {
  readonly gmsaCredentialSpecName?: string | undefined
  readonly gmsaCredentialSpec?: string | undefined
  readonly runAsUserName?: string | undefined
  readonly hostProcess?: boolean | undefined
}
