import type { FieldPath, IssueCollector } from '../../../issue/index.js'
import type { SidecarContainer, SidecarSetSpec } from '../../../manifest/api-types.js'
import type { ProfileName } from '../../../profile.js'
import { describeChoice } from '../field-checks.js'
import { injectPolicies, sharePolicies } from '../spec/sidecar-policies.js'

/** A field of which only some values mean anything, and what another one leads to. */
interface FreeField {
  readonly path: FieldPath
  readonly value: string | undefined
  readonly choices: readonly string[]
  readonly effect: string
}

/** Reports values that OpenKruise takes and that mean nothing to it. */
export function reportIgnoredValues(
  spec: SidecarSetSpec,
  issues: IssueCollector,
  profile: ProfileName,
): void {
  for (const { path, value, choices, effect } of listFreeFields(spec, profile))
    if (value !== undefined && !choices.includes(value))
      issues
        .at(...path)
        .warning('ignored-value', `${describeChoice(value, choices)}; OpenKruise accepts it and ${effect}`)
}

function listFreeFields(spec: SidecarSetSpec, profile: ProfileName): readonly FreeField[] {
  return [
    {
      path: ['updateStrategy', 'type'],
      value: spec.updateStrategy?.type,
      choices: ['RollingUpdate', 'NotUpdate'],
      effect: 'does not check the rest of the strategy',
    },
    ...(spec.patchPodMetadata ?? []).map(({ patchPolicy }, index) => ({
      path: ['patchPodMetadata', index, 'patchPolicy'],
      value: patchPolicy,
      choices: ['Retain', 'Overwrite', 'MergePatchJson'],
      effect: 'patches nothing',
    })),
    ...(spec.containers ?? []).flatMap((container, index) =>
      ofAnyContainer(container, ['containers', index]),
    ),
    ...(spec.initContainers ?? []).flatMap((container, index) => {
      const path = ['initContainers', index]
      // Older versions pass over these fields of init containers whatever their value; that is said elsewhere.
      return profile === 'v1.3.0'
        ? []
        : [...ofAnyContainer(container, path), ...ofInitContainer(container, path)]
    }),
  ]
}

function ofAnyContainer(container: SidecarContainer, path: FieldPath): readonly FreeField[] {
  return [
    {
      path: [...path, 'upgradeStrategy', 'upgradeType'],
      value: container.upgradeStrategy?.upgradeType,
      choices: ['ColdUpgrade', 'HotUpgrade'],
      effect: 'upgrades cold',
    },
    {
      path: [...path, 'shareVolumeDevicePolicy', 'type'],
      value: container.shareVolumeDevicePolicy?.type,
      choices: sharePolicies,
      effect: 'shares nothing',
    },
    {
      path: [...path, 'resourcesPolicy', 'targetContainersMode'],
      value: container.resourcesPolicy?.targetContainersMode,
      choices: ['sum', 'max'],
      effect: 'computes no limits, and requests from zero',
    },
  ]
}

/** Nobody judges these of init containers. */
function ofInitContainer(container: SidecarContainer, path: FieldPath): readonly FreeField[] {
  return [
    {
      path: [...path, 'podInjectPolicy'],
      value: container.podInjectPolicy,
      choices: injectPolicies,
      effect: 'puts it behind the others',
    },
    {
      path: [...path, 'shareVolumePolicy', 'type'],
      value: container.shareVolumePolicy?.type,
      choices: sharePolicies,
      effect: 'shares nothing',
    },
  ]
}
