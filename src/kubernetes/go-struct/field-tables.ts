/**
 * The fields of the API types in the order in which OpenKruise and Kubernetes declare them, since that order is the
 * order of their JSON, and hashes are made of that JSON. One type a line: `Type: field GoType,option,...; ...`.
 *
 * - `omitempty`, `mergeKey=` as in Go's struct tags.
 * - `since=` a field that the types of that profile have and older ones lack; `until=` one they no longer have.
 *   A field that changed its type is listed twice.
 *
 * v1.3.0 has the core types of Kubernetes 1.22, v1.9.0 those of 1.32. A test holds this text against the recorded
 * tables in fixtures/api-types.
 */
export const fieldTables: string = `
AWSElasticBlockStoreVolumeSource: volumeID string; fsType string,omitempty; partition int32,omitempty; readOnly bool,omitempty
Affinity: nodeAffinity *NodeAffinity,omitempty; podAffinity *PodAffinity,omitempty; podAntiAffinity *PodAntiAffinity,omitempty
AppArmorProfile: type string; localhostProfile *string,omitempty
AzureDiskVolumeSource: diskName string; diskURI string; cachingMode *string,omitempty; fsType *string,omitempty; readOnly *bool,omitempty; kind *string,omitempty
AzureFileVolumeSource: secretName string; shareName string; readOnly bool,omitempty
CSIVolumeSource: driver string; readOnly *bool,omitempty; fsType *string,omitempty; volumeAttributes map[string]string,omitempty; nodePublishSecretRef *LocalObjectReference,omitempty
Capabilities: add []string,omitempty; drop []string,omitempty
CephFSVolumeSource: monitors []string; path string,omitempty; user string,omitempty; secretFile string,omitempty; secretRef *LocalObjectReference,omitempty; readOnly bool,omitempty
CinderVolumeSource: volumeID string; fsType string,omitempty; readOnly bool,omitempty; secretRef *LocalObjectReference,omitempty
ClusterTrustBundleProjection: name *string,omitempty; signerName *string,omitempty; labelSelector *LabelSelector,omitempty; optional *bool,omitempty; path string
ConfigMapEnvSource: name string,omitempty; optional *bool,omitempty
ConfigMapKeySelector: name string,omitempty; key string; optional *bool,omitempty
ConfigMapProjection: name string,omitempty; items []KeyToPath,omitempty; optional *bool,omitempty
ConfigMapVolumeSource: name string,omitempty; items []KeyToPath,omitempty; defaultMode *int32,omitempty; optional *bool,omitempty
Container: name string; image string,omitempty; command []string,omitempty; args []string,omitempty; workingDir string,omitempty; ports []ContainerPort,omitempty,mergeKey=containerPort; envFrom []EnvFromSource,omitempty; env []EnvVar,omitempty,mergeKey=name; resources ResourceRequirements,omitempty; resizePolicy []ContainerResizePolicy,omitempty,since=v1.9.0; restartPolicy *string,omitempty,since=v1.9.0; volumeMounts []VolumeMount,omitempty,mergeKey=mountPath; volumeDevices []VolumeDevice,omitempty,mergeKey=devicePath; livenessProbe *Probe,omitempty; readinessProbe *Probe,omitempty; startupProbe *Probe,omitempty; lifecycle *Lifecycle,omitempty; terminationMessagePath string,omitempty; terminationMessagePolicy string,omitempty; imagePullPolicy string,omitempty; securityContext *SecurityContext,omitempty; stdin bool,omitempty; stdinOnce bool,omitempty; tty bool,omitempty
ContainerPort: name string,omitempty; hostPort int32,omitempty; containerPort int32; protocol string,omitempty; hostIP string,omitempty
ContainerResizePolicy: resourceName string; restartPolicy string
ContainerState: waiting *ContainerStateWaiting,omitempty; running *ContainerStateRunning,omitempty; terminated *ContainerStateTerminated,omitempty
ContainerStateRunning: startedAt Time,omitempty
ContainerStateTerminated: exitCode int32; signal int32,omitempty; reason string,omitempty; message string,omitempty; startedAt Time,omitempty; finishedAt Time,omitempty; containerID string,omitempty
ContainerStateWaiting: reason string,omitempty; message string,omitempty
ContainerStatus: name string; state ContainerState,omitempty; lastState ContainerState,omitempty; ready bool; restartCount int32; image string; imageID string; containerID string,omitempty; started *bool,omitempty; allocatedResources map[string]Quantity,omitempty,since=v1.9.0; resources *ResourceRequirements,omitempty,since=v1.9.0; volumeMounts []VolumeMountStatus,omitempty,mergeKey=mountPath,since=v1.9.0; user *ContainerUser,omitempty,since=v1.9.0; allocatedResourcesStatus []ResourceStatus,omitempty,mergeKey=name,since=v1.9.0
ContainerUser: linux *LinuxContainerUser,omitempty
ControllerRevision: kind string,omitempty; apiVersion string,omitempty; metadata ObjectMeta,omitempty; data RawExtension,omitempty; revision int64
DownwardAPIProjection: items []DownwardAPIVolumeFile,omitempty
DownwardAPIVolumeFile: path string; fieldRef *ObjectFieldSelector,omitempty; resourceFieldRef *ResourceFieldSelector,omitempty; mode *int32,omitempty
DownwardAPIVolumeSource: items []DownwardAPIVolumeFile,omitempty; defaultMode *int32,omitempty
EmptyDirVolumeSource: medium string,omitempty; sizeLimit *Quantity,omitempty
EnvFromSource: prefix string,omitempty; configMapRef *ConfigMapEnvSource,omitempty; secretRef *SecretEnvSource,omitempty
EnvVar: name string; value string,omitempty; valueFrom *EnvVarSource,omitempty
EnvVarSource: fieldRef *ObjectFieldSelector,omitempty; resourceFieldRef *ResourceFieldSelector,omitempty; configMapKeyRef *ConfigMapKeySelector,omitempty; secretKeyRef *SecretKeySelector,omitempty
EphemeralContainer: name string; image string,omitempty; command []string,omitempty; args []string,omitempty; workingDir string,omitempty; ports []ContainerPort,omitempty,until=v1.9.0; ports []ContainerPort,omitempty,mergeKey=containerPort,since=v1.9.0; envFrom []EnvFromSource,omitempty; env []EnvVar,omitempty,mergeKey=name; resources ResourceRequirements,omitempty; resizePolicy []ContainerResizePolicy,omitempty,since=v1.9.0; restartPolicy *string,omitempty,since=v1.9.0; volumeMounts []VolumeMount,omitempty,mergeKey=mountPath; volumeDevices []VolumeDevice,omitempty,mergeKey=devicePath; livenessProbe *Probe,omitempty; readinessProbe *Probe,omitempty; startupProbe *Probe,omitempty; lifecycle *Lifecycle,omitempty; terminationMessagePath string,omitempty; terminationMessagePolicy string,omitempty; imagePullPolicy string,omitempty; securityContext *SecurityContext,omitempty; stdin bool,omitempty; stdinOnce bool,omitempty; tty bool,omitempty; targetContainerName string,omitempty
EphemeralVolumeSource: volumeClaimTemplate *PersistentVolumeClaimTemplate,omitempty
ExecAction: command []string,omitempty
FCVolumeSource: targetWWNs []string,omitempty; lun *int32,omitempty; fsType string,omitempty; readOnly bool,omitempty; wwids []string,omitempty
FlexVolumeSource: driver string; fsType string,omitempty; secretRef *LocalObjectReference,omitempty; readOnly bool,omitempty; options map[string]string,omitempty
FlockerVolumeSource: datasetName string,omitempty; datasetUUID string,omitempty
GCEPersistentDiskVolumeSource: pdName string; fsType string,omitempty; partition int32,omitempty; readOnly bool,omitempty
GRPCAction: port int32; service *string
GitRepoVolumeSource: repository string; revision string,omitempty; directory string,omitempty
GlusterfsVolumeSource: endpoints string; path string; readOnly bool,omitempty
HTTPGetAction: path string,omitempty; port IntOrString; host string,omitempty; scheme string,omitempty; httpHeaders []HTTPHeader,omitempty
HTTPHeader: name string; value string
Handler: exec *ExecAction,omitempty; httpGet *HTTPGetAction,omitempty; tcpSocket *TCPSocketAction,omitempty
HostAlias: ip string,omitempty,until=v1.9.0; ip string,since=v1.9.0; hostnames []string,omitempty
HostIP: ip string
HostPathVolumeSource: path string; type *string,omitempty
ISCSIVolumeSource: targetPortal string; iqn string; lun int32; iscsiInterface string,omitempty; fsType string,omitempty; readOnly bool,omitempty; portals []string,omitempty; chapAuthDiscovery bool,omitempty; chapAuthSession bool,omitempty; secretRef *LocalObjectReference,omitempty; initiatorName *string,omitempty
ImageVolumeSource: reference string,omitempty; pullPolicy string,omitempty
KeyToPath: key string; path string; mode *int32,omitempty
LabelSelector: matchLabels map[string]string,omitempty; matchExpressions []LabelSelectorRequirement,omitempty
LabelSelectorRequirement: key string,mergeKey=key,until=v1.9.0; key string,since=v1.9.0; operator string; values []string,omitempty
Lifecycle: postStart *Handler,omitempty,until=v1.9.0; preStop *Handler,omitempty,until=v1.9.0; postStart *LifecycleHandler,omitempty,since=v1.9.0; preStop *LifecycleHandler,omitempty,since=v1.9.0
LifecycleHandler: exec *ExecAction,omitempty; httpGet *HTTPGetAction,omitempty; tcpSocket *TCPSocketAction,omitempty; sleep *SleepAction,omitempty
LinuxContainerUser: uid int64; gid int64; supplementalGroups []int64,omitempty
LocalObjectReference: name string,omitempty
ManagedFieldsEntry: manager string,omitempty; operation string,omitempty; apiVersion string,omitempty; time *Time,omitempty; fieldsType string,omitempty; fieldsV1 *RawExtension,omitempty; subresource string,omitempty
NFSVolumeSource: server string; path string; readOnly bool,omitempty
NodeAffinity: requiredDuringSchedulingIgnoredDuringExecution *NodeSelector,omitempty; preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm,omitempty
NodeSelector: nodeSelectorTerms []NodeSelectorTerm
NodeSelectorRequirement: key string; operator string; values []string,omitempty
NodeSelectorTerm: matchExpressions []NodeSelectorRequirement,omitempty; matchFields []NodeSelectorRequirement,omitempty
ObjectFieldSelector: apiVersion string,omitempty; fieldPath string
ObjectMeta: name string,omitempty; generateName string,omitempty; namespace string,omitempty; selfLink string,omitempty; uid string,omitempty; resourceVersion string,omitempty; generation int64,omitempty; creationTimestamp Time,omitempty; deletionTimestamp *Time,omitempty; deletionGracePeriodSeconds *int64,omitempty; labels map[string]string,omitempty; annotations map[string]string,omitempty; ownerReferences []OwnerReference,omitempty,mergeKey=uid; finalizers []string,omitempty; clusterName string,omitempty,until=v1.9.0; managedFields []ManagedFieldsEntry,omitempty
OwnerReference: apiVersion string; kind string; name string; uid string; controller *bool,omitempty; blockOwnerDeletion *bool,omitempty
PersistentVolumeClaimSpec: accessModes []string,omitempty; selector *LabelSelector,omitempty; resources ResourceRequirements,omitempty,until=v1.9.0; resources VolumeResourceRequirements,omitempty,since=v1.9.0; volumeName string,omitempty; storageClassName *string,omitempty; volumeMode *string,omitempty; dataSource *TypedLocalObjectReference,omitempty; dataSourceRef *TypedLocalObjectReference,omitempty,until=v1.9.0; dataSourceRef *TypedObjectReference,omitempty,since=v1.9.0; volumeAttributesClassName *string,omitempty,since=v1.9.0
PersistentVolumeClaimTemplate: metadata ObjectMeta,omitempty; spec PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource: claimName string; readOnly bool,omitempty
PhotonPersistentDiskVolumeSource: pdID string; fsType string,omitempty
Pod: kind string,omitempty; apiVersion string,omitempty; metadata ObjectMeta,omitempty; spec PodSpec,omitempty; status PodStatus,omitempty
PodAffinity: requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,omitempty; preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm,omitempty
PodAffinityTerm: labelSelector *LabelSelector,omitempty; namespaces []string,omitempty; topologyKey string; namespaceSelector *LabelSelector,omitempty; matchLabelKeys []string,omitempty,since=v1.9.0; mismatchLabelKeys []string,omitempty,since=v1.9.0
PodAntiAffinity: requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm,omitempty; preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm,omitempty
PodCondition: type string; status string; lastProbeTime Time,omitempty; lastTransitionTime Time,omitempty; reason string,omitempty; message string,omitempty
PodDNSConfig: nameservers []string,omitempty; searches []string,omitempty; options []PodDNSConfigOption,omitempty
PodDNSConfigOption: name string,omitempty; value *string,omitempty
PodIP: ip string,omitempty,until=v1.9.0; ip string,since=v1.9.0
PodOS: name string
PodReadinessGate: conditionType string
PodResourceClaim: name string; resourceClaimName *string,omitempty; resourceClaimTemplateName *string,omitempty
PodResourceClaimStatus: name string; resourceClaimName *string,omitempty
PodSchedulingGate: name string
PodSecurityContext: seLinuxOptions *SELinuxOptions,omitempty; windowsOptions *WindowsSecurityContextOptions,omitempty; runAsUser *int64,omitempty; runAsGroup *int64,omitempty; runAsNonRoot *bool,omitempty; supplementalGroups []int64,omitempty; supplementalGroupsPolicy *string,omitempty,since=v1.9.0; fsGroup *int64,omitempty; sysctls []Sysctl,omitempty; fsGroupChangePolicy *string,omitempty; seccompProfile *SeccompProfile,omitempty; appArmorProfile *AppArmorProfile,omitempty,since=v1.9.0; seLinuxChangePolicy *string,omitempty,since=v1.9.0
PodSpec: volumes []Volume,omitempty,mergeKey=name; initContainers []Container,omitempty,mergeKey=name; containers []Container,mergeKey=name; ephemeralContainers []EphemeralContainer,omitempty,mergeKey=name; restartPolicy string,omitempty; terminationGracePeriodSeconds *int64,omitempty; activeDeadlineSeconds *int64,omitempty; dnsPolicy string,omitempty; nodeSelector map[string]string,omitempty; serviceAccountName string,omitempty; serviceAccount string,omitempty; automountServiceAccountToken *bool,omitempty; nodeName string,omitempty; hostNetwork bool,omitempty; hostPID bool,omitempty; hostIPC bool,omitempty; shareProcessNamespace *bool,omitempty; securityContext *PodSecurityContext,omitempty; imagePullSecrets []LocalObjectReference,omitempty,mergeKey=name; hostname string,omitempty; subdomain string,omitempty; affinity *Affinity,omitempty; schedulerName string,omitempty; tolerations []Toleration,omitempty; hostAliases []HostAlias,omitempty,mergeKey=ip; priorityClassName string,omitempty; priority *int32,omitempty; dnsConfig *PodDNSConfig,omitempty; readinessGates []PodReadinessGate,omitempty; runtimeClassName *string,omitempty; enableServiceLinks *bool,omitempty; preemptionPolicy *string,omitempty; overhead map[string]Quantity,omitempty; topologySpreadConstraints []TopologySpreadConstraint,omitempty,mergeKey=topologyKey; setHostnameAsFQDN *bool,omitempty; os *PodOS,omitempty,since=v1.9.0; hostUsers *bool,omitempty,since=v1.9.0; schedulingGates []PodSchedulingGate,omitempty,mergeKey=name,since=v1.9.0; resourceClaims []PodResourceClaim,omitempty,mergeKey=name,since=v1.9.0; resources *ResourceRequirements,omitempty,since=v1.9.0
PodStatus: phase string,omitempty; conditions []PodCondition,omitempty,mergeKey=type; message string,omitempty; reason string,omitempty; nominatedNodeName string,omitempty; hostIP string,omitempty; hostIPs []HostIP,omitempty,mergeKey=ip,since=v1.9.0; podIP string,omitempty; podIPs []PodIP,omitempty,mergeKey=ip; startTime *Time,omitempty; initContainerStatuses []ContainerStatus,omitempty; containerStatuses []ContainerStatus,omitempty; qosClass string,omitempty; ephemeralContainerStatuses []ContainerStatus,omitempty; resize string,omitempty,since=v1.9.0; resourceClaimStatuses []PodResourceClaimStatus,omitempty,mergeKey=name,since=v1.9.0
PortworxVolumeSource: volumeID string; fsType string,omitempty; readOnly bool,omitempty
PreferredSchedulingTerm: weight int32; preference NodeSelectorTerm
Probe: exec *ExecAction,omitempty; httpGet *HTTPGetAction,omitempty; tcpSocket *TCPSocketAction,omitempty; grpc *GRPCAction,omitempty,since=v1.9.0; initialDelaySeconds int32,omitempty; timeoutSeconds int32,omitempty; periodSeconds int32,omitempty; successThreshold int32,omitempty; failureThreshold int32,omitempty; terminationGracePeriodSeconds *int64,omitempty
ProjectedVolumeSource: sources []VolumeProjection; defaultMode *int32,omitempty
QuobyteVolumeSource: registry string; volume string; readOnly bool,omitempty; user string,omitempty; group string,omitempty; tenant string,omitempty
RBDVolumeSource: monitors []string; image string; fsType string,omitempty; pool string,omitempty; user string,omitempty; keyring string,omitempty; secretRef *LocalObjectReference,omitempty; readOnly bool,omitempty
ResourceClaim: name string; request string,omitempty
ResourceExprLimits: cpu string,omitempty; memory string,omitempty
ResourceExprRequests: cpu string,omitempty; memory string,omitempty
ResourceFieldSelector: containerName string,omitempty; resource string; divisor Quantity,omitempty
ResourceHealth: resourceID string; health string,omitempty
ResourceRequirements: limits map[string]Quantity,omitempty; requests map[string]Quantity,omitempty; claims []ResourceClaim,omitempty,since=v1.9.0
ResourceStatus: name string; resources []ResourceHealth,omitempty
ResourcesExpr: limits *ResourceExprLimits,omitempty; requests *ResourceExprRequests,omitempty
ResourcesPolicy: targetContainersMode string; targetContainersNameRegex string,omitempty; resourcesExpr ResourcesExpr
SELinuxOptions: user string,omitempty; role string,omitempty; type string,omitempty; level string,omitempty
ScaleIOVolumeSource: gateway string; system string; secretRef *LocalObjectReference; sslEnabled bool,omitempty; protectionDomain string,omitempty; storagePool string,omitempty; storageMode string,omitempty; volumeName string,omitempty; fsType string,omitempty; readOnly bool,omitempty
SeccompProfile: type string; localhostProfile *string,omitempty
SecretEnvSource: name string,omitempty; optional *bool,omitempty
SecretKeySelector: name string,omitempty; key string; optional *bool,omitempty
SecretProjection: name string,omitempty; items []KeyToPath,omitempty; optional *bool,omitempty
SecretVolumeSource: secretName string,omitempty; items []KeyToPath,omitempty; defaultMode *int32,omitempty; optional *bool,omitempty
SecurityContext: capabilities *Capabilities,omitempty; privileged *bool,omitempty; seLinuxOptions *SELinuxOptions,omitempty; windowsOptions *WindowsSecurityContextOptions,omitempty; runAsUser *int64,omitempty; runAsGroup *int64,omitempty; runAsNonRoot *bool,omitempty; readOnlyRootFilesystem *bool,omitempty; allowPrivilegeEscalation *bool,omitempty; procMount *string,omitempty; seccompProfile *SeccompProfile,omitempty; appArmorProfile *AppArmorProfile,omitempty,since=v1.9.0
ServiceAccountTokenProjection: audience string,omitempty; expirationSeconds *int64,omitempty; path string
ShareVolumePolicy: type string,omitempty
SidecarContainer: name string; image string,omitempty; command []string,omitempty; args []string,omitempty; workingDir string,omitempty; ports []ContainerPort,omitempty,mergeKey=containerPort; envFrom []EnvFromSource,omitempty; env []EnvVar,omitempty,mergeKey=name; resources ResourceRequirements,omitempty; resizePolicy []ContainerResizePolicy,omitempty,since=v1.9.0; restartPolicy *string,omitempty,since=v1.9.0; volumeMounts []VolumeMount,omitempty,mergeKey=mountPath; volumeDevices []VolumeDevice,omitempty,mergeKey=devicePath; livenessProbe *Probe,omitempty; readinessProbe *Probe,omitempty; startupProbe *Probe,omitempty; lifecycle *Lifecycle,omitempty; terminationMessagePath string,omitempty; terminationMessagePolicy string,omitempty; imagePullPolicy string,omitempty; securityContext *SecurityContext,omitempty; stdin bool,omitempty; stdinOnce bool,omitempty; tty bool,omitempty; podInjectPolicy string,omitempty; upgradeStrategy SidecarContainerUpgradeStrategy,omitempty; shareVolumePolicy ShareVolumePolicy,omitempty; shareVolumeDevicePolicy *ShareVolumePolicy,omitempty,since=v1.9.0; transferEnv []TransferEnvVar,omitempty; resourcesPolicy *ResourcesPolicy,omitempty,since=v1.9.0
SidecarContainerUpgradeStrategy: upgradeType string,omitempty; hotUpgradeEmptyImage string,omitempty
SidecarSet: kind string,omitempty; apiVersion string,omitempty; metadata ObjectMeta,omitempty; spec SidecarSetSpec,omitempty; status SidecarSetStatus,omitempty
SidecarSetInjectRevision: customVersion *string,omitempty; revisionName *string,omitempty; policy string,omitempty
SidecarSetInjectionStrategy: paused bool,omitempty; revision *SidecarSetInjectRevision,omitempty
SidecarSetPatchPodMetadata: annotations map[string]string,omitempty; patchPolicy string,omitempty
SidecarSetSpec: selector *LabelSelector,omitempty; namespace string,omitempty; initContainers []SidecarContainer,omitempty,until=v1.9.0; containers []SidecarContainer,omitempty,until=v1.9.0; volumes []Volume,omitempty,until=v1.9.0; namespaceSelector *LabelSelector,omitempty,since=v1.9.0; initContainers []SidecarContainer,omitempty,mergeKey=name,since=v1.9.0; containers []SidecarContainer,omitempty,mergeKey=name,since=v1.9.0; volumes []Volume,omitempty,mergeKey=name,since=v1.9.0; updateStrategy SidecarSetUpdateStrategy,omitempty; injectionStrategy SidecarSetInjectionStrategy,omitempty; imagePullSecrets []LocalObjectReference,omitempty,until=v1.9.0; imagePullSecrets []LocalObjectReference,omitempty,mergeKey=name,since=v1.9.0; revisionHistoryLimit *int32,omitempty; patchPodMetadata []SidecarSetPatchPodMetadata,omitempty
SidecarSetSpec.v1beta1: selector *LabelSelector,omitempty; namespaceSelector *LabelSelector,omitempty; initContainers []SidecarContainer,omitempty,mergeKey=name; containers []SidecarContainer,omitempty,mergeKey=name; volumes []Volume,omitempty,mergeKey=name; updateStrategy SidecarSetUpdateStrategy,omitempty; injectionStrategy SidecarSetInjectionStrategy,omitempty; imagePullSecrets []LocalObjectReference,omitempty,mergeKey=name; revisionHistoryLimit *int32,omitempty; patchPodMetadata []SidecarSetPatchPodMetadata,omitempty; customVersion string,omitempty
SidecarSetStatus: observedGeneration int64,omitempty; matchedPods int32; updatedPods int32; readyPods int32; updatedReadyPods int32,omitempty; latestRevision string,omitempty; collisionCount *int32,omitempty
SidecarSetUpdateStrategy: type string,omitempty; paused bool,omitempty; selector *LabelSelector,omitempty; partition *IntOrString,omitempty; maxUnavailable *IntOrString,omitempty; priorityStrategy *UpdatePriorityStrategy,omitempty,since=v1.9.0; scatterStrategy []UpdateScatterTerm,omitempty
SleepAction: seconds int64
SourceContainerNameSource: fieldRef *ObjectFieldSelector,omitempty
StorageOSVolumeSource: volumeName string,omitempty; volumeNamespace string,omitempty; fsType string,omitempty; readOnly bool,omitempty; secretRef *LocalObjectReference,omitempty
Sysctl: name string; value string
TCPSocketAction: port IntOrString; host string,omitempty
Toleration: key string,omitempty; operator string,omitempty; value string,omitempty; effect string,omitempty; tolerationSeconds *int64,omitempty
TopologySpreadConstraint: maxSkew int32; topologyKey string; whenUnsatisfiable string; labelSelector *LabelSelector,omitempty; minDomains *int32,omitempty,since=v1.9.0; nodeAffinityPolicy *string,omitempty,since=v1.9.0; nodeTaintsPolicy *string,omitempty,since=v1.9.0; matchLabelKeys []string,omitempty,since=v1.9.0
TransferEnvVar: sourceContainerName string,omitempty; sourceContainerNameFrom *SourceContainerNameSource,omitempty; envName string,omitempty; envNames []string,omitempty
TypedLocalObjectReference: apiGroup *string; kind string; name string
TypedObjectReference: apiGroup *string; kind string; name string; namespace *string,omitempty
UpdatePriorityOrderTerm: orderedKey string
UpdatePriorityStrategy: orderPriority []UpdatePriorityOrderTerm,omitempty; weightPriority []UpdatePriorityWeightTerm,omitempty
UpdatePriorityWeightTerm: weight int32; matchSelector LabelSelector
UpdateScatterTerm: key string; value string
Volume: name string; hostPath *HostPathVolumeSource,omitempty; emptyDir *EmptyDirVolumeSource,omitempty; gcePersistentDisk *GCEPersistentDiskVolumeSource,omitempty; awsElasticBlockStore *AWSElasticBlockStoreVolumeSource,omitempty; gitRepo *GitRepoVolumeSource,omitempty; secret *SecretVolumeSource,omitempty; nfs *NFSVolumeSource,omitempty; iscsi *ISCSIVolumeSource,omitempty; glusterfs *GlusterfsVolumeSource,omitempty; persistentVolumeClaim *PersistentVolumeClaimVolumeSource,omitempty; rbd *RBDVolumeSource,omitempty; flexVolume *FlexVolumeSource,omitempty; cinder *CinderVolumeSource,omitempty; cephfs *CephFSVolumeSource,omitempty; flocker *FlockerVolumeSource,omitempty; downwardAPI *DownwardAPIVolumeSource,omitempty; fc *FCVolumeSource,omitempty; azureFile *AzureFileVolumeSource,omitempty; configMap *ConfigMapVolumeSource,omitempty; vsphereVolume *VsphereVirtualDiskVolumeSource,omitempty; quobyte *QuobyteVolumeSource,omitempty; azureDisk *AzureDiskVolumeSource,omitempty; photonPersistentDisk *PhotonPersistentDiskVolumeSource,omitempty; projected *ProjectedVolumeSource,omitempty; portworxVolume *PortworxVolumeSource,omitempty; scaleIO *ScaleIOVolumeSource,omitempty; storageos *StorageOSVolumeSource,omitempty; csi *CSIVolumeSource,omitempty; ephemeral *EphemeralVolumeSource,omitempty; image *ImageVolumeSource,omitempty,since=v1.9.0
VolumeDevice: name string; devicePath string
VolumeMount: name string; readOnly bool,omitempty; recursiveReadOnly *string,omitempty,since=v1.9.0; mountPath string; subPath string,omitempty; mountPropagation *string,omitempty; subPathExpr string,omitempty
VolumeMountStatus: name string; mountPath string; readOnly bool,omitempty; recursiveReadOnly *string,omitempty
VolumeProjection: secret *SecretProjection,omitempty; downwardAPI *DownwardAPIProjection,omitempty; configMap *ConfigMapProjection,omitempty; serviceAccountToken *ServiceAccountTokenProjection,omitempty; clusterTrustBundle *ClusterTrustBundleProjection,omitempty,since=v1.9.0
VolumeResourceRequirements: limits map[string]Quantity,omitempty; requests map[string]Quantity,omitempty
VsphereVirtualDiskVolumeSource: volumePath string; fsType string,omitempty; storagePolicyName string,omitempty; storagePolicyID string,omitempty
WeightedPodAffinityTerm: weight int32; podAffinityTerm PodAffinityTerm
WindowsSecurityContextOptions: gmsaCredentialSpecName *string,omitempty; gmsaCredentialSpec *string,omitempty; runAsUserName *string,omitempty; hostProcess *bool,omitempty
`
