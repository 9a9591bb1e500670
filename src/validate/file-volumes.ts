import type { IssueCollector } from '../issue/index.js'
import {
  isFileMode,
  localPathMistakes,
  dnsLabelMistakes,
  dnsSubdomainMistakes,
  isDnsLabel,
  isIntegerWithin,
} from '../kubernetes/names/index.js'
import type {
  ConfigMapVolumeSource,
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  KeyToPath,
  SecretVolumeSource,
  ClusterTrustBundleProjection,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from '../manifest/api-types.js'
import { reportMistakes, requireText } from '../kubernetes/field-checks.js'
import { validateResourceFieldRef, validateVolumeFieldRef } from './env.js'
import type { ValidationRules, VolumeContext } from './rules.js'
import { byteLength } from '../kubernetes/utf8.js'
import { validateLabelSelector } from '../selector/index.js'
import { quote } from '../text/visible.js'
import { newestProfileName } from '../profile.js'

/** Reports a missing name, a mode that files cannot have, and wrong items. Any text passes as the name. */
export function validateSecret(
  { secretName, defaultMode, items }: SecretVolumeSource,
  issues: IssueCollector,
): void {
  requireText(issues.at('secretName'), secretName, 'name the Secret: its field is secretName here')
  requireFileMode(defaultMode, issues.at('defaultMode'))
  validateItems(items, issues.at('items'))
}

/** Reports a missing name, a mode that files cannot have, and wrong items. Any text passes as the name. */
export function validateConfigMap(
  { name, defaultMode, items }: ConfigMapVolumeSource,
  issues: IssueCollector,
): void {
  requireText(issues.at('name'), name, 'name the ConfigMap')
  requireFileMode(defaultMode, issues.at('defaultMode'))
  validateItems(items, issues.at('items'))
}

/** Reports what is wrong with the files made of single keys. */
function validateItems(items: readonly KeyToPath[] | undefined, issues: IssueCollector): void {
  items?.forEach(({ key, path, mode }, index) => {
    const place = issues.at(index)
    requireText(place.at('key'), key, 'name the key that becomes a file')
    validateFilePath(path, place.at('path'))
    requireFileMode(mode, place.at('mode'))
  })
}

/** Reports a path that is missing or does not stay inside the volume. */
function validateFilePath(path: string | undefined, issues: IssueCollector): void {
  if (requireText(issues, path, 'write the path of the file inside the volume'))
    reportMistakes(issues, path, localPathMistakes(path))
}

/** Reports a mode that files cannot have. */
function requireFileMode(mode: number | undefined, issues: IssueCollector): void {
  if (mode !== undefined && !isFileMode(mode))
    issues.error('invalid', `${mode} is no file mode; modes are from 0 to 0777 octal, which is 511`)
}

/** Reports what is wrong with files made of fields of the Pod. */
export function validateDownwardApi(
  { items, defaultMode }: DownwardAPIVolumeSource,
  issues: IssueCollector,
  { rules }: VolumeContext,
): void {
  requireFileMode(defaultMode, issues.at('defaultMode'))
  validateDownwardItems(items, issues.at('items'), rules)
}

/** Reports what is wrong with the files themselves, also with those of a projected source. */
function validateDownwardItems(
  items: readonly DownwardAPIVolumeFile[] | undefined,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  items?.forEach((item, index) => {
    const place = issues.at(index)
    validateFilePath(item.path, place.at('path'))
    requireFileMode(item.mode, place.at('mode'))
    validateOrigin(item, place, rules)
  })
}

function validateOrigin(
  { fieldRef, resourceFieldRef }: DownwardAPIVolumeFile,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  if (fieldRef === undefined && resourceFieldRef === undefined)
    issues.error('required', 'write what the file holds: fieldRef or resourceFieldRef')
  if (fieldRef !== undefined && resourceFieldRef !== undefined)
    issues.error('invalid', 'fieldRef and resourceFieldRef exclude each other; leave out one of the two')
  if (fieldRef !== undefined) validateVolumeFieldRef(fieldRef, issues.at('fieldRef'), rules)
  else if (resourceFieldRef !== undefined)
    validateResourceFieldRef(resourceFieldRef, issues.at('resourceFieldRef'), 'volume')
}

const kinds = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle'] as const

const shortestToken = 600
const longestToken = 2 ** 32

/** Reports what is wrong with a volume made of several sources: each for itself, and files of the same path. */
export function validateProjected(
  { sources, defaultMode }: ProjectedVolumeSource,
  issues: IssueCollector,
  { rules }: VolumeContext,
): void {
  requireFileMode(defaultMode, issues.at('defaultMode'))
  const paths: FilePaths = { compared: new Set(), tokens: new Set() }
  sources?.forEach((source, index) => {
    const place = issues.at('sources', index)
    validateProjection(source, place, rules)
    reportRepeatedPaths(source, paths, place)
  })
}

function validateProjection(source: VolumeProjection, issues: IssueCollector, rules: ValidationRules): void {
  const { downwardAPI, serviceAccountToken, clusterTrustBundle } = source
  const given = kinds.filter((kind) => source[kind] !== undefined)
  if (given.length > 1) issues.error('forbidden', `has ${given.join(' and ')}; make each an entry of its own`)
  for (const kind of ['secret', 'configMap'] as const) {
    const projection = source[kind]
    if (projection === undefined) continue
    requireText(
      issues.at(kind, 'name'),
      projection.name,
      `name the ${kind === 'secret' ? 'Secret' : 'ConfigMap'}`,
    )
    validateItems(projection.items, issues.at(kind, 'items'))
  }
  if (downwardAPI !== undefined)
    validateDownwardItems(downwardAPI.items, issues.at('downwardAPI', 'items'), rules)
  if (serviceAccountToken !== undefined)
    validateToken(serviceAccountToken, issues.at('serviceAccountToken'), rules)
  if (clusterTrustBundle !== undefined)
    validateTrustBundle(clusterTrustBundle, issues.at('clusterTrustBundle'), rules)
}

function validateToken(
  { expirationSeconds = 0, path }: ServiceAccountTokenProjection,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  if (!isIntegerWithin(expirationSeconds, shortestToken, longestToken))
    issues
      .at('expirationSeconds')
      .error('invalid', `${expirationSeconds} is not within ${shortestToken} and ${longestToken} seconds`)
  if (
    requireText(issues.at('path'), path, 'write the path of the file inside the volume') &&
    rules.judgesTokenPaths
  )
    reportMistakes(issues.at('path'), path, localPathMistakes(path))
}

/**
 * Each file of a volume needs a path of its own. Kubernetes does not compare the paths of service account tokens with the
 * others, so there it is a warning: which of the two files the container sees is not defined.
 */
function reportRepeatedPaths(source: VolumeProjection, paths: FilePaths, issues: IssueCollector): void {
  const claim = (path: string | undefined, place: IssueCollector): void => {
    if (path === undefined || path === '') return
    if (paths.compared.has(path))
      place.error('invalid', `${quote(path)} is the path of another file of this volume`)
    else if (paths.tokens.has(path)) warnOfToken(path, place)
    paths.compared.add(path)
  }
  for (const kind of ['secret', 'configMap', 'downwardAPI'] as const)
    source[kind]?.items?.forEach(({ path }, index) => claim(path, issues.at(kind, 'items', index, 'path')))
  claim(source.clusterTrustBundle?.path, issues.at('clusterTrustBundle', 'path'))
  const token = source.serviceAccountToken?.path ?? ''
  if (token === '') return
  if (paths.compared.has(token) || paths.tokens.has(token))
    warnOfToken(token, issues.at('serviceAccountToken', 'path'))
  paths.tokens.add(token)
}

/** The paths of a volume's files so far. */
interface FilePaths {
  /** Those that Kubernetes compares. */
  readonly compared: Set<string>
  /** Those of service account tokens. */
  readonly tokens: Set<string>
}

function warnOfToken(path: string, issues: IssueCollector): void {
  issues.warning(
    'duplicate-file-path',
    `${quote(path)} is the path of a service account token and of another file of this volume; Kubernetes accepts it, and one of the two is lost`,
  )
}

const longestDomain = 253
const longestSigner = 571

/** Reports what is wrong with certificates of the cluster as a file: one bundle by name, or all of a signer. */
function validateTrustBundle(
  bundle: ClusterTrustBundleProjection,
  issues: IssueCollector,
  rules: ValidationRules,
): void {
  const { name, signerName, labelSelector, path } = bundle
  if (name !== undefined && signerName !== undefined)
    issues.error('invalid', 'name and signerName exclude each other; leave out one of the two')
  else if (signerName !== undefined) {
    validateSigner(signerName, issues.at('signerName'))
    validateLabelSelector(labelSelector, issues.at('labelSelector'), rules)
  } else if (name !== undefined) {
    validateBundleName(name, issues.at('name'))
    if (labelSelector !== undefined)
      issues.at('labelSelector').error('invalid', 'is only for signerName; leave it out')
  } else issues.error('required', 'name the certificates by name or signerName')
  validateFilePath(path, issues.at('path'))
}

function validateBundleName(name: string, issues: IssueCollector): void {
  if (!requireText(issues, name, 'name the ClusterTrustBundle')) return
  const colon = name.lastIndexOf(':')
  if (colon === 0) issues.error('invalid', `${quote(name)}: something must stand before the colon`)
  reportMistakes(issues, name, dnsSubdomainMistakes(name.slice(colon + 1)))
}

/** `example.com/signer`: two or more DNS labels, a slash, and one or more DNS labels. */
function validateSigner(signer: string, issues: IssueCollector): void {
  if (!requireText(issues, signer, 'name the signer, such as example.com/signer')) return
  const [domain = '', path = '', ...more] = signer.split('/', 3)
  const labels = domain.split('.')
  if (path === '' || more.length > 0 || labels.length < 2)
    issues.error('invalid', `${quote(signer)} is not of the form example.com/signer`)
  else if (![...labels, ...path.split('.')].every(isDnsLabel))
    reportLabels(signer, [...labels, ...path.split('.')], issues)
  if (byteLength(domain) > longestDomain)
    issues.error('too-long', `the domain must be no more than ${longestDomain} characters`)
  if (byteLength(signer) > longestSigner)
    issues.error('too-long', `must be no more than ${longestSigner} characters`)
}

function reportLabels(signer: string, labels: readonly string[], issues: IssueCollector): void {
  const wrong = labels.find((label) => !isDnsLabel(label)) ?? ''
  reportMistakes(issues, signer, dnsLabelMistakes(wrong, newestProfileName))
}
