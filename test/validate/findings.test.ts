import { describe, expect, test } from 'vitest'
import { profileNames } from '../../src/profile.js'
import { validateSidecarSet } from '../../src/validate/index.js'
import {
  container,
  findings,
  setWith,
  withContainer,
  withInitContainer,
  type Fields,
} from './sidecar-sets.js'

const at = 'spec.containers[0]'

describe('fields that do not exist', () => {
  test.each<[string, unknown, string[]]>([
    ['a name that comes close', withContainer({ volumeMount: [] }), [`unknown-field ${at}.volumeMount`]],
    ['a capital', withContainer({ Env: [] }), [`unknown-field ${at}.Env`]],
    ['no name that comes close', setWith({ foo: 'baz' }), ['unknown-field spec.foo']],
    ['null is nothing', setWith({ foo: null }), []],
    ['inside it nothing is looked at', setWith({ foo: { bar: { baz: 1 } } }), ['unknown-field spec.foo']],
    ['outside the spec', { ...setWith({}), Spec: {} }, ['unknown-field Spec']],
    ['in the metadata', setWith({}, { lables: {} }), ['unknown-field metadata.lables']],
    [
      'inside what only a later version has',
      withContainer({ resourcesPolicy: { mode: 'sum' } }),
      [`unknown-field ${at}.resourcesPolicy.mode`, `feature-beyond-profile ${at}.resourcesPolicy`],
    ],
    [
      'a container at the wrong depth',
      setWith({ volumeMounts: [{ name: 'a' }] }),
      ['misplaced-field spec.volumeMounts'],
    ],
    [
      'labels beside matchLabels',
      setWith({ selector: { app: 'web', matchLabels: { a: 'b' } } }),
      ['misplaced-field spec.selector.app'],
    ],
    [
      'a hostile name',
      setWith(JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}') as Fields),
      ['unknown-field spec.__proto__', 'unknown-field spec.constructor'],
    ],
  ])('%s', (_title, set, expected) => {
    expect(findings(set)).toEqual(expected)
  })

  test.each<[string, unknown, string]>([
    ['volumeMounts of the spec', setWith({ volumeMounts: [] }), 'it belongs into spec.containers[0]'],
    ['the nearest place', withContainer({ limits: {} }), `it belongs into ${at}.resources`],
    [
      'the same container',
      withContainer({ name: 'a', fieldRef: {}, mountPath: '/a' }),
      `${at}.volumeMounts[0]`,
    ],
    ['volumes of a container', withContainer({ volumes: [] }), 'it belongs into spec'],
    ['updateStrategy of a container', withContainer({ updateStrategy: {} }), 'it belongs into spec'],
    [
      'a source of a variable',
      withContainer({ env: [{ name: 'A', fieldRef: {} }] }),
      `${at}.env[0].valueFrom`,
    ],
    ['a field of the metadata', setWith({ labels: {} }), 'it belongs into metadata'],
    ['the spec at the root', { ...setWith({}), containers: [] }, 'it belongs into spec'],
    ['two possible places', setWith({ paused: true }), 'spec.updateStrategy or spec.injectionStrategy'],
    [
      'what stands in it',
      withContainer({ upgradeStrategy: { upgrade: { maxUnavailable: 1 } } }),
      '"maxUnavailable" in it belongs into spec.updateStrategy',
    ],
    [
      'a word in a word',
      withContainer({ upgradeStrategy: { type: 'ColdUpgrade' } }),
      'did you mean upgradeType?',
    ],
    ['secretName', setWith({ volumes: [{ name: 'a', secret: { name: 'b' } }] }), 'did you mean secretName?'],
    [
      'a list of what there is',
      setWith({ injectionStrategy: { foo: 1 } }),
      'the fields here are paused, revision',
    ],
    ['advice', setWith({ customVersion: 'a' }), 'apps.kruise.io/sidecarset-custom-version'],
  ])('the message names %s', (_title, set, part) => {
    const messages = validateSidecarSet(set as never).map(({ message }) => message)
    expect(messages.join('\n')).toContain(part)
  })

  test('a version that has namespaceSelector only', () => {
    const set = { ...setWith({ namespace: 'a' }), apiVersion: 'apps.kruise.io/v1beta1' }
    expect(findings(set, { profile: 'v1.9.0' })).toEqual(['unknown-field spec.namespace'])
  })

  test('a patch is none, and what it leaves out is not held against it', () => {
    const set = setWith({
      containers: [{ name: 'a', $patch: 'delete' }],
      volumes: [{ name: 'v', $patch: 'delete' }],
    })
    expect(findings(set)).toEqual(['patch-directive spec.containers[0].$patch', `required ${at}.image`])
  })
})

