import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Pod } from '../../src/manifest/api-types.js'
import * as build from '../../src/virtual-node/build-variable.js'
import type { EnvEntry } from '../../src/virtual-node/build-variable.js'
import { SidecarSetError } from '../../src/issue/index.js'
import { containerConventions, minorVersion } from '../../src/virtual-node/conventions.js'
import { readContainer, readContainerOrder, readSettings } from '../../src/virtual-node/container-order.js'

const path = ['spec', 'containers', 0]
const read = (...env: object[]) => readSettings({ env }, path)
const problemOf = (entry: object): unknown => {
  const [setting] = read(entry)
  return setting !== undefined && 'problem' in setting ? setting.problem : undefined
}

describe('the table', () => {
  test.each<
    [name: string, place: string, platform: string, values: string, fallback: string, kubernetes: string]
  >([
    ['ECI_CONTAINER_LAUNCH_PRIORITY', 'env', 'eci', '-1000..1000', '0', 'any'],
    ['ECI_CONTAINER_EXIT_PRIORITY', 'env', 'eci', '-1000..1000', '0', 'any'],
    ['ECI_SIDECAR_CONTAINER', 'env', 'eci', 'true', 'false', 'any'],
    ['ECI_CONTAINER_TYPE', 'env', 'eci', 'normal|sidecar', 'normal', 'any'],
    ['ECI_CONTAINER_IGNORE_EXIT_CODE', 'env', 'eci', 'true', 'false', 'any'],
    ['ECI_CONTAINER_IGNORE_READY', 'env', 'eci', 'true', 'false', 'any'],
    ['__ECI_RESOURCE_IGNORE__', 'env', 'eci', 'TRUE', 'false', 'any'],
    ['__IS_SIDECAR__', 'env', 'acs', 'true', 'false', '..28'],
    ['restartPolicy', 'field', 'acs', 'Always', '', '29..'],
    ['__IGNORE_READY__', 'env', 'acs', 'true', 'false', 'any'],
    ['__IGNORE_RESOURCE__', 'env', 'acs', 'true', 'false', 'any'],
  ])('%s', (name, place, platform, values, fallback, kubernetes) => {
    const row = containerConventions.find((each) => each.name === name)
    const written =
      row?.values.kind === 'integer'
        ? `${row.values.least}..${row.values.most}`
        : row?.values.kind === 'flag'
          ? row.values.on
          : row?.values.choices.join('|')
    const versions = row?.kubernetes
    expect([row?.place, row?.platform, written, row?.default]).toEqual([place, platform, values, fallback])
    expect(versions ? `${versions.from ?? ''}..${versions.to ?? ''}` : 'any').toBe(kubernetes)
  })

  test('has no other rows, and each says what it means and where that is documented', () => {
    expect(containerConventions).toHaveLength(11)
    for (const row of containerConventions) {
      expect(row.meaning).not.toBe('')
      expect(row.source).toMatch(/^https:\/\//)
    }
  })
})

describe('builders', () => {
  test.each<[name: string, entry: EnvEntry, value: string]>([
    ['ECI_CONTAINER_LAUNCH_PRIORITY', build.eciLaunchPriority(10), '10'],
    ['ECI_CONTAINER_EXIT_PRIORITY', build.eciExitPriority(-1000), '-1000'],
    ['ECI_CONTAINER_EXIT_PRIORITY', build.eciExitPriority(-0), '0'],
    ['ECI_SIDECAR_CONTAINER', build.eciSidecarContainer(), 'true'],
    ['ECI_CONTAINER_TYPE', build.eciContainerType('sidecar'), 'sidecar'],
    ['ECI_CONTAINER_TYPE', build.eciContainerType('normal'), 'normal'],
    ['ECI_CONTAINER_IGNORE_EXIT_CODE', build.eciIgnoreExitCode(), 'true'],
    ['ECI_CONTAINER_IGNORE_READY', build.eciIgnoreReady(), 'true'],
    ['__ECI_RESOURCE_IGNORE__', build.eciIgnoreResources(), 'TRUE'],
    ['__IS_SIDECAR__', build.acsSidecar(), 'true'],
    ['__IGNORE_READY__', build.acsIgnoreReady(), 'true'],
    ['__IGNORE_RESOURCE__', build.acsIgnoreResources(), 'true'],
  ])('%s', (name, entry, value) => expect(entry).toEqual({ name, value }))

  test.each<[title: string, run: () => unknown, code: string, variable: string]>([
    ['above the range', () => build.eciLaunchPriority(1001), 'invalid', 'ECI_CONTAINER_LAUNCH_PRIORITY'],
    ['below the range', () => build.eciExitPriority(-1001), 'invalid', 'ECI_CONTAINER_EXIT_PRIORITY'],
    ['a fraction', () => build.eciLaunchPriority(0.5), 'invalid', 'ECI_CONTAINER_LAUNCH_PRIORITY'],
    ['no number', () => build.eciLaunchPriority(Number.NaN), 'invalid', 'ECI_CONTAINER_LAUNCH_PRIORITY'],
    ['text', () => build.eciLaunchPriority('10' as never), 'invalid', 'ECI_CONTAINER_LAUNCH_PRIORITY'],
    ['no type', () => build.eciContainerType('Sidecar' as never), 'not-supported', 'ECI_CONTAINER_TYPE'],
  ])('%s is refused', (_, run, code, variable) => {
    let thrown: unknown
    try {
      run()
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(SidecarSetError)
    expect(thrown).toMatchObject({ stage: 'virtual-node', issues: [{ code }] })
    expect((thrown as SidecarSetError).message).toContain(variable)
  })

  test('what is built is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (priority) => {
        expect(read(build.eciLaunchPriority(priority))).toMatchObject([
          { value: priority === 0 ? 0 : priority },
        ])
      }),
    )
    const flags = [
      build.eciSidecarContainer(),
      build.eciIgnoreExitCode(),
      build.eciIgnoreReady(),
      build.eciIgnoreResources(),
      build.acsSidecar(),
      build.acsIgnoreReady(),
      build.acsIgnoreResources(),
    ]
    for (const setting of read(...flags)) expect(setting).toMatchObject({ value: true })
    expect(read(...flags)).toHaveLength(flags.length)
  })
})

