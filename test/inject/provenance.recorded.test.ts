import { describe, expect, test } from 'vitest'
import {
  createInjector,
  type Container,
  type ControllerRevision,
  type InjectionReport,
  type Namespace,
  type Pod,
  type ProfileName,
  type SidecarSet,
} from 'sidecarset'
import { deepFreeze } from '../laws/deep-freeze.js'
import { readRecorded } from '../recorded/read-recorded.js'

interface RecordedInjection {
  readonly name: string
  readonly profile: ProfileName
  readonly request: { readonly operation: 'CREATE' | 'UPDATE'; readonly namespace: string }
  readonly pod: Pod
  readonly sidecarSets: readonly SidecarSet[]
  readonly namespaces: readonly Namespace[]
  readonly controllerRevisions: readonly ControllerRevision[]
}

const now = '2026-01-01T00:00:00Z'

const traced = (report: InjectionReport) =>
  (report.provenance?.contributions ?? []).flatMap(({ containers }) => containers)

function findContainer(pod: Pod, kind: 'container' | 'init-container', name: string): Container[] {
  const list = kind === 'container' ? pod.spec?.containers : pod.spec?.initContainers
  return (list ?? []).filter((container) => container.name === name)
}

describe.each(['inject-v1.3.0.jsonl', 'inject-v1.9.0.jsonl'])('%s', (file) => {
  test.each(readRecorded<RecordedInjection>(file))(
    '$name: what is reported is what is in the Pod',
    (recorded) => {
      const { profile, sidecarSets, namespaces, controllerRevisions, pod, request } = deepFreeze(recorded)
      const config = {
        profile,
        sidecarSets,
        namespaces,
        controllerRevisions,
        unauthorizedReference: 'allow',
      } as const
      const injector = createInjector(config)
      const result = injector.inject(pod, { ...request, now })
      const report = injector.report(pod, { ...request, now })
      const { allowed, changed, references, issues } = result
      expect(report).toMatchObject({ allowed, changed, references })
      // A report looks at the order of SidecarSets too, and at the Pod that comes out.
      expect(report.issues.slice(0, issues.length)).toEqual(issues)
      expect(report.decisions).toEqual(injector.explain(pod, { ...request, now }))
      if (changed) expect(report.provenance).toBeDefined()
      if (!allowed) expect(report.provenance).toBeUndefined()
      checkContainers(report, result.pod)
      checkOthers(report, pod, result.pod)
    },
  )
})

/** Every sidecar that has a place is in the Pod, with the variables and mounts that are reported, in that order. */
function checkContainers(report: InjectionReport, after: Pod): void {
  for (const { kind, name, place, env, mounts } of traced(report)) {
    if (place === 'overridden') continue
    const shapes = findContainer(after, kind, name).map((container) => ({
      env: (container.env ?? []).map((one) => one.name ?? ''),
      mounts: (container.volumeMounts ?? []).map((one) => one.mountPath ?? ''),
      devices: (container.volumeDevices ?? []).map((one) => one.devicePath ?? ''),
    }))
    expect(shapes).toContainEqual({
      env: env.map((one) => one.name),
      mounts: mounts.filter((one) => one.kind === 'mount').map(({ path }) => path),
      devices: mounts.filter((one) => one.kind === 'device').map(({ path }) => path),
    })
  }
}

/** Volumes, secrets and annotations that are new in the Pod are all accounted for. */
function checkOthers(report: InjectionReport, before: Pod, after: Pod): void {
  const contributions = report.provenance?.contributions ?? []
  const added = contributions.flatMap(({ volumes }) => volumes.filter(({ place }) => place === 'added'))
  const newVolumes = (after.spec?.volumes ?? []).slice(before.spec?.volumes?.length ?? 0)
  expect(added.map(({ name }) => name)).toEqual(newVolumes.map(({ name }) => name))
  const changedKeys = Object.entries(after.metadata?.annotations ?? {})
    .filter(([key, value]) => before.metadata?.annotations?.[key] !== value)
    .map(([key]) => key)
  const explained = [
    ...contributions.flatMap(({ annotations }) => annotations.map(({ key }) => key)),
    ...(report.provenance?.bookkeeping ?? []),
  ]
  for (const key of changedKeys) expect(explained).toContain(key)
}
