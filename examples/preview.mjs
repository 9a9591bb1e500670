// What would a SidecarSet do to a workload? Prints the workload with its template injected, and the report on stderr, so
// that pipes work:  node examples/preview.mjs sidecarsets.yaml deployment.yaml | kubectl diff -f -
import { readFileSync } from 'node:fs'
import { createInjector, formatIssues, formatYaml, injectWorkload, parseManifests } from 'sidecarset'

/** The workloads among manifest texts, injected by the SidecarSets among them. */
export function preview(texts, labels = {}) {
  const manifests = parseManifests(texts)
  const injector = createInjector(manifests)
  return manifests.workloads.map((workload) => {
    const injected = injectWorkload(workload, injector, {
      labels,
      namespace: 'default',
      now: '2026-01-01T00:00:00Z',
    })
    if (!injected.ok) return { yaml: formatYaml(workload), report: formatIssues(injected.issues) }
    const { decisions, issues } = injected.result
    const lines = decisions.map(({ sidecarSet, outcome, message }) => `${sidecarSet}: ${outcome}, ${message}`)
    return { yaml: formatYaml(injected.workload), report: [...lines, formatIssues(issues)].join('\n').trim() }
  })
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const { yaml, report } of preview(process.argv.slice(2).map((file) => readFileSync(file, 'utf8')))) {
    process.stdout.write(`---\n${yaml}`)
    process.stderr.write(`${report}\n`)
  }
}
