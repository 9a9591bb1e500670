import * as main from '../../src/index.js'
import * as update from '../../src/update.js'
import * as virtualNode from '../../src/virtual-node.js'
import {
  reviewPodOptions,
  reviewSidecarSetContext,
  reviewSidecarSetOptions,
} from '../../src/admission/options.js'
import { issuesFormat, matrixFormat, podsContext, reportOptions } from '../../src/explain/options.js'
import { injectorOptions, reportRequest, requestOptions } from '../../src/inject/options.js'
import { manifestLimits } from '../../src/manifest/yaml/limits.js'
import { podCheckContext } from '../../src/check/options.js'
import { formatOptions, type OptionEntry } from '../../src/options/index.js'
import { workloadReportRequest } from '../../src/report/options.js'
import { conversionArguments, profileOptions } from '../../src/sidecarset/options.js'
import {
  inspectOptions,
  progressOptions,
  simulationOptions,
  updateOptions,
} from '../../src/update/options.js'
import { bindingValidationContext, checkOptions, validationContext } from '../../src/validate/options.js'
import * as nodeOptions from '../../src/virtual-node/options.js'
import { podTemplateOptions, workloadRequest } from '../../src/workload/options.js'

export const sidecarSet: main.SidecarSet = {
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    containers: [
      { name: 'agent', image: 'agent:1', volumeMounts: [{ name: 'conf', mountPath: '/etc/agent' }] },
    ],
    volumes: [{ name: 'conf', secret: { secretName: 'kube-system/tls' } }],
  },
}

export const pod: main.Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-0', namespace: 'web', labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'app:1' }] },
}

export const now = '2026-01-01T00:00:00Z'

export const review = {
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: 'u-1',
    operation: 'CREATE',
    namespace: 'web',
    resource: { group: '', version: 'v1', resource: 'pods' },
    object: pod,
  },
}

export const sidecarSetReview = {
  ...review,
  request: {
    ...review.request,
    resource: { group: 'apps.kruise.io', version: 'v1alpha1', resource: 'sidecarsets' },
    object: sidecarSet,
  },
}

export const bindingReview = {
  ...review,
  request: {
    ...review.request,
    resource: {
      group: 'sidecarset.alibabacloud.com',
      version: 'v1alpha1',
      resource: 'sidecarsetresourcebindings',
    },
    object: {},
  },
}

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { metadata: pod.metadata, spec: pod.spec } },
} as main.Workload

/** One way to hand options to a public function. */
export interface OptionCall {
  readonly title: string
  readonly table: Readonly<Record<string, OptionEntry>>
  /** Calls the function; what the table requires is already there. */
  run(options: Readonly<Record<string, unknown>>): unknown
  /** Reviews promise not to throw: they answer with a refusal. */
  readonly answers?: true
}

const call = (
  title: string,
  table: object,
  run: (options: never) => unknown,
  extra: { answers?: true } = {},
): OptionCall => ({ title, table: table as OptionCall['table'], run: run as OptionCall['run'], ...extra })

const injector = (): main.Injector => main.createInjector({ sidecarSets: [sidecarSet] })

