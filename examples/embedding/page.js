import { createInjector, formatIssues, formatReport, safeParseManifests } from 'sidecarset'

/** What the page says to manifests: what is wrong with them, or what every Pod gets and why. */
function preview(text) {
  const { ok, manifests, issues } = safeParseManifests(text)
  if (!ok) return formatIssues(issues)
  const injector = createInjector(manifests)
  return manifests.pods.map((pod) => formatReport(injector.report(pod))).join('\n\n')
}

const manifests = document.getElementById('manifests')
const report = document.getElementById('report')
const show = () => {
  try {
    report.textContent = preview(manifests.value)
  } catch (error) {
    report.textContent = error.message // a SidecarSet that cannot be injected, such as one of another OpenKruise version
  }
}
manifests.addEventListener('input', show)
show()
