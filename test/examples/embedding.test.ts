import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import '../../examples/embedding/sidecarsets.test.js'

const pathOf = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url))

/** The script that a bundler makes of the page's module. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [pathOf('examples/embedding/page.js')],
    alias: { sidecarset: pathOf('src/index.ts') },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** As much of a page as the script uses; there is nothing of Node in it. */
function openPage(script: string, text: string) {
  const report = { textContent: '' }
  const listeners: (() => void)[] = []
  const manifests = {
    value: text,
    addEventListener: (event: string, listener: () => void) => event === 'input' && listeners.push(listener),
  }
  const document = { getElementById: (id: string) => ({ manifests, report })[id] }
  runInContext(script, createContext({ document }))
  const type = (next: string): string => {
    manifests.value = next
    for (const listener of listeners) listener()
    return report.textContent
  }
  return { report, type }
}

const set = `{apiVersion: apps.kruise.io/v1alpha1, kind: SidecarSet, metadata: {name: logs}, spec: {
  selector: {matchLabels: {app: web}}, containers: [{name: shipper, image: shipper}]}}`
const pod = `{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: web}]}}`

test('page.js, bundled for a browser, says what Pods get, and goes on after a mistake', async () => {
  const { report, type } = openPage(await bundle(), `${set}\n---\n${pod}`)
  expect(report.textContent).toContain('logs')
  expect(type('kind: [')).toContain('yaml-syntax')
  expect(type(`${set.replace('v1alpha1', 'v1beta1')}\n---\n${pod}`)).toContain('v1beta1')
  expect(type(`${set}\n---\n${pod}`)).toContain('shipper')
})
