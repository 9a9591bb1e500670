import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))

/** Texts to start from, by target, all of them from the fixtures of the tests. */
export function readCorpus() {
  const folders = ['inject', 'explain', 'virtual-node', 'update', 'walkthrough'].flatMap(yamlByFolder)
  const injections = recorded('inject-v1.3.0.jsonl', 'inject-v1.9.0.jsonl')
  const validations = recorded('validate-v1.3.0.jsonl', 'validate-v1.9.0.jsonl')
  return {
    manifests: [...folders, ...yamlByFolder('real').flatMap((text) => text.split(/^---$/m))],
    inject: folders,
    review: injections.map(({ pod, request }) => JSON.stringify(reviewOf('pods', 'Pod', pod, request))),
    validate: validations.flatMap(({ sidecarSets = [] }) => sidecarSets.map((set) => JSON.stringify(set))),
    patch: [
      '[{"a":{"b":[1,2]}},[{"op":"add","path":"/a/b/-","value":3}]]',
      '[{"a":1},[{"op":"test","path":"/a","value":1},{"op":"replace","path":"/a","value":{"c":[]}}]]',
      '[{"a":{"b":1},"c":[0]},[{"op":"move","from":"/a/b","path":"/c/0"},{"op":"copy","from":"/c","path":"/d"}]]',
      '[{},[{"op":"add","path":"/__proto__/polluted","value":true}]]',
      '[[],[{"op":"remove","path":"/constructor/prototype"}]]',
    ],
  }
}

/** The manifests of the document's walkthrough, for an injector with something in it. */
export function readWalkthrough() {
  const files = ['sidecarset', 'sidecarset-resourcebinding']
  return files.map((file) => readFileSync(`${fixtures}walkthrough/${file}.yaml`, 'utf8')).join('\n---\n')
}

/** One text for each folder that has YAML files: a whole situation, SidecarSets and Pods together. */
function yamlByFolder(name) {
  const entries = readdirSync(`${fixtures}${name}`, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
  const here = files.map((file) => readFileSync(`${fixtures}${name}/${file.name}`, 'utf8')).join('\n---\n')
  const below = entries
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => yamlByFolder(`${name}/${entry.name}`))
  return here === '' ? below : [here, ...below]
}

function recorded(...files) {
  return files.flatMap((file) =>
    readFileSync(`${fixtures}recorded/${file}`, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  )
}

function reviewOf(resource, kind, object, { operation = 'CREATE', namespace = 'shop' } = {}) {
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { uid: 'a', operation, namespace, resource: { group: '', version: 'v1', resource }, kind: { group: '', version: 'v1', kind }, object },
  } // prettier-ignore
}
