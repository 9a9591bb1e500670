import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { listIssues, toFieldPath, type Issue } from '../../src/issue/index.js'
import { locateIssues, parseYaml, safeParseManifests } from '../../src/manifest/index.js'
import type { SidecarSet } from '../../src/manifest/api-types.js'
import type { ProfileName } from '../../src/profile.js'
import { validateSidecarSet, type ValidationContext } from '../../src/validate/index.js'
import { isSame, type ReferenceVerdict } from '../recorded/reference-errors.js'

const folder = new URL('../../fixtures/real/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8')

interface Recorded {
  readonly name: string
  readonly sidecarSets: readonly SidecarSet[]
  readonly expect: { readonly sidecarSets: readonly ReferenceVerdict[] }
}

function recordedOf(profile: ProfileName): readonly Recorded[] {
  return textOf(`expected-${profile}.jsonl`)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recorded)
}

/** A whitelist that allows everything, as the recorded verdicts had it. */
const allowAll = '{"rules":[{"allowedAnnotationKeyExprs":[".*"]}]}'

describe.each<ProfileName>(['v1.3.0', 'v1.9.0'])('verdicts of %s', (profile) => {
  const recorded = recordedOf(profile)

  test('hold what was recorded', () => expect(recorded).toHaveLength(32))

  test.each(recorded)('$name', ({ sidecarSets: [set], expect: { sidecarSets } }) => {
    const [verdict] = sidecarSets
    const issues = validateSidecarSet(set ?? {}, { profile, patchMetadataWhitelist: allowAll })
    const errors = issues.filter(({ severity }) => severity === 'error')
    const isUnreadable = verdict?.decodeError !== undefined
    const said = verdict?.errors ?? []
    expect(errors.length > 0).toBe(isUnreadable || verdict?.validationPanic === true || said.length > 0)
    for (const error of said)
      expect(
        errors.some((issue) => isSame(error, issue)),
        error.field,
      ).toBe(true)
    if (said.length > 0)
      expect(errors.filter((issue) => !said.some((error) => isSame(error, issue)))).toEqual([])
    const codes = errors.map(({ code }) => code)
    if (isUnreadable) expect(codes.includes('wrong-type') || codes.includes('unsupported-version')).toBe(true)
  })
})

/** What the author of a manifest is told: parts of lines, each of another finding, and nothing else. */
interface Told {
  readonly profile?: ProfileName
  readonly context?: ValidationContext
  readonly lines: readonly string[]
}

const newest = { profile: 'v1.9.0' } as const

const collector: SidecarSet = {
  metadata: { name: 'collector-web' },
  spec: {
    selector: { matchLabels: { web: 'nginx' } },
    containers: [{ name: 'collector', image: 'collector:1' }],
  },
}

