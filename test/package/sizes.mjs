// How large a page gets that uses a part of the packed library: bundled and minified by esbuild, with the libraries it needs.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { run } from './packed.mjs'

/** Entry, what is imported of it, and how many bytes that may cost. */
const budgets = [
  ['sidecarset/virtual-node', 'virtualNodeLabel', 1_000],
  ['sidecarset/virtual-node', 'eciLimits', 1_000],
  ['sidecarset', 'toFieldPath', 1_000],
  ['sidecarset', 'formatResourceReference', 1_000],
  ['sidecarset', 'parseResourceReference', 6_000],
  ['sidecarset', 'matchesLabelSelector', 10_000],
  ['sidecarset', 'applyPatch', 20_000],
  ['sidecarset', 'hashSidecarSet', 75_000],
  ['sidecarset/virtual-node', '*', 90_000],
  ['sidecarset', 'parseManifests', 150_000],
  ['sidecarset/update', '*', 170_000],
  ['sidecarset', 'validateSidecarSet', 180_000],
  ['sidecarset', 'reviewPod', 190_000],
  ['sidecarset', 'injectSidecars', 200_000],
  ['sidecarset', '*', 600_000],
]

/** A page that imports one name gets what that name needs. */
export async function checkSizes({ root }) {
  const sizes = await Promise.all(
    budgets.map(async ([entry, name, budget]) => {
      const used =
        name === '*' ? `import * as used from '${entry}'` : `import { ${name} as used } from '${entry}'`
      const { length } = await bundle(root, `${used}\nglobalThis.used = used`)
      return { what: `${name} of ${entry}`, length, budget }
    }),
  )
  const tooLarge = sizes
    .filter(({ length, budget }) => length > budget)
    .map(({ what, length, budget }) => `${what}: ${length} bytes, ${budget} allowed`)
  assert.deepEqual(tooLarge, [], 'too large in a page')
}

const program = `
  import { validateSidecarSet } from 'sidecarset'
  const resourcesPolicy = (targetContainersNameRegex) => ({
    targetContainersMode: 'sum', targetContainersNameRegex, resourcesExpr: { limits: { cpu: 'cpu' } },
  })
  const codesOf = (regex) => validateSidecarSet({
    apiVersion: 'apps.kruise.io/v1alpha1', kind: 'SidecarSet', metadata: { name: 'logs' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      containers: [{ name: 'a', image: 'a:1', resourcesPolicy: resourcesPolicy(regex) }],
    },
  }, { profile: 'v1.9.0' }).filter(({ path }) => path.includes('targetContainersNameRegex')).map(({ code }) => code)
  console.log(JSON.stringify([codesOf('^(web|app-.*)$'), codesOf('(?i)web'), codesOf('(?=a)')]))
`

/** A page reads simple expressions by itself, says so of others, and reads all of them where it is built for that. */
export async function checkExpressions({ root }) {
  const found = async (options) => {
    const code = await bundle(root, program, options)
    writeFileSync(join(root, 'page.mjs'), code)
    const { stdout } = run(process.execPath, ['page.mjs'], { cwd: root })
    return { codes: JSON.parse(stdout), hasEngine: code.includes('RE2JS') }
  }
  assert.deepEqual(await found({}), {
    codes: [[], ['not-supported'], ['not-supported']],
    hasEngine: false,
  })
  const full = { codes: [[], [], ['invalid']], hasEngine: true }
  assert.deepEqual(await found({ conditions: ['sidecarset-regexp'] }), full, 'with the condition')
  assert.deepEqual(
    await found({ platform: 'neutral', mainFields: ['module', 'main'] }),
    full,
    'outside of pages',
  )
}

async function bundle(root, contents, options = {}) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    tsconfigRaw: '{}',
    ...options,
  })
  return outputFiles[0].text
}
