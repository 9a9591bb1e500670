import { describe, expect, test } from 'vitest'
import { validateSidecarSet, type PatchMetadataWhitelist } from '../../src/validate/index.js'
import { findings, setWith } from './sidecar-sets.js'

const patching = setWith(
  { patchPodMetadata: [{ annotations: { 'team/owner': 'a' } }] },
  { labels: { tier: 'infra' } },
)
const refused = ['annotation-not-allowed spec.patchPodMetadata']
const rule = (fields: object): string => JSON.stringify({ rules: [fields] })

describe('the whitelist for patchPodMetadata', () => {
  test.each<[string, PatchMetadataWhitelist | undefined, string[]]>([
    ['not known: only said', undefined, ['annotation-unchecked spec.patchPodMetadata']],
    ['none', null, refused],
    ['no JSON', '{', refused],
    ['empty text', '', refused],
    ['null', 'null', refused],
    ['no rules', '{}', refused],
    ['rules of a wrong type', '{"rules": {}}', refused],
    ['an expression that matches somewhere', rule({ allowedAnnotationKeyExprs: ['own'] }), []],
    ['given as a value', { rules: [{ allowedAnnotationKeyExprs: ['^team/'] }] }, []],
    ['an expression that does not', rule({ allowedAnnotationKeyExprs: ['^own'] }), refused],
    ['an expression of another dialect', rule({ allowedAnnotationKeyExprs: ['(?=t)'] }), refused],
    ['behind one that allows all', rule({ allowedAnnotationKeyExprs: ['.*', '['] }), refused],
    ['an expression that is no text', rule({ allowedAnnotationKeyExprs: [1] }), refused],
    [
      'for labels like these',
      rule({ selector: { matchLabels: { tier: 'infra' } }, allowedAnnotationKeyExprs: ['.*'] }),
      [],
    ],
    [
      'for other labels',
      rule({ selector: { matchLabels: { tier: 'app' } }, allowedAnnotationKeyExprs: ['.*'] }),
      refused,
    ],
    ['for all labels', rule({ selector: {}, allowedAnnotationKeyExprs: ['.*'] }), []],
    [
      'an unknown operator',
      rule({
        selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] },
        allowedAnnotationKeyExprs: ['.*'],
      }),
      refused,
    ],
    [
      'a broken expression for others does no harm',
      JSON.stringify({
        rules: [
          { selector: { matchLabels: { tier: 'app' } }, allowedAnnotationKeyExprs: ['['] },
          { allowedAnnotationKeyExprs: ['team'] },
        ],
      }),
      [],
    ],
  ])('%s', (_title, patchMetadataWhitelist, expected) => {
    expect(findings(patching, { patchMetadataWhitelist })).toEqual(expected)
  })

  test.each<[string, object, string]>([
    ['its key is misspelt', { allowedAnnotationKeyExpr: ['.*'] }, '"allowedAnnotationKeyExpr" instead of'],
    ['its list is empty', { allowedAnnotationKeyExprs: [] }, 'lists nothing'],
    ['it is for others', { selector: { matchLabels: { tier: 'app' } } }, 'has no rule for a SidecarSet'],
  ])('a rule that allows nothing: %s', (_title, fields, why) => {
    const [issue] = validateSidecarSet(patching, { patchMetadataWhitelist: rule(fields) })
    expect(issue?.message).toContain(why)
  })

  test('without patchPodMetadata nobody asks', () => {
    expect(findings(setWith({}), { patchMetadataWhitelist: null })).toEqual([])
  })

  test('an entry without annotations needs the whitelist too', () => {
    const set = setWith({ patchPodMetadata: [{}] })
    expect(findings(set, { patchMetadataWhitelist: null })).toEqual([
      'required spec.patchPodMetadata[0].annotations',
      ...refused,
    ])
  })
})
