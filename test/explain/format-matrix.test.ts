import { describe, expect, test } from 'vitest'
import { createInjector, formatMatrix, type Pod, type SidecarSet } from 'sidecarset'

const set = (name: string, labels: Record<string, string>): SidecarSet => ({
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name },
  spec: { selector: { matchLabels: labels }, containers: [{ name, image: `${name}:1` }] },
})

const pod = (name: string, labels: Record<string, string>): Pod => ({
  metadata: { name, namespace: 'web', labels },
  spec: { containers: [{ name: 'app', image: 'app:1' }] },
})

const matrix = (sets: readonly SidecarSet[], pods: readonly Pod[], options: object = {}): string => {
  const injector = createInjector({ sidecarSets: sets })
  return formatMatrix(
    pods.map((each) => injector.report(each)),
    options,
  )
}

const sets = [set('logs', { app: 'shop' }), set('mesh', { mesh: 'on' }), set('gpu', { gpu: 'a', zone: 'b' })]

test('a row is a Pod, or several that are alike; a column is a SidecarSet; the nearest misses come below', () => {
  const pods = [
    pod('cart', { app: 'cart' }),
    pod('shop-0', { app: 'shop' }),
    pod('shop-1', { app: 'shop' }),
    pod('edge', { app: 'shop', mesh: 'on' }),
  ]
  expect(matrix(sets, pods)).toBe(`4 Pods and 3 SidecarSets: 3 would be injected, 1 not injected.

Pod                    logs  mesh  verdict
web/shop-0 and 1 more  +     -1    would be injected
web/edge               +     +     would be injected
web/cart               -1    -1    not injected

1 SidecarSet is for none of these Pods.

Nearest misses
- web/cart: logs would match if the Pod had label app=shop
- web/cart: mesh would match if the Pod had label mesh=on
- web/cart: gpu would match if the Pod had label gpu=a and label zone=b

Signs: + gets it or has it, - not for it; a number counts the changes that would
make it match
`)
})

test('only what is wrong or near', () => {
  const text = matrix([set('logs', { app: 'shop' })], [pod('shop', { app: 'shop' }), pod('cart', {})], {
    onlyNear: true,
  })
  expect(text).toContain('web/cart')
  expect(text).not.toContain('web/shop ')
})

describe('it stays readable', () => {
  const many = Array.from({ length: 200 }, (_, index) => set(`set-${index}`, { app: `app-${index}` }))

  test('of 200 SidecarSets and 500 Pods', () => {
    const pods = Array.from({ length: 500 }, (_, index) => pod(`pod-${index}`, { app: `app-${index % 3}` }))
    const text = matrix(many, pods)
    expect(text.split('\n').length).toBeLessThan(40)
    expect(text).toContain('197 SidecarSets are for none of these Pods.')
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  test('names that are too long for the width become numbers', () => {
    const long = Array.from({ length: 5 }, (_, index) =>
      set(`a-sidecar-set-with-a-long-name-${index}`, { app: 'shop' }),
    )
    const text = matrix(long, [pod('shop', { app: 'shop' })])
    expect(text).toContain('Columns: 1 a-sidecar-set-with-a-long-name-0, 2')
    expect(matrix(long, [pod('shop', { app: 'shop' })], { width: 250 })).not.toContain('Columns')
  })

  test('rows beyond the limit are counted', () => {
    const pods = many.slice(0, 30).map((_, index) => pod(`pod-${index}`, { app: `app-${index}` }))
    expect(matrix(many.slice(0, 30), pods, { limit: 5 })).toContain('25 further Pods.')
  })

  test('Markdown fits into the comment of a pull request', () => {
    const pods = many.map((_, index) => pod(`pod-${index}`, { app: `app-${index}` }))
    const text = matrix(many, pods, { format: 'markdown', limit: 1000 })
    expect(text.length).toBeLessThanOrEqual(60_000)
  })
})

test('without Pods it says so', () => expect(matrix(sets, [])).toBe('0 Pods and 0 SidecarSets.\n'))
