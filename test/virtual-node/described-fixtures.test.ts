import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createInjector } from '../../src/report/create-injector.js'
import type { InjectorConfig } from '../../src/inject/types.js'
import { toFieldPath } from '../../src/issue/index.js'
import { parseYaml } from '../../src/manifest/index.js'
import type { Pod } from '../../src/manifest/api-types.js'
import { copyReferences } from '../../src/virtual-node/copy-references.js'
import { formatCopies } from '../../src/virtual-node/render-copies.js'
import { describeOrder, formatOrder } from '../../src/virtual-node/describe-order.js'
import type { OrderOptions } from '../../src/virtual-node/pod-order.js'
import { classifyPlacement } from '../../src/virtual-node/classify-placement.js'
import { readFixture } from './inject-fixture.js'

const root = 'fixtures/virtual-node'
const read = (folder: string, file: string): string => readFileSync(`${root}/${folder}/${file}`, 'utf8')

function optionsOf<T extends object>(folder: string): Partial<T> {
  return existsSync(`${root}/${folder}/options.yaml`)
    ? (parseYaml(read(folder, 'options.yaml'))[0] as Partial<T>)
    : {}
}

/** What a folder is about, by the name of its expected file: how to make the text, and the files it needs. */
const kinds: Readonly<Record<string, { input: string; make: (folder: string) => string }>> = {
  'expected.order.txt': {
    input: 'pod.yaml',
    make: (folder) => {
      const [pod] = parseYaml(read(folder, 'pod.yaml')) as Pod[]
      return formatOrder(describeOrder(pod ?? {}, optionsOf<OrderOptions>(folder)))
    },
  },
  'expected.placement.txt': {
    input: 'manifests.yaml',
    make: (folder) => {
      const { pod, namespaces } = readFixture(read(folder, 'manifests.yaml'))
      const { placement, platform, rule, message, facts } = classifyPlacement(pod, {
        namespace: namespaces[0],
      })
      return [
        [placement, platform, `by ${rule}: ${message}`].filter(Boolean).join(' '),
        ...facts.slice(1).map((fact) => `also ${fact.placement} by ${fact.rule}`),
      ].join('\n')
    },
  },
  'expected.copies.txt': {
    input: 'manifests.yaml',
    make: (folder) => {
      const { pod, configMaps, secrets, ...config } = readFixture(read(folder, 'manifests.yaml'))
      const injector = createInjector({ ...config, ...optionsOf<InjectorConfig>(folder) })
      const plan = copyReferences(injector.inject(pod, { now: '2026-01-01T00:00:00Z' }), {
        configMaps,
        secrets,
      })
      const copies = formatCopies(plan)
      return [
        ...(copies === '' ? [] : copies.split('\n').map((line) => `copy ${line}`)),
        ...plan.patch.map((step) => `${step.op} ${step.path} ${'value' in step ? String(step.value) : ''}`),
        ...plan.issues.map(({ severity, code, path }) => `${severity} ${code} ${toFieldPath(path)}`),
      ].join('\n')
    },
  },
}

const folders = readdirSync(root).filter((name) => !existsSync(`${root}/${name}/fires.yaml`))

describe.each(folders)('%s', (folder) => {
  const files = readdirSync(`${root}/${folder}`)
  const expected = files.filter((file) => Object.hasOwn(kinds, file))

  test.each(expected)('%s', (file) => {
    expect(kinds[file]?.make(folder)).toBe(read(folder, file).trimEnd())
  })

  test('has what it needs, and nothing else', () => {
    const inputs = expected.map((file) => kinds[file]?.input ?? '')
    const known = [
      'README.md',
      ...(files.includes('options.yaml') ? ['options.yaml'] : []),
      ...expected,
      ...inputs,
    ]
    expect(expected).toHaveLength(1)
    expect(files.sort()).toEqual(known.sort())
  })
})
