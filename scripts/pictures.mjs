// The pictures of the documentation: what the library prints, as a terminal shows it. A test holds that they are up to date.
// Run: npm run pictures
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import {
  checkManifests,
  createInjector,
  formatIssues,
  formatMatrix,
  formatReport,
  parseManifests,
  reportWorkload,
} from 'sidecarset'
import { renderSvg } from './terminal-svg.mjs'

const folder = new URL('../docs/pictures/', import.meta.url)
const fixture = (path) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8')

const shop = parseManifests(fixture('pictures/shop.yaml'))
const injector = createInjector(shop)
const walkthrough = parseManifests(
  ['filebeat-config.yaml', 'sidecarset.yaml', 'sidecarset-resourcebinding.yaml', 'echo-server.yaml'].map(
    (name) => fixture(`walkthrough/${name}`),
  ),
)
const mistakes = { name: 'sidecarsets/tap.yaml', text: fixture('pictures/mistakes.yaml') }

/** What is shown, by the name of the picture. */
const outputs = {
  report: (style) => {
    const request = { namespace: 'default', configMaps: walkthrough.configMaps }
    const read = reportWorkload(walkthrough.workloads[0], createInjector(walkthrough), request)
    return read.ok ? formatReport(read.report, style) : formatIssues(read.issues, style)
  },
  running: (style) => formatReport(injector.report(shop.pods[0]), style),
  matrix: (style) =>
    formatMatrix(
      shop.pods.map((pod) => injector.report(pod)),
      style,
    ),
  issues: (style) => formatIssues(checkManifests([mistakes]), { ...style, sources: mistakes }),
}

/** Every picture, by the name of its file. */
export function drawPictures() {
  return Object.entries(outputs).flatMap(([name, print]) =>
    ['dark', 'light'].map((theme) => {
      const columns = 80
      const text = print({ color: true, width: columns })
      return [`${name}-${theme}.svg`, renderSvg(text, { theme, columns })]
    }),
  )
}

/** The same in another width, to look at. */
export function printAll(width) {
  return Object.entries(outputs).map(([name, print]) => [name, print({ color: true, width })])
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const [name, svg] of drawPictures()) writeFileSync(new URL(name, folder), svg)
