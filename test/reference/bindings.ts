import type { SidecarSetResourceBinding } from '../../src/manifest/manifest-types.js'
import { deepFreeze } from '../laws/deep-freeze.js'

/** A binding in few words: `binding('kube-system/b', ['filebeat'], ['ConfigMap/conf'])`. */
export function binding(id: string, subjects: string[], objects: string[]): SidecarSetResourceBinding {
  const [namespace, name] = id.split('/')
  return deepFreeze({
    apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
    kind: 'SidecarSetResourceBinding',
    metadata: { namespace, name },
    spec: {
      subjects: subjects.map((subject) => ({ kind: 'SidecarSet', name: subject })),
      resourceRefs: objects.map((object) => ({ kind: object.split('/')[0], name: object.split('/')[1] })),
    },
  })
}