describe('kinds', () => {
  test.each<[string, Fields, string[]]>([
    ['another one', { kind: 'Pod' }, ['wrong-kind kind']],
    ['none', { kind: '' }, ['missing-kind']],
    ['no version', { apiVersion: null }, ['missing-kind']],
    ['a version that is none', { apiVersion: 'apps.kruise.io/v2' }, ['unsupported-version apiVersion']],
    ['a version that is no text', { apiVersion: 1 }, ['wrong-type apiVersion']],
  ])('%s', (_title, fields, expected) => {
    expect(findings({ ...setWith({}), ...fields }).slice(0, 1)).toEqual(expected)
  })

  test('what is no mapping at all', () => {
    for (const set of [null, undefined, 'x', 5, [], [setWith({})]])
      expect(findings(set)).toEqual(['wrong-type'])
  })
})

describe('wrong types', () => {
  test.each<[string, unknown, string[]]>([
    [
      'a number as the value of a variable',
      withContainer({ env: [{ name: 'A', value: 1 }] }),
      [`wrong-type ${at}.env[0].value`],
    ],
    [
      'a boolean as the value of a variable',
      withContainer({ env: [{ name: 'A', value: true }] }),
      [`wrong-type ${at}.env[0].value`],
    ],
    ['a text for a list', setWith({ containers: 'nginx' }), ['wrong-type spec.containers']],
    ['a selector as text', setWith({ selector: 'app=web' }), ['wrong-type spec.selector']],
    [
      'labels as a list',
      setWith({ selector: { matchLabels: ['app'] } }),
      ['wrong-type spec.selector.matchLabels'],
    ],
    [
      'an amount that is none',
      withContainer({ resources: { limits: { cpu: '1 core' } } }),
      [`invalid-quantity ${at}.resources.limits[cpu]`],
    ],
    [
      'all of them',
      setWith({ selector: 1, containers: [{ name: 1, image: 2, env: [{ name: 'A', value: 3 }] }, 'x'] }),
      [
        'wrong-type spec.selector',
        `wrong-type ${at}.name`,
        `wrong-type ${at}.image`,
        `wrong-type ${at}.env[0].value`,
        'wrong-type spec.containers[1]',
      ],
    ],
    [
      'and what else is wrong',
      setWith({ selector: 1, containers: [container({ name: 'A' })] }),
      ['wrong-type spec.selector', `invalid ${at}.name`],
    ],
  ])('%s', (_title, set, expected) => {
    for (const profile of profileNames) {
      // Which field of a type is read first differs between versions.
      expect(findings(set, { profile }).sort()).toEqual([...expected].sort())
    }
  })

  test.each<[string, unknown, string]>([
    ['quotes', withContainer({ env: [{ name: 'A', value: 8080 }] }), 'write it in quotes'],
    ['no quotes', withContainer({ ports: [{ containerPort: '80' }] }), 'write it without quotes: 80'],
    ['the field below', setWith({ volumes: [{ name: 'a', hostPath: '/srv' }] }), 'write path: /srv below it'],
    ['a list', withContainer({ command: 'sleep 5' }), 'write a list'],
    ['pairs', setWith({ selector: { matchLabels: ['a'] } }), 'write pairs'],
    [
      'where a value belongs',
      setWith({ injectionStrategy: 'BeforeAppContainer' }),
      'is a value of podInjectPolicy',
    ],
  ])('the message says to write %s', (_title, set, part) => {
    expect(validateSidecarSet(set as never)[0]?.message).toContain(part)
  })
})