describe('readSettings', () => {
  test.each<[title: string, entry: object, problem: string | undefined]>([
    ['an integer', { name: 'ECI_CONTAINER_LAUNCH_PRIORITY', value: '-1000' }, undefined],
    ['above the range', { name: 'ECI_CONTAINER_LAUNCH_PRIORITY', value: '1001' }, 'out-of-range'],
    ['a very long number', { name: 'ECI_CONTAINER_LAUNCH_PRIORITY', value: '9'.repeat(400) }, 'out-of-range'],
    ['a number in YAML', { name: 'ECI_CONTAINER_LAUNCH_PRIORITY', value: 10 }, 'not-text'],
    ['a boolean in YAML', { name: 'ECI_SIDECAR_CONTAINER', value: true }, 'not-text'],
    ['a fraction', { name: 'ECI_CONTAINER_EXIT_PRIORITY', value: '1.5' }, 'not-an-integer'],
    ['a plus sign', { name: 'ECI_CONTAINER_EXIT_PRIORITY', value: '+1' }, 'not-an-integer'],
    ['a space', { name: 'ECI_CONTAINER_EXIT_PRIORITY', value: ' 1' }, 'not-an-integer'],
    ['nothing', { name: 'ECI_CONTAINER_EXIT_PRIORITY' }, 'not-an-integer'],
    ['another capital', { name: 'ECI_SIDECAR_CONTAINER', value: 'True' }, 'undocumented-value'],
    ['1 for true', { name: '__IS_SIDECAR__', value: '1' }, 'undocumented-value'],
    [
      'lower case where upper is documented',
      { name: '__ECI_RESOURCE_IGNORE__', value: 'true' },
      'undocumented-value',
    ],
    [
      'upper case where lower is documented',
      { name: '__IGNORE_RESOURCE__', value: 'TRUE' },
      'undocumented-value',
    ],
    ['off', { name: '__IS_SIDECAR__', value: 'false' }, undefined],
    ['off in capitals', { name: '__ECI_RESOURCE_IGNORE__', value: 'FALSE' }, undefined],
    ['no type', { name: 'ECI_CONTAINER_TYPE', value: 'Sidecar' }, 'undocumented-value'],
    [
      'valueFrom',
      { name: 'ECI_SIDECAR_CONTAINER', valueFrom: { fieldRef: { fieldPath: 'x' } } },
      'value-from',
    ],
  ])('%s', (_, entry, problem) => expect(problemOf(entry)).toBe(problem))

  test('of several entries the last counts, and is found at its place', () => {
    expect(
      read(
        { name: 'A', value: 'x' },
        { name: 'ECI_CONTAINER_TYPE', value: 'sidecar' },
        { name: 'ECI_CONTAINER_TYPE', value: 'normal' },
      ),
    ).toEqual([
      { variable: 'ECI_CONTAINER_TYPE', path: [...path, 'env', 2], text: 'normal', value: 'normal' },
    ])
  })
})

