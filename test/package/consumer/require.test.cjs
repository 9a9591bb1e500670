// What a user of Jest writes who has configured nothing. `import` is compiled to `require`, as TypeScript does it.
const { runExample } = require('./example.cjs')
const sidecarset = require('sidecarset')

test('the library works in Jest', () => {
  expect(() => runExample(sidecarset)).not.toThrow()
  expect(require('sidecarset/update').planSidecarUpdate).toBeInstanceOf(Function)
  expect(require('sidecarset/virtual-node').classifyPlacement).toBeInstanceOf(Function)
})

test('an expression that only the whole dialect of Go has', () => {
  const resourcesPolicy = {
    targetContainersMode: 'sum',
    targetContainersNameRegex: '(?i)web',
    resourcesExpr: { limits: { cpu: 'cpu' } },
  }
  const set = {
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name: 'logs' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      containers: [{ name: 'logs', image: 'logs:1', resourcesPolicy }],
    },
  }
  const issues = sidecarset.validateSidecarSet(set, { profile: 'v1.9.0' })
  expect(issues.filter(({ path }) => path.includes('targetContainersNameRegex'))).toEqual([])
})
