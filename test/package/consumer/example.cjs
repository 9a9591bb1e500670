const assert = require('node:assert/strict')

const sidecarSet = {
  apiVersion: 'apps.kruise.io/v1alpha1',
  kind: 'SidecarSet',
  metadata: { name: 'logs' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    containers: [
      { name: 'filebeat', image: 'busybox', volumeMounts: [{ name: 'conf', mountPath: '/etc/filebeat' }] },
    ],
    volumes: [{ name: 'conf', configMap: { name: 'kube-system/filebeat' } }],
  },
}

const binding = {
  apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
  kind: 'SidecarSetResourceBinding',
  metadata: { namespace: 'kube-system', name: 'filebeat' },
  spec: {
    subjects: [{ kind: 'SidecarSet', name: 'logs' }],
    resourceRefs: [{ kind: 'ConfigMap', name: 'filebeat' }],
  },
}

const pod = {
  metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
  spec: { containers: [{ name: 'app' }] },
}

/** Injects a sidecar with the packed library, however it was loaded, and prints the names of its exports. */
exports.runExample = (sidecarset) => {
  const { applyPatch, createInjector, injectSidecars, SidecarSetError } = sidecarset
  const request = { now: '2026-01-01T00:00:00Z' }

  const result = createInjector({ sidecarSets: [sidecarSet], resourceBindings: [binding] }).inject(
    pod,
    request,
  )
  assert.deepEqual([result.allowed, result.changed, result.issues], [true, true, []])
  assert.deepEqual(
    result.pod.spec.containers.map(({ name }) => name),
    ['filebeat', 'app'],
  )
  assert.deepEqual(applyPatch(pod, result.patch), result.pod)

  const refused = injectSidecars(pod, { sidecarSets: [sidecarSet] }, request)
  assert.deepEqual([refused.allowed, refused.pod, refused.patch], [false, pod, []])

  // The JSON Patch library has no named exports for Node's ES modules: this is where that would show.
  assert.throws(() => applyPatch({}, [{ op: 'remove', path: '/a' }]), SidecarSetError)

  const names = Object.keys(sidecarset).filter((name) => name !== 'default' && name !== 'module.exports')
  console.log(JSON.stringify(names.sort()))
}
