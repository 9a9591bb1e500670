import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { issueCatalog, type IssueCode } from '../../src/issue/index.js'
import { kubernetesCatalog, validateCatalog } from '../../src/issue/catalog.js'
import type { SidecarSet } from '../../src/manifest/api-types.js'
import { validateResourceBinding } from '../../src/validate/index.js'
import { validateSidecarSet, type ValidationContext } from '../../src/validate/index.js'
import { setWith, withContainer, type Fields } from './sidecar-sets.js'

type Judge = (excerpt: Fields) => readonly IssueCode[]

const codesOf = (set: unknown, context?: ValidationContext): readonly IssueCode[] =>
  validateSidecarSet(set as SidecarSet, context).map(({ code }) => code)

/** The excerpt is of the manifest, of its spec, or of a container. */
const inManifest = (excerpt: Fields): readonly IssueCode[] => codesOf({ ...setWith({}), ...excerpt })
const inSpec = (excerpt: Fields): readonly IssueCode[] => codesOf(setWith(excerpt))
const inContainer = (excerpt: Fields): readonly IssueCode[] => codesOf(withContainer(excerpt))
const inSpecBeside =
  (context: ValidationContext): Judge =>
  (excerpt) =>
    codesOf(setWith(excerpt), context)

const inBinding = (excerpt: Fields): readonly IssueCode[] => {
  const spec = {
    subjects: [{ kind: 'SidecarSet', name: 'logs' }],
    resourceRefs: [{ kind: 'ConfigMap', name: 'logs-config' }],
    ...excerpt,
  }
  const binding = { metadata: { name: 'a', namespace: 'b' }, spec }
  return validateResourceBinding(binding as never, { sidecarSets: [setWith({})] }).map(({ code }) => code)
}

/** A SidecarSet that brings the same container. */
const otherWith = (selector: Fields): SidecarSet =>
  setWith({ selector, containers: [{ name: 'agent', image: 'a:1' }] }, { name: 'other' })

const othersOf = (...expressions: readonly Fields[]): ValidationContext => ({
  others: [otherWith({ matchExpressions: expressions })],
})

const judges: Readonly<Partial<Record<IssueCode, Judge>>> = {
  'wrong-kind': inManifest,
  'unknown-field': inSpec,
  'misplaced-field': inSpec,
  'patch-directive': inSpec,
  'ignored-value': inSpec,
  'immutable-field': inSpecBeside({
    older: setWith({ containers: [{ name: 'log-agent', image: 'log-agent:1' }] }),
  }),
  'annotation-not-allowed': inSpecBeside({ patchMetadataWhitelist: null }),
  'annotation-unchecked': inSpec,
  conflict: inSpecBeside({ others: [otherWith({ matchLabels: { app: 'web' } })] }),
  'conflict-impossible': inSpecBeside(
    othersOf(
      { key: 'app', operator: 'In', values: ['web', 'api'] },
      { key: 'app', operator: 'NotIn', values: ['web'] },
    ),
  ),
  'conflict-overlooked': inSpecBeside({ others: [otherWith({ matchLabels: { tier: 'web' } })] }),
  'duplicate-container-name': inSpecBeside({ others: [otherWith({ matchLabels: { app: 'web' } })] }),
  'duplicate-file-path': inSpec,
  'crd-required': inSpec,
  'crd-not-supported': (excerpt) => codesOf(withContainer(excerpt), { profile: 'v1.9.0' }),
  'update-never-proceeds': inSpec,
  'canary-unknown': inManifest,
  'other-without-selector': (excerpt) => {
    const other = setWith({ ...excerpt, selector: null }, { name: 'other' })
    return codesOf(setWith({}), { others: [other] })
  },
  'no-such-namespace': inSpecBeside({ namespaces: [{ metadata: { name: 'production' } }] }),
  'unused-volume': inSpec,
  'own-transfer-source': inSpec,
  'hot-upgrade-without-empty-image': inContainer,
  'hot-upgrade-same-image': inContainer,
  'hot-upgrade-name': inSpec,
  'update-on-virtual-node': inSpec,
  'wildcard-name': inBinding,
  'unknown-subject': inBinding,
  'unused-grant': inBinding,
  'secret-granted': inBinding,
  required: inSpec,
  invalid: inSpec,
  'not-supported': inContainer,
  forbidden: (excerpt) => inSpec({ selector: excerpt }),
  duplicate: inSpec,
  'not-found': inContainer,
  'wrong-type': inManifest,
  'invalid-quantity': inContainer,
  'missing-kind': (excerpt) => codesOf(excerpt),
  'unsupported-version': inManifest,
  'selector-never-matches': inSpec,
  'invalid-reference': inSpec,
  'feature-beyond-profile': inSpec,
}

/** An excerpt says of a name of 300 characters what it would be. */
const untested: readonly IssueCode[] = ['too-long']

describe('the example of the catalog draws its code', () => {
  test.each(Object.entries(judges))('%s', (code, judge) => {
    const excerpt = load(issueCatalog[code as IssueCode].example) as Fields
    expect(judge(excerpt)).toContain(code)
  })

  test('and every code of validation is among them', () => {
    const own = [...Object.keys(validateCatalog), ...Object.keys(kubernetesCatalog)]
    expect(own.filter((code) => !Object.hasOwn(judges, code))).toEqual(untested)
  })
})
