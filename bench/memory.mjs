// Prints the bytes of 10,000 parsed SidecarSets and of the injector made of them. Run with --expose-gc, in a process of
// its own; with the argument `warm`, after each SidecarSet has been injected into a Pod.
import { createInjector } from 'sidecarset'
import { echoServer, now, resourceBindings } from './inputs.mjs'
import { oneOfMany } from './many-sidecar-sets.mjs'

/** @import { SidecarSet } from 'sidecarset' */

const text = JSON.stringify(oneOfMany(10_000))
// What is made once for any number of injectors is not counted.
createInjector({ sidecarSets: JSON.parse(text).slice(0, 8) }).inject(echoServer(), { now })

const start = bytesInUse()
/** @type {SidecarSet[]} */
const sidecarSets = JSON.parse(text)
const parsed = bytesInUse()
const injector = createInjector({ sidecarSets, resourceBindings })
if (process.argv[2] === 'warm') injectEach()
const compiled = bytesInUse()
console.log(JSON.stringify({ manifests: parsed - start, injector: compiled - parsed }))

// Both are still in use here.
if (injector.profile === undefined || sidecarSets.length === 0) throw new Error()

function bytesInUse() {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc')
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

/** Injects each SidecarSet into a Pod that it selects. */
function injectEach() {
  for (const { spec } of sidecarSets) {
    const pod = echoServer((changed) => {
      changed.metadata.namespace = spec?.namespace ?? 'default'
      changed.metadata.labels = { ...spec?.selector?.matchLabels }
      for (const { key, operator, values } of spec?.selector?.matchExpressions ?? [])
        if (operator !== 'NotIn' && operator !== 'DoesNotExist')
          changed.metadata.labels[key ?? ''] = values?.[0] ?? ''
    })
    injector.inject(pod, { now })
  }
}
