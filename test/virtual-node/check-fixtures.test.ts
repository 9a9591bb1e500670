import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { virtualNodeCatalog } from '../../src/issue/catalog.js'
import { toFieldPath, type Issue } from '../../src/issue/index.js'
import { checkVirtualNodePod } from '../../src/virtual-node/check-virtual-node-pod.js'
import { deepFreeze } from '../laws/deep-freeze.js'
import { contextOf, injectFixture } from './inject-fixture.js'

const root = 'fixtures/virtual-node'
const folders = readdirSync(root).filter((name) => existsSync(`${root}/${name}/fires.yaml`))
const read = (folder: string, file: string): string => readFileSync(`${root}/${folder}/${file}`, 'utf8')

function check(folder: string, file: string): Issue[] {
  const { result, context } = injectFixture(read(folder, file), contextOf(`${root}/${folder}`))
  return checkVirtualNodePod(deepFreeze(result.pod), deepFreeze(context))
}

const inWords = ({ severity, code, path }: Issue): string => `${severity} ${code} ${toFieldPath(path)}`
const expectedOf = (folder: string): string[] => read(folder, 'fires.expected.txt').trimEnd().split('\n')

describe.each(folders)('%s', (folder) => {
  test('fires', () => {
    const issues = check(folder, 'fires.yaml')
    expect(issues.map((issue) => inWords(issue).trimEnd())).toEqual(
      expectedOf(folder).map((line) => line.trimEnd()),
    )
    expect(issues.map(({ resource }) => resource)).toEqual(
      issues.map(() => ({ kind: 'Pod', namespace: 'shop', name: 'web' })),
    )
  })

  test('is quiet', () => expect(check(folder, 'quiet.yaml').map(inWords)).toEqual([]))

  test('can be switched off', () => {
    const { result, context } = injectFixture(read(folder, 'fires.yaml'), contextOf(`${root}/${folder}`))
    const disable = Object.keys(virtualNodeCatalog) as (keyof typeof virtualNodeCatalog)[]
    expect(checkVirtualNodePod(result.pod, context, { disable })).toEqual([])
  })

  test('has no other files', () => {
    const known = ['README.md', 'context.yaml', 'fires.expected.txt', 'fires.yaml', 'quiet.yaml']
    expect(readdirSync(`${root}/${folder}`).filter((file) => !known.includes(file))).toEqual([])
  })
})

test('every check has a folder', () => {
  const fired = new Set(folders.flatMap(expectedOf).map((line) => line.split(' ')[1]))
  const copies = ['copy-not-granted', 'copy-source-missing', 'copy-source-changed']
  expect(Object.keys(virtualNodeCatalog).filter((code) => !fired.has(code))).toEqual(copies)
})
