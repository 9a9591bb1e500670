import { expect, test } from 'vitest'
import type { SidecarSet } from '../../src/manifest/api-types.js'
import { compileSidecarSets, validateSidecarSet } from '../../src/validate/index.js'

/** A SidecarSet that shares all its names with the others of its kind, and whether one looks at it. */
function counted(name: string, read: () => void): SidecarSet {
  const volume = (size: string): object => ({ name: 'buffer', emptyDir: { sizeLimit: size } })
  const set = {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: 'web', [name]: 'true' } },
      containers: [
        { name: 'agent', image: 'agent:1', env: Array.from({ length: 50 }, (_, i) => ({ name: `V${i}` })) },
      ],
      volumes: [volume('1Gi')],
    },
  }
  return watched(set, read) as SidecarSet
}

/** A view of an object that tells each time a member of it, or of what is in it, is read. */
function watched(target: object, read: () => void): object {
  return new Proxy(target, {
    get: (from, key) => {
      read()
      const value: unknown = Reflect.get(from, key)
      return typeof value === 'object' && value !== null ? watched(value, read) : value
    },
  })
}

/** How often members of the others are read when each of so many SidecarSets is validated against all. */
function readsOf(count: number, compile: boolean): number {
  let reads = 0
  const sets = Array.from({ length: count }, (_, i) => counted(`set-${i}`, () => reads++))
  const others = compile ? compileSidecarSets(sets) : sets
  const own = counted('own', () => undefined)
  for (let i = 0; i < count; i++) validateSidecarSet(own, { others })
  return reads
}

test('of another SidecarSet little more than its names and selectors is read', () => {
  const pairs = 30 * 30
  expect(readsOf(30, false) / pairs).toBeLessThan(100)
})

test('compiled once, the others are compared without being read again', () => {
  const pairs = 80 * 80
  expect(readsOf(80, true) / pairs).toBeLessThan(8)
})
