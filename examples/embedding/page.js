import { createInjector, formatIssues, formatReport, safeParseManifests } from 'sidecarset'

/** What the page says to manifests: what is wrong with them, or what every Pod gets and why. */
function preview(text) {
  const { ok, manifests, issues } = safeParseManifests(text)
  if (!ok) return formatIssues(issues)
  const injector = createInjector(manifests)
  const reports = manifests.pods.map((pod) => formatReport(injector.report(pod)))
  return [formatIssues(injector.issues), ...reports].filter((part) => part !== '').join('\n\n')
}

const manifests = document.getElementById('manifests')
const report = document.getElementById('report')
const show = () => {
  report.textContent = preview(manifests.value)
}
manifests.addEventListener('input', show)
show()
