import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InjectionResult, SidecarSet, Volume } from 'sidecarset'
import { run, scenarios, spelledOut, type Scenario } from './generators.js'
import { runs } from './runs.js'

/** The scenario with other volumes in its SidecarSets. */
function withVolumes(
  { config, ...rest }: Scenario,
  change: (volumes: readonly Volume[]) => readonly Volume[],
): Scenario {
  const sidecarSets = config.sidecarSets.map(({ spec, ...set }): SidecarSet => ({
    ...set,
    spec: { ...spec, volumes: change(spec?.volumes ?? []) },
  }))
  return { ...rest, config: { ...config, sidecarSets } }
}

const badReferences = fc.constantFrom<Volume[]>(
  { name: 'spare', configMap: { name: 'a/b/c' } },
  { name: 'spare', secret: { secretName: '/tls' } },
  { name: 'spare', secret: { secretName: 'somewhere/else' } },
  { name: 'spare', projected: { sources: [{ configMap: { name: 'Not/Valid' } }] } },
  { name: 'spare', nfs: { server: 's', path: '/' } },
)

test('a volume that no container mounts changes nothing, whatever it refers to', () => {
  fc.assert(
    fc.property(scenarios, badReferences, (scenario, spare) => {
      const more = withVolumes(scenario, (volumes) => [...volumes, spare])
      expect(run(more)).toEqual(run(scenario))
    }),
    runs(150),
  )
})

test('a default that a volume of the Pod spells out makes no difference', () => {
  fc.assert(
    fc.property(scenarios, ({ config, pod, request }) => {
      const withOwn = (volumes: readonly Volume[]): InjectionResult =>
        run({ config, request, pod: { ...pod, spec: { ...pod.spec, volumes } } })
      // Volumes of a SidecarSet, so that many meet one of their name and content.
      const [set] = config.sidecarSets
      const volumes = (set?.spec?.volumes ?? []).filter(({ name }) => name !== undefined)
      const { pod: _, ...plain } = withOwn(volumes)
      expect(withOwn(volumes.map(spelledOut))).toMatchObject(plain)
    }),
    runs(200),
  )
})
