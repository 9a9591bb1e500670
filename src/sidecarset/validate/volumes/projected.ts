import type { IssueCollector } from '../../../issue/index.js'
import { isIntegerWithin, localPathMistakes } from '../../../kubernetes/names/index.js'
import type {
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from '../../../manifest/api-types.js'
import { reportMistakes, requireText } from '../field-checks.js'
import { quote } from '../../../text/quote.js'
import type { ValidationRules } from '../validation-rules.js'
import { requireFileMode, validateItems } from './config-files.js'
import { validateDownwardItems } from './downward-api.js'
import { validateTrustBundle } from './trust-bundle.js'
import type { VolumeContext } from './volume-context.js'

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
  const paths = new Set<string>()
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

/** Of the files of one volume each needs a path of its own, whatever it is made of. */
function reportRepeatedPaths(source: VolumeProjection, paths: Set<string>, issues: IssueCollector): void {
  const claim = (path: string | undefined, place: IssueCollector): void => {
    if (path === undefined || path === '') return
    if (paths.has(path)) place.error('invalid', `${quote(path)} is the path of another file of this volume`)
    paths.add(path)
  }
  for (const kind of ['secret', 'configMap', 'downwardAPI'] as const)
    source[kind]?.items?.forEach(({ path }, index) => claim(path, issues.at(kind, 'items', index, 'path')))
  claim(source.serviceAccountToken?.path, issues.at('serviceAccountToken', 'path'))
  claim(source.clusterTrustBundle?.path, issues.at('clusterTrustBundle', 'path'))
}