describe('values that mean nothing', () => {
  const newest = { profile: 'v1.9.0' } as const
  test.each<[string, unknown, string[]]>([
    [
      'of updateStrategy',
      setWith({ updateStrategy: { type: 'Rolling' } }),
      ['ignored-value spec.updateStrategy.type'],
    ],
    [
      'of patchPolicy',
      setWith({ patchPodMetadata: [{ annotations: { a: '' }, patchPolicy: 'Merge' }] }),
      ['annotation-unchecked spec.patchPodMetadata', 'ignored-value spec.patchPodMetadata[0].patchPolicy'],
    ],
    [
      'of upgradeType',
      withContainer({ upgradeStrategy: { upgradeType: 'Hot' } }),
      [`ignored-value ${at}.upgradeStrategy.upgradeType`],
    ],
    [
      'of shareVolumeDevicePolicy',
      withContainer({ shareVolumeDevicePolicy: { type: 'on' } }),
      [`ignored-value ${at}.shareVolumeDevicePolicy.type`],
    ],
    [
      'of an init container',
      withInitContainer({ podInjectPolicy: 'x', shareVolumePolicy: { type: 'on' } }),
      [
        'ignored-value spec.initContainers[0].podInjectPolicy',
        'ignored-value spec.initContainers[0].shareVolumePolicy.type',
      ],
    ],
  ])('%s', (_title, set, expected) => {
    expect(findings(set, newest)).toEqual(expected)
  })
})

describe('selectors and namespaces', () => {
  const namespaces = [{ metadata: { name: 'production', labels: { team: 'a' } } }]
  const expression = { key: 'app', operator: 'DoesNotExist' }
  test.each<[string, unknown, string[]]>([
    [
      'a contradiction',
      setWith({ selector: { matchLabels: { app: 'web' }, matchExpressions: [expression] } }),
      ['selector-never-matches spec.selector'],
    ],
    [
      'a namespace that is none',
      setWith({ namespace: 'Prod' }),
      ['selector-never-matches spec.namespace', 'no-such-namespace spec.namespace'],
    ],
    [
      'a namespace that is not there',
      setWith({ namespace: 'prodution' }),
      ['no-such-namespace spec.namespace'],
    ],
    ['a namespace that is', setWith({ namespace: 'production' }), []],
  ])('%s', (_title, set, expected) => {
    expect(findings(set, { namespaces })).toEqual(expected)
  })

  test('a selector of namespaces', () => {
    const selecting = (value: string): unknown =>
      setWith({ namespaceSelector: { matchLabels: { team: value } } })
    const context = { profile: 'v1.9.0', namespaces } as const
    expect(findings(selecting('a'), context)).toEqual([])
    expect(findings(selecting('b'), context)).toEqual(['no-such-namespace spec.namespaceSelector'])
    expect(findings(selecting('b'), { profile: 'v1.9.0' })).toEqual([])
  })
})