describe('readContainerOrder', () => {
  const pod: Pod = {
    spec: {
      initContainers: [{ name: 'setup' }, { name: 'proxy', restartPolicy: 'Always' }],
      containers: [
        {
          name: 'filebeat',
          env: [build.eciLaunchPriority(10), build.eciExitPriority(-10), build.eciSidecarContainer()],
          readinessProbe: {},
        },
        { name: 'app', env: [{ name: 'ECI_CONTAINER_LAUNCH_PRIORITY', value: 'high' }] },
      ],
    },
  }

  test('roles, priorities and marks', () => {
    expect(
      readContainerOrder(pod).map((order) => [
        order.container,
        order.role,
        order.launchPriority,
        order.exitPriority,
        order.isEciSidecar,
        order.hasReadinessProbe,
      ]),
    ).toEqual([
      ['setup', 'init', 0, 0, false, false],
      ['proxy', 'native-sidecar', 0, 0, false, false],
      ['filebeat', 'container', 10, -10, true, true],
      ['app', 'container', 0, 0, false, false],
    ])
  })

  test('every variable has its field', () => {
    const env = [
      build.eciContainerType('sidecar'),
      build.eciIgnoreExitCode(),
      build.eciIgnoreReady(),
      build.eciIgnoreResources(),
      build.acsSidecar(),
      build.acsIgnoreReady(),
      build.acsIgnoreResources(),
    ]
    expect(readContainer({ name: 'a', env }, path)).toMatchObject({
      type: 'sidecar',
      ignoresExitCode: true,
      isAcsSidecar: true,
      ignoresReady: { eci: true, acs: true },
      ignoresResources: { eci: true, acs: true },
    })
  })

  test('restartPolicy of an ordinary container makes no native sidecar', () => {
    expect(readContainer({ name: 'a', restartPolicy: 'Always' }, path).role).toBe('container')
  })

  test('never throws, and gives plain data', () => {
    fc.assert(
      fc.property(fc.anything(), (spec) => {
        const orders = readContainerOrder({ spec } as Pod)
        expect(JSON.parse(JSON.stringify(orders))).toEqual(orders)
      }),
    )
  })
})

test.each<[version: string | undefined, minor: number | undefined]>([
  ['1.28', 28],
  ['v1.28.3-aliyun.1', 28],
  ['1.29+', 29],
  ['1.30', 30],
  ['2.0', undefined],
  ['29', undefined],
  ['1.', undefined],
  ['', undefined],
  [undefined, undefined],
])('minor version of %s', (version, minor) => expect(minorVersion(version)).toBe(minor))
