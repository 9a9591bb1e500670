/**
 * Requests of a tenant who wants the webhook to run out of memory: every subset of the labels that SidecarSets ask for,
 * a new name, a new namespace and another shape each time.
 *
 * @param sets how many SidecarSets there are, each asking for a label of its own
 */
export function createHostileRequests(sets) {
  const sidecarSets = Array.from({ length: sets }, (_, index) => ({
    apiVersion: 'apps.kruise.io/v1alpha1',
    kind: 'SidecarSet',
    metadata: { name: `set-${index}` },
    spec: {
      selector: { matchLabels: { [`label-${index}`]: 'on' } },
      containers: [
        {
          name: `side-${index}`,
          image: 'side:1',
          volumeMounts: [{ name: `conf-${index}`, mountPath: '/conf' }],
        },
      ],
      volumes: [{ name: `conf-${index}`, secret: { secretName: `kube-system/tls-${index}` } }],
      imagePullSecrets: [{ name: `pull-${index}` }],
    },
  }))
  return {
    sidecarSets,
    /** The body of request number `number`. */
    review(number) {
      const labels = {}
      for (let index = 0; index < sets; index += 1)
        if ((Math.imul(number, 2654435761) >>> (index % 32)) & 1) labels[`label-${index}`] = 'on'
      const namespace = `tenant-${number}`
      const volumes = Array.from({ length: number % 7 }, (_, index) => ({
        name: `own-${number}-${index}`,
        emptyDir: {},
      }))
      return {
        apiVersion: 'admission.k8s.io/v1',
        kind: 'AdmissionReview',
        request: {
          uid: String(number),
          operation: 'CREATE',
          namespace,
          resource: { group: '', version: 'v1', resource: 'pods' },
          object: {
            metadata: { name: `pod-${number}`, namespace, labels },
            spec: { containers: [{ name: `app-${number}`, image: 'app:1' }], volumes },
          },
        },
      }
    },
  }
}
