import { createInjector, SidecarSetError, toFieldPath } from 'sidecarset'
import { classifyChange } from 'sidecarset/update'
import * as virtualNode from 'sidecarset/virtual-node'

test('what is imported works in Jest', () => {
  expect(toFieldPath(['spec', 'containers', 0])).toBe('spec.containers[0]')
  expect(createInjector({ sidecarSets: [] }).explain({})).toEqual([])
  expect(virtualNode.eciLaunchPriority(1).value).toBe('1')
  const broken = { kind: 'SidecarSet', metadata: { name: 'a' }, spec: { containers: 1 } }
  expect(() => classifyChange(broken, broken)).toThrow(SidecarSetError)
})
