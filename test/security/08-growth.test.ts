import { expect, test } from 'vitest'
import { createInjector } from '../../src/report/create-injector.js'
import type { EnvVar, Pod, SidecarSet } from '../../src/manifest/api-types.js'
import { now } from './calls.js'
import { eightfoldCost, growths } from './growth.js'

const sharing: SidecarSet = {
  metadata: { name: 'logs' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    containers: [{ name: 'agent', image: 'agent:1', shareVolumePolicy: { type: 'enabled' } }],
  },
}

/** A Pod whose mount refers to every variable of a long env, and how often names of variables are read. */
function countReads(variables: number): number {
  let reads = 0
  const env = Array.from({ length: variables }, (_, index): EnvVar => {
    const entry = { value: 'x' }
    const get = (): string => (reads++, `V${index}`)
    return Object.defineProperty(entry, 'name', { enumerable: true, get })
  })
  const subPathExpr = env.map((_, index) => `$(V${index})`).join('/')
  const pod: Pod = {
    metadata: { name: 'web', namespace: 'web', labels: { app: 'web' } },
    spec: {
      containers: [
        { name: 'app', image: 'app:1', env, volumeMounts: [{ name: 'v', mountPath: '/v', subPathExpr }] },
      ],
      volumes: [{ name: 'v', emptyDir: {} }],
    },
  }
  const result = createInjector({ sidecarSets: [sharing] }).inject(pod, { now })
  expect(result.pod.spec?.containers?.find(({ name }) => name === 'agent')?.env).toHaveLength(variables + 1)
  return reads
}

test('variables that a path names are found in one pass, however many there are', () => {
  const [few, many] = [countReads(100), countReads(800)]
  expect(many).toBeLessThan(16 * few)
})

// Ratios within one run, and of CPU time: a machine under load changes both sides alike. Eightfold input costs some
// eightfold where the work is linear and 64 times where it is quadratic.
test.each(growths)('$title: eightfold input costs far less than 64 times', (growth) => {
  expect(eightfoldCost(growth)).toBeLessThan(32)
})