describe('volumes, variables, hot upgrades', () => {
  const volumes = [{ name: 'a' }, { name: 'b' }]
  const hot = (hotUpgradeEmptyImage?: string): Fields => ({
    upgradeStrategy: { upgradeType: 'HotUpgrade', hotUpgradeEmptyImage },
  })
  const emptyImage = `${at}.upgradeStrategy.hotUpgradeEmptyImage`
  test.each<[string, unknown, string[]]>([
    [
      'a volume that nobody mounts',
      setWith({ volumes, containers: [container({ volumeMounts: [{ name: 'a', mountPath: '/a' }] })] }),
      ['unused-volume spec.volumes[1]'],
    ],
    [
      'a volume that an init container mounts',
      setWith({
        volumes: [{ name: 'a' }],
        initContainers: [container({ name: 'i', volumeMounts: [{ name: 'a', mountPath: '/a' }] })],
      }),
      [],
    ],
    [
      'a variable of its own container',
      withContainer({ transferEnv: [{ sourceContainerName: 'agent', envName: 'A' }] }),
      [`own-transfer-source ${at}.transferEnv[0].sourceContainerName`],
    ],
    [
      'a variable of another',
      withContainer({ transferEnv: [{ sourceContainerName: 'app', envName: 'A' }] }),
      [],
    ],
    ['no empty image', withContainer(hot()), [`hot-upgrade-without-empty-image ${emptyImage}`]],
    ['the same image', withContainer(hot('agent:1')), [`hot-upgrade-same-image ${emptyImage}`]],
    ['an empty image', withContainer(hot('empty:1')), []],
    [
      'a name that is taken',
      setWith({ containers: [container(hot('empty:1')), container({ name: 'agent-2' })] }),
      [`hot-upgrade-name ${at}.name`],
    ],
    [
      'a name that is too long',
      withContainer({ ...hot('empty:1'), name: 'a'.repeat(62) }),
      [`hot-upgrade-name ${at}.name`, `hot-upgrade-name ${at}.name`],
    ],
    [
      'a reference that is none',
      setWith({ volumes: [{ name: 'v', configMap: { name: 'a/b/c' } }] }),
      ['unused-volume spec.volumes[0]', 'invalid-reference spec.volumes[0].configMap.name'],
    ],
  ])('%s', (_title, set, expected) => {
    expect(findings(set)).toEqual(expected)
  })

  test('native sidecars upgrade hot in new versions', () => {
    const set = withInitContainer({ ...hot(), restartPolicy: 'Always' })
    expect(findings(set, { profile: 'v1.9.0' })).toEqual([
      'hot-upgrade-without-empty-image spec.initContainers[0].upgradeStrategy.hotUpgradeEmptyImage',
    ])
  })
})

describe('virtual nodes', () => {
  const selector = { matchLabels: { 'serverless.alibabacloud.com/virtual-node': 'true' } }
  test('updates of running Pods are not documented there', () => {
    expect(findings(setWith({ selector }))).toEqual(['update-on-virtual-node spec.updateStrategy'])
    expect(findings(setWith({ selector, updateStrategy: { type: 'NotUpdate' } }))).toEqual([])
  })

  test('nor are features of later versions there', () => {
    expect(findings(setWith({ namespaceSelector: { matchLabels: { a: 'b' } } }))).toEqual([
      'feature-beyond-profile spec.namespaceSelector',
    ])
  })
})

describe('updates that never proceed', () => {
  test.each<[string, Fields, string[]]>([
    ['none at a time', { maxUnavailable: 0 }, ['update-never-proceeds spec.updateStrategy.maxUnavailable']],
    [
      'no share at a time',
      { maxUnavailable: '0%' },
      ['update-never-proceeds spec.updateStrategy.maxUnavailable'],
    ],
    ['all of them kept', { partition: '100%' }, ['update-never-proceeds spec.updateStrategy.partition']],
    ['one at a time, and some kept', { maxUnavailable: 1, partition: '99%' }, []],
    ['nothing is updated anyway', { type: 'NotUpdate', maxUnavailable: 0, partition: '100%' }, []],
  ])('%s', (_title, updateStrategy, expected) => {
    const found = findings(setWith({ updateStrategy }), { severity: 'warning' })
    expect(found.filter((each) => each.startsWith('update-never'))).toEqual(expected)
  })
})

describe('patches of annotations that are no JSON', () => {
  test.each<[string, string, string, boolean]>([
    ['a broken object', 'MergePatchJson', '{', true],
    ['a text', 'MergePatchJson', 'abc', true],
    ['a number', 'MergePatchJson', '1', true],
    ['an object', 'MergePatchJson', '{"a":1}', false],
    ['an annotation that is overwritten', 'Overwrite', '{', false],
  ])('%s', (_title, patchPolicy, value, isReported) => {
    const set = setWith({ patchPodMetadata: [{ patchPolicy, annotations: { conf: value } }] })
    const finding = 'annotation-not-mergeable spec.patchPodMetadata[0].annotations[conf]'
    expect(findings(set, { severity: 'warning' }).includes(finding)).toBe(isReported)
  })
})
