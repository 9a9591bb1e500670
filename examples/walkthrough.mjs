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
} from 'sidecarset'

const read = (name) => readFileSync(new URL(`../fixtures/walkthrough/${name}`, import.meta.url), 'utf8')
const manifests = parseManifests(
  ['filebeat-config.yaml', 'sidecarset.yaml', 'sidecarset-resourcebinding.yaml', 'echo-server.yaml'].map(
    read,
  ),
)

// The platform adds this label once a Pod is scheduled to a virtual node; the SidecarSet selects on it.
const onVirtualNode = { 'serverless.alibabacloud.com/virtual-node': 'true' }
const podOf = (labels) => {
  const template = readPodTemplate(manifests.workloads[0], { labels })
  if (!template.ok) throw new Error(formatIssues(template.issues))
  return template.template.pod
}

const request = { operation: 'CREATE', namespace: 'default', now: '2026-01-01T00:00:00Z' }
const injector = createInjector(manifests)
const result = injector.inject(podOf(onVirtualNode), request)

title('The Pod')
console.log(formatYaml(result.pod))
title('The JSON Patch that leads there')
console.log(JSON.stringify(result.patch, null, 2))
title('Why')
report(injector, onVirtualNode)

title('Without the SidecarSetResourceBinding the Pod is refused')
report(createInjector({ sidecarSets: manifests.sidecarSets }), onVirtualNode)

title('On an ordinary node nothing is injected')
report(injector, {})

function report(by, labels) {
  console.log(formatReport(by.report(podOf(labels), request)).trimEnd())
}

function title(text) {
  console.log(`\n# ${text}\n`)
}