/** Every public function that takes options, with its table. */
export const optionCalls: readonly OptionCall[] = [
  call('createInjector', injectorOptions, (o: object) => main.createInjector({ sidecarSets: [], ...o })),
  call('createInjector().inject', requestOptions, (o) => injector().inject(pod, o)),
  call('createInjector().explain', requestOptions, (o) => injector().explain(pod, o)),
  call('createInjector().report', reportRequest, (o) => injector().report(pod, o)),
  call('injectSidecars config', injectorOptions, (o: object) =>
    main.injectSidecars(pod, { sidecarSets: [], ...o }, { now }),
  ),
  call('injectSidecars request', requestOptions, (o) =>
    main.injectSidecars(pod, { sidecarSets: [sidecarSet] }, o),
  ),
  call('reviewPod', reviewPodOptions, (o: object) => main.reviewPod(review, injector(), { now, ...o }), {
    answers: true,
  }),
  call(
    'reviewSidecarSet context',
    reviewSidecarSetContext,
    (o) => main.reviewSidecarSet(sidecarSetReview, o),
    {
      answers: true,
    },
  ),
  call(
    'reviewSidecarSet options',
    reviewSidecarSetOptions,
    (o) => main.reviewSidecarSet(sidecarSetReview, {}, o),
    { answers: true },
  ),
  call(
    'reviewResourceBinding',
    bindingValidationContext,
    (o) => main.reviewResourceBinding(bindingReview, o),
    { answers: true },
  ),
  call('readPodTemplate', podTemplateOptions, (o) => main.readPodTemplate(deployment, o)),
  call('injectWorkload', workloadRequest, (o) => main.injectWorkload(deployment, injector(), o)),
  call('reportWorkload', workloadReportRequest, (o) => main.reportWorkload(deployment, injector(), o)),
  call('checkPod', podCheckContext, (o) => main.checkPod(pod, o)),
  call('findMatchingPods', podsContext, (o) => main.findMatchingPods(sidecarSet, [pod], o)),
  call('compareSidecarSets', podsContext, (o) => main.compareSidecarSets(sidecarSet, sidecarSet, [], o)),
  call('formatIssues', issuesFormat, (o) => main.formatIssues([], o)),
  call('formatMatrix', matrixFormat, (o) => main.formatMatrix([], o)),
  call('formatReport', reportOptions, (o) => main.formatReport([], o)),
  call('formatComparison', reportOptions, (o) =>
    main.formatComparison(main.compareSidecarSets(sidecarSet, sidecarSet, []), o),
  ),
  call('defaultSidecarSet', profileOptions, (o) => main.defaultSidecarSet(sidecarSet, o)),
  call('compileSidecarSets', profileOptions, (o) => main.compileSidecarSets([sidecarSet], o)),
  call('checkManifests', checkOptions, (o) => main.checkManifests('', o)),
  call('hashSidecarSet', profileOptions, (o) => main.hashSidecarSet(sidecarSet, o)),
  call('convertSidecarSet', conversionArguments, (o: { version: 'v1alpha1' }) =>
    main.convertSidecarSet(sidecarSet, o.version),
  ),
  call('validateSidecarSet', validationContext, (o) => main.validateSidecarSet(sidecarSet, o)),
  call('validateResourceBinding', bindingValidationContext, (o) => main.validateResourceBinding({}, o)),
  call('parseYaml', manifestLimits, (o) => main.parseYaml('', o)),
  call('parseManifests', manifestLimits, (o) => main.parseManifests('', o)),
  call('safeParseManifests', manifestLimits, (o) => main.safeParseManifests('', o)),
  call('classifyChange', profileOptions, (o) => update.classifyChange(sidecarSet, sidecarSet, o)),
  call('inspectPods', inspectOptions, (o) => update.inspectPods(sidecarSet, [pod], o)),
  call('planSidecarUpdate', updateOptions, (o: object) =>
    update.planSidecarUpdate(sidecarSet, [pod], { now, ...o }),
  ),
  call('simulateRollout', simulationOptions, (o: object) =>
    update.simulateRollout(sidecarSet, [pod], { now, ...o }),
  ),
  call('formatRollout', formatOptions, (o) =>
    update.formatRollout(update.simulateRollout(sidecarSet, [pod], { now }), o),
  ),
  call('describeRollout', progressOptions, (o) => update.describeRollout(sidecarSet, o)),
  call('checkVirtualNodePod context', nodeOptions.virtualNodeContext, (o) =>
    virtualNode.checkVirtualNodePod(pod, o),
  ),
  call('checkVirtualNodePod options', nodeOptions.checkOptions, (o) =>
    virtualNode.checkVirtualNodePod(pod, {}, o),
  ),
  call('classifyPlacement', nodeOptions.placementContext, (o) => virtualNode.classifyPlacement(pod, o)),
  call('simulateScheduling context', nodeOptions.placementContext, (o) =>
    virtualNode.simulateScheduling(pod, 'eci', o),
  ),
  call('simulateScheduling platform', nodeOptions.schedulingArguments, (o: { platform: 'eci' }) =>
    virtualNode.simulateScheduling(pod, o.platform),
  ),
  call('describeOrder', nodeOptions.orderOptions, (o) => virtualNode.describeOrder(pod, o)),
  call('resolveReferences', nodeOptions.resolveContext, (o) => virtualNode.resolveReferences(pod, o)),
  call('copyReferences', nodeOptions.resolveContext, (o) =>
    virtualNode.copyReferences({ pod, references: [] }, o),
  ),
  call('formatOrder', formatOptions, (o) => virtualNode.formatOrder(virtualNode.describeOrder(pod), o)),
  call('formatCopies', formatOptions, (o) => virtualNode.formatCopies({ copies: [] }, o)),
  call('formatGrants', formatOptions, (o) => main.formatGrants([], o)),
  call('renderCopies', nodeOptions.givenObjects, (o) =>
    virtualNode.renderCopies({ pod, patch: [], copies: [], issues: [] }, o),
  ),
  call('whatBreaksWithout', nodeOptions.bindingSurroundings, (o: object) =>
    virtualNode.whatBreaksWithout(
      { namespace: 'a', name: 'b' },
      { resourceBindings: [], sidecarSets: [], ...o },
    ),
  ),
]

/** Public functions that take manifests, texts and results, but no options. */
export const withoutOptions: readonly string[] = [
  'SidecarSetError',
  'acsIgnoreReady',
  'acsIgnoreResources',
  'acsSidecar',
  'applyPatch',
  'compileLabelSelector',
  'describeGrants',
  'listCodes',
  'detectProfile',
  'describeInjected',
  'eciContainerType',
  'eciExitPriority',
  'eciIgnoreExitCode',
  'eciIgnoreReady',
  'eciIgnoreResources',
  'eciLaunchPriority',
  'eciSidecarContainer',
  'findSecretGrants',
  'findUnusedGrants',
  'formatResourceReference',
  'formatYaml',
  'locateIssues',
  'matchesLabelSelector',
  'parseResourceReference',
  'readContainerOrder',
  'safeParseResourceReference',
  'standardOutputFile',
  'toFieldPath',
]

/** All entries of the package. */
export const library = { ...main, ...update, ...virtualNode }
