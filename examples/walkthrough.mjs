// The story of the ACK document, offline: a filebeat SidecarSet, its ConfigMap in another namespace, the binding that
// permits it, and the Pod of the echo-server Deployment on a virtual node. Run: npm run walkthrough
import { readFileSync } from 'node:fs'
import {
  createInjector,
  formatIssues,
  formatReport,
  formatYaml,
  parseManifests,
  readPodTemplate,
  reportWorkload,
} from 'sidecarset'
import { simulateScheduling } from 'sidecarset/virtual-node'

const read = (name) => readFileSync(new URL(`../fixtures/walkthrough/${name}`, import.meta.url), 'utf8')
const manifests = parseManifests(
  ['filebeat-config.yaml', 'sidecarset.yaml', 'sidecarset-resourcebinding.yaml', 'echo-server.yaml'].map(
    read,
  ),
)

// The Pod that the Deployment makes; and the same Pod as the platform presents it to injection once it is scheduled to a
// virtual node: with the label that the SidecarSet selects on.
const [deployment] = manifests.workloads
const template = readPodTemplate(deployment)
if (!template.ok) throw new Error(formatIssues(template.issues))
const onVirtualNode = simulateScheduling(template.template.pod, 'eci')

const request = { operation: 'CREATE', namespace: 'default', now: '2026-01-01T00:00:00Z' }
const injector = createInjector(manifests)
const result = injector.inject(onVirtualNode, request)

title('The Pod')
console.log(formatYaml(result.pod))
title('The JSON Patch that leads there')
console.log(JSON.stringify(result.patch, null, 2))

title('What happens to the Pods of the Deployment')
report(injector, { configMaps: manifests.configMaps })

title('Without the SidecarSetResourceBinding they are refused')
report(createInjector({ sidecarSets: manifests.sidecarSets }), {})

title('On ordinary nodes nothing is injected')
report(injector, { virtualNode: 'none' })

function report(by, options) {
  const read = reportWorkload(deployment, by, { ...request, ...options })
  console.log(read.ok ? formatReport(read.report).trimEnd() : formatIssues(read.issues))
}

function title(text) {
  console.log(`\n# ${text}\n`)
}
