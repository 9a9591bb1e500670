import { describe, expect, test } from 'vitest'
import { profileNames } from '../../src/profile.js'
import { checkManifests, type CheckOptions } from '../../src/validate/check-manifests.js'
import { validateSidecarSet } from '../../src/validate/index.js'
import { container, findings, setWith } from './sidecar-sets.js'

const patching = setWith({ patchPodMetadata: [{ annotations: { 'team/owner': 'a' } }] })
const refused = ['annotation-not-allowed spec.patchPodMetadata']

describe('patchPodMetadataDefaultsAllowed, the gate of that name', () => {
  const rule = (fields: object): string => JSON.stringify({ rules: [fields] })

  test.each<[string, string | null, string[]]>([
    ['no whitelist', null, []],
    ['no rules', '{}', []],
    ['a rule without expressions', rule({}), []],
    ['rules for other SidecarSets', rule({ selector: { matchLabels: { a: 'b' } } }), []],
    ['a whitelist that does not fit', rule({ allowedAnnotationKeyExprs: ['^own'] }), refused],
    ['no JSON', '{', refused],
    ['empty text', '', refused],
    ['an expression that is none', rule({ allowedAnnotationKeyExprs: ['['] }), refused],
  ])('%s', (_, patchMetadataWhitelist, expected) => {
    const gate = { patchPodMetadataDefaultsAllowed: true }
    expect(findings(patching, { patchMetadataWhitelist, ...gate })).toEqual(expected)
    expect(findings(patching, { patchMetadataWhitelist })).toEqual(refused)
  })
})

describe.each(profileNames)('%s: allowPrivileged', (profile) => {
  const fields = { securityContext: { privileged: true } }
  const set = setWith({
    containers: [container(fields)],
    initContainers: [container({ ...fields, name: 'i' })],
  })
  const errors = (allowPrivileged?: boolean): string[] =>
    findings(set, { profile, allowPrivileged, severity: 'error' })

  test('containers may be privileged, unless the cluster says otherwise', () => {
    expect(errors()).toEqual([])
    expect(errors(true)).toEqual([])
    const places = errors(false).sort()
    expect(places).toEqual([
      'forbidden spec.containers[0].securityContext.privileged',
      'forbidden spec.initContainers[0].securityContext.privileged',
    ])
  })
})

describe('kruiseNamespace', () => {
  const revision = {
    metadata: { name: 'logs-1', namespace: 'kruise', labels: { 'kruise.io/sidecarset-name': 'logs' } },
    revision: 1,
    data: { spec: {} },
  }

  test('is where revisions are looked for', () => {
    const set = setWith({ injectionStrategy: { revision: { revisionName: 'logs-1' } } })
    const place = 'revision-not-found spec.injectionStrategy.revision'
    expect(findings(set, { controllerRevisions: [revision] })).toEqual([place])
    expect(findings(set, { controllerRevisions: [revision], kruiseNamespace: 'kruise' })).toEqual([])
  })

  test('is where the whitelist is to be written', () => {
    const context = { patchMetadataWhitelist: null, kruiseNamespace: 'kruise' }
    expect(validateSidecarSet(patching, context)[0]?.message).toContain('of namespace kruise,')
  })
})

describe('checkManifests', () => {
  const whitelist = (namespace: string, data: object) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kruise-configuration', namespace },
    data,
  })
  const allowing = {
    SidecarSet_PatchPodMetadata_WhiteList: JSON.stringify({ rules: [{ allowedAnnotationKeyExprs: ['.'] }] }),
  }
  const check = (options: CheckOptions, ...objects: readonly object[]): string[] =>
    checkManifests([patching, ...objects], options).map(({ code }) => code)

  test.each<[string, CheckOptions, object[], string[]]>([
    ['none among the manifests', {}, [], ['annotation-unchecked']],
    ['one that allows', {}, [whitelist('kruise-system', allowing)], []],
    ['one without the key', {}, [whitelist('kruise-system', {})], ['annotation-not-allowed']],
    ['one of another namespace', {}, [whitelist('kruise', allowing)], ['annotation-unchecked']],
    ['one of the given namespace', { kruiseNamespace: 'kruise' }, [whitelist('kruise', allowing)], []],
    ['the gate', { patchPodMetadataDefaultsAllowed: true }, [whitelist('kruise-system', {})], []],
  ])('finds the whitelist: %s', (_, options, objects, expected) => {
    expect(check(options, ...objects)).toEqual(expected)
  })

  test('hands allowPrivileged on', () => {
    const set = setWith({ containers: [container({ securityContext: { privileged: true } })] })
    expect(checkManifests([set], {})).toEqual([])
    expect(checkManifests([set], { allowPrivileged: false })).toMatchObject([{ code: 'forbidden' }])
  })
})
