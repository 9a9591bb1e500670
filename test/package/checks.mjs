// What must hold for the packed library. Each check throws when it does not.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import typescript from 'typescript'
import { manifest, run, runTool } from './packed.mjs'

const forReaders =
  /^(schemas|crds|docs|examples|fixtures\/(cli|embedding|walkthrough))\/|^bench\/scaling\.svg$|^(CONTRIBUTING|SECURITY)\.md$/

/** Nothing but the built library and what a reader of the package needs. No private key, not even one of a test. */
export function checkContents({ files }) {
  const required = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']
  const beside = files.filter((file) => !file.startsWith('dist/') && !forReaders.test(file))
  assert.deepEqual(beside.sort(), required, 'files beside dist')
  assert.deepEqual(
    files.filter((file) => /\.(key|pem)$|node_modules|\.snap$/.test(file)),
    [],
    'files for nobody',
  )
  const strange = files.filter(
    (file) => file.startsWith('dist/') && !/(\.(c?js|d\.c?ts)|LICENSES\.txt)$/.test(file),
  )
  assert.deepEqual(strange, [], 'files of dist that are neither code, types nor licences')
}

/** Whoever reads README, CHANGELOG or a page of docs in the installed package can follow its links. */
export function checkLinks({ files, library }) {
  const pages = files.filter((file) => /^(docs\/)?[^/]+\.md$/.test(file) && file !== 'CONTRIBUTING.md')
  assert.ok(pages.includes('docs/embedding.md'), 'docs are packed')
  const broken = pages.flatMap((page) => {
    const text = readFileSync(join(library, page), 'utf8').replaceAll(/^```.*?^```/gms, '')
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)].map(([, link]) => link)
    const isPacked = (path) => files.some((file) => file === path || file.startsWith(`${path}/`))
    return links.filter((link) => !isPacked(join(dirname(page), link))).map((link) => `${page}: ${link}`)
  })
  assert.deepEqual(broken, [], 'links that lead out of the package')
}

/** Every target of the exports map is in the package. */
export function checkExports({ files }) {
  const isPacked = (target) => {
    const [before, after = ''] = target.replace('./', '').split('*')
    return files.some((file) =>
      target.includes('*') ? file.startsWith(before) && file.endsWith(after) : file === before,
    )
  }
  const missing = targetsOf(manifest.exports).filter((target) => !isPacked(target))
  assert.deepEqual(missing, [], 'targets of "exports" that are not packed')
}

/** The library runs in any host: it imports its declared dependencies, and no module of Node. */
export function checkImports({ library, files }) {
  const code = files.filter((file) => /^dist\/(?!cli\/).*\.c?js$/.test(file))
  for (const target of code) {
    const imported = importsOf(readFileSync(join(library, target), 'utf8'))
    const ofNode = imported.filter((name) => name.startsWith('node:') || builtinModules.includes(name))
    assert.deepEqual(ofNode, [], `modules of Node in ${target}`)
    const undeclared = imported.filter((name) => !name.startsWith('.') && !isDeclared(name))
    assert.deepEqual(undeclared, [], `undeclared dependencies of ${target}`)
  }
}

/** The command is there under both names, runs, and finds the library beside it. */
export function checkCommand({ root, library }) {
  for (const [name, target] of Object.entries(manifest.bin)) {
    const { stdout } = run(join(library, target), ['--version'], { cwd: root })
    assert.equal(stdout, `${manifest.version}\n`, name)
  }
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a}]}\n'
  const command = join(library, manifest.bin.sidecarset)
  const { stdout } = run(command, ['inject', '--quiet'], { cwd: root, input: pod })
  assert.equal(stdout, pod, 'a Pod without SidecarSets')
}

/** It loads and works in plain Node by `import` and by `require`, with the same exports and without a warning. */
export function checkLoading({ root }) {
  const [esm, cjs] = ['inject.mjs', 'inject.cjs'].map((file) => {
    const { stdout, stderr } = run(process.execPath, [file], { cwd: root })
    assert.equal(stderr, '', `${file} warns`)
    return JSON.parse(stdout)
  })
  assert.deepEqual(cjs, esm, 'exports by require and by import differ')
}

/** Every entry loads in both ways, and an error that one throws is an instance of the class that another exports. */
export function checkEntries({ root }) {
  const program = (load) => `(async () => {
    const main = await ${load(manifest.name)}
    const update = await ${load(`${manifest.name}/update`)}
    const virtualNode = await ${load(`${manifest.name}/virtual-node`)}
    const broken = { kind: 'SidecarSet', metadata: { name: 'a' }, spec: { containers: 1 } }
    for (const call of [() => update.classifyChange(broken, broken), () => virtualNode.eciLaunchPriority(0.5)]) {
      try {
        call()
      } catch (error) {
        console.log(error instanceof main.SidecarSetError)
      }
    }
  })()`
  const loaders = { import: (name) => `import('${name}')`, require: (name) => `require('${name}')` }
  for (const [title, load] of Object.entries(loaders)) {
    const { stdout } = run(process.execPath, ['--eval', program(load)], { cwd: root })
    assert.equal(stdout, 'true\ntrue\n', `the entries by ${title} have different error classes`)
  }
}

/** No code is made from text: not at all while it loads, and not needed for it to work. */
export function checkCodeGeneration({ root }) {
  const watch = ['--require', './watch-code-generation.cjs']
  run(process.execPath, [...watch, '--input-type=module', '--eval', `import '${manifest.name}'`], {
    cwd: root,
  })
  run(process.execPath, [...watch, '--eval', `require('${manifest.name}')`], { cwd: root })
  for (const file of ['inject.mjs', 'inject.cjs']) {
    run(process.execPath, ['--disallow-code-generation-from-strings', file], { cwd: root })
  }
}

const strictest = {
  target: 'ES2022',
  lib: ['ES2022'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: false,
}

const setups = {
  'as an ES module': { type: 'module', module: 'node16', moduleResolution: 'node16' },
  'as CommonJS': { type: 'commonjs', module: 'node16', moduleResolution: 'node16' },
  'for a bundler': { type: 'module', module: 'esnext', moduleResolution: 'bundler' },
}

/** Its types compile in a strict user's project, in each way of resolving modules. */
export function checkTypes({ root }) {
  for (const [title, { type, ...options }] of Object.entries(setups)) {
    const directory = join(root, title.replaceAll(' ', '-'))
    mkdirSync(directory)
    writeFileSync(join(directory, 'package.json'), JSON.stringify({ type }))
    writeFileSync(join(directory, 'inject.ts'), readFileSync(join(root, 'inject.ts')))
    const config = { compilerOptions: { ...strictest, ...options }, files: ['inject.ts'] }
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config))
    runTool('typescript', ['-p', directory])
  }
}

/** The package is described as package managers and bundlers expect it. */
export function checkDescription({ tarball }) {
  runTool('publint', ['run', tarball, '--strict'])
}

/** The types that TypeScript finds are those of the code that runs. */
export function checkTypeResolution({ tarball }) {
  runTool('@arethetypeswrong/cli', [tarball, '--no-definitely-typed', '--no-color'])
}

function targetsOf(exports) {
  return typeof exports === 'string' ? [exports] : Object.values(exports).flatMap(targetsOf)
}

/** As the compiler reads them: a pattern would find imports in texts too. */
function importsOf(code) {
  return typescript.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName)
}

function isDeclared(specifier) {
  if (specifier in manifest.imports) return true
  return Object.keys(manifest.dependencies ?? {}).some((name) => `${specifier}/`.startsWith(`${name}/`))
}
