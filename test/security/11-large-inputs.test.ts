import { expect, test } from 'vitest'
import { compileGoRegexp } from '../../src/kubernetes/go-regexp.js'
import { findUnusedGrants } from '../../src/virtual-node/bindings.js'

/** Far beyond what these take, and far below what they took: minutes. */
const generous = 30_000

test(
  'unused grants of a binding of 400 SidecarSets and 400 objects',
  () => {
    const names = Array.from({ length: 400 }, (_, index) => `n${index}`)
    const binding = {
      apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
      kind: 'SidecarSetResourceBinding',
      metadata: { namespace: 'kube-system', name: 'all' },
      spec: {
        subjects: names.map((name) => ({ kind: 'SidecarSet', name })),
        resourceRefs: names.map((name) => ({ kind: 'ConfigMap', name })),
      },
    }
    const volumes = names.slice(1).map((name) => ({ name, configMap: { name: `kube-system/${name}` } }))
    const sidecarSets = names.map((name) => ({ metadata: { name }, spec: { volumes } }))
    const unused = findUnusedGrants([binding], sidecarSets)
    expect(unused).toHaveLength(400)
    expect(
      new Set(unused.map(({ reason, objects }) => `${reason} ${objects.map(({ name }) => name)}`)),
    ).toEqual(new Set(['no-such-reference n0']))
  },
  generous,
)

test(
  'an expression that repeats without end is refused before it is compiled',
  () => {
    expect(compileGoRegexp('a{1000}'.repeat(10_000))).toMatchObject({ ok: false })
    expect(compileGoRegexp('a{1000}'.repeat(146))).toMatchObject({ ok: true })
  },
  generous,
)