/** Every manifest, read by a person. Where nothing is wrong, nothing is said. */
const told: Readonly<Record<string, Told>> = {
  '01-oldest-form.yaml': { lines: [] },
  '03-untouched-skeleton.yaml': {
    lines: [
      'spec.selector (line 8:1): is missing, and that is not all Pods',
      'spec.containers (line 8:1): is missing',
      'spec.foo (line 10:3): "foo" is no field here, so it is dropped; the fields here are selector,',
    ],
  },
  '05-hot-upgrade-comments-inside.yaml': { lines: [] },
  '07-hot-upgrade.yaml': { lines: [] },
  '09-namespace-selector.yaml': { ...newest, lines: [] },
  '11-share-devices-enum-literals.yaml': {
    ...newest,
    lines: [
      'shareVolumePolicy.type (line 20:7): "disabled | enabled" is not supported; the field takes "enabled", "disabled": write one of them',
      'spec.volumes[0].name (line 33:5): "presets.v2": must not contain dots; write for example "presets-v2"',
      'volumeMounts[0].name (line 16:7): volume "presets.v2" does not count, since it has mistakes of its own',
      'shareVolumeDevicePolicy.type (line 22:7): "disabled | enabled" is not supported',
    ],
  },
  '13-native-sidecar-only.yaml': { ...newest, lines: [] },
  '15-resources-policy-no-metadata.yaml': {
    lines: [
      'metadata.name (line 2:1): is missing: a SidecarSet needs a name',
      'spec.selector (line 4:1): is missing',
      'resourcesPolicy (line 8:5): resourcesPolicy came with OpenKruise v1.9.0; in v1.3.0 it is ignored',
    ],
  },
  '17-custom-version-field-only.yaml': {
    ...newest,
    lines: ['spec.selector (line 6:1): is missing', 'spec.containers (line 6:1): is missing'],
  },
  '19-partial-revision-policy.yaml': {
    ...newest,
    lines: ['revision (line 14:5): name the revision: write customVersion or revisionName'],
  },
  '21-deeper-volume-list.yaml': { lines: [] },
  '23-order-priority.yaml': {
    lines: [
      'priorityStrategy (line 14:5): priorityStrategy came with OpenKruise v1.5.0; in v1.3.0 it is ignored',
    ],
  },
  '25-log-shipper-probes-config-map.yaml': { lines: [] },
  '27-merge-patch-not-a-manifest.yaml': {
    lines: [
      'spec.containers[0].$patch (line 9:7): this is a strategic merge patch for another manifest',
      'spec.selector (line 6:1): is missing',
      'spec.containers[0].image (line 8:7): is missing',
      'spec.containers[1].image (line 10:7): is missing',
    ],
  },
  '29-smallest-set-tag-latest.yaml': { lines: [] },
  '31-comments-at-column-zero.yaml': { lines: [] },
  '33-volume-name-of-the-app.yaml': { lines: [] },
  '35-transfer-env-time-zone.yaml': { lines: [] },
  '37-upgrade-strategy-wrong-names.yaml': {
    lines: [
      'this SidecarSet has no volume "site-logs"; declare it under spec.volumes (to see what',
      'upgradeStrategy.type (line 17:7): "type" is no field here, so it is dropped; did you mean upgradeType?',
      '"upgrade" is no field here, so it is dropped; "maxUnavailable" in it belongs into spec.updateStrategy',
    ],
  },
  '39-metadata-namespace.yaml': {
    lines: [
      'metadata.namespace (line 6:3): a SidecarSet belongs to no namespace; to have it in the Pods of one namespace only, write spec.namespace',
    ],
  },
  '41-exported-live-object.yaml': { lines: [] },
  '43-injection-strategy-unknown-field.yaml': {
    lines: [
      'execUpdateStrategy (line 14:5): "execUpdateStrategy" is no field here, so it is dropped; new Pods get the newest state',
    ],
  },
  '45-capital-name-host-path-string.yaml': {
    lines: [
      'spec.volumes[0].hostPath: must be a mapping, not the string "/srv/gateway/rules"; write path: /srv/gateway/rules below it',
      '"enabled | disabled" is not supported; the field takes "enabled", "disabled": write one of them',
      'spec.volumes[0].name: is missing: a volume needs a name',
      'this SidecarSet has no volume "rules.d"',
      'spec.volumes[0].Name: "Name" is no field here, so it is dropped; did you mean name?',
    ],
  },
  '47-virtual-node-stdout-volume.yaml': { lines: [] },
  '49-downward-api-no-api-version.yaml': { lines: [] },
  '51-init-container-only.yaml': { lines: [] },
  '53-share-volume-on-init-container.yaml': {
    lines: [
      'shareVolumePolicy (line 14:5): this came with OpenKruise v1.5.0; in v1.3.0 it has no effect on an init container',
    ],
  },
  '55-duplicate-key.yaml': { lines: ['podInjectPolicy'] },
  '57-kind-with-capital-k.yaml': {
    lines: [
      'metadata.name: is missing',
      'spec.selector: is missing, and that is not all Pods',
      'spec.containers: is missing',
      'apiVersion and kind missing, so no cluster takes it',
      'Kind: "Kind" is no field here, so it is dropped; did you mean kind?',
    ],
  },
  '59-patch-metadata-not-whitelisted.yaml': {
    context: { patchMetadataWhitelist: null },
    lines: [
      'metadata.namespace (line 6:3): a SidecarSet belongs to no namespace',
      'patchPodMetadata (line 29:3): there is no whitelist; allow "apps.kruise.io/container-launch-priority" in ConfigMap kruise-configuration',
    ],
  },
  '61-same-container-name-second.yaml': {
    context: { others: [collector] },
    lines: [
      'spec.containers[0].name (line 11:5): container "collector" clashes with that of SidecarSet "collector-web"; rename one of them, or let the selectors exclude each other',
    ],
  },
  '63-update-strategy-selector.yaml': { lines: [] },
  '65-injection-strategy-string.yaml': {
    lines: [
      'spec.injectionStrategy: must be a mapping, not the string "BeforeAppContainer"; "BeforeAppContainer" is a value of podInjectPolicy of a container',
      'metadata.namespace: a SidecarSet belongs to no namespace; to have it in the Pods of one namespace only, write spec.namespace',
      'spec.volumes[0]: no container mounts "configmap"',
    ],
  },
}

describe('what the author is told', () => {
  test('is written down for every manifest', () => expect(Object.keys(told)).toEqual(files))

  test.each(Object.entries(told))('%s', (file, { profile = 'v1.3.0', context = {}, lines }) => {
    const issues = tell(file, { ...context, profile })
    const text = listIssues(issues)
    for (const line of lines) expect(text).toContain(line)
    expect(issues.map(({ path }) => toFieldPath(path))).toHaveLength(lines.length)
  })
})

/** The findings with lines where the manifest can be read from text, else those of the document as it is. */
function tell(file: string, context: ValidationContext): readonly Issue[] {
  const parsed = safeParseManifests(textOf(file))
  const [set] = parsed.ok ? parsed.manifests.sidecarSets : []
  if (parsed.ok && set !== undefined) return locateIssues(validateSidecarSet(set, context), parsed.manifests)
  const isText = !parsed.ok && parsed.issues.some(({ code }) => code === 'duplicate-key')
  return isText ? parsed.issues : validateSidecarSet(parseYaml(textOf(file))[0] as SidecarSet, context)
}
