import type {
  Container,
  InjectionResult,
  Pod,
  SidecarContainer,
  SidecarSet,
  SidecarSetResourceBinding,
  Volume,
} from 'sidecarset'
import { setOf } from '../inject/subjects.js'

/** Volume `conf`, which shows Secret kube-system/tls. */
export const secretVolume: Volume = { name: 'conf', secret: { secretName: 'kube-system/tls' } }

/** Volume `conf`, which shows nothing. */
export const emptyVolume: Volume = { name: 'conf', emptyDir: {} }

export const mountsConf = { volumeMounts: [{ name: 'conf', mountPath: '/conf' }] }

/** An app container that mounts volume `conf`. */
export const curiousApp: Container = { name: 'app', image: 'app:1', ...mountsConf }

/** A SidecarSet with one container of its name, which mounts volume `conf`. */
export function confSet(name: string, volume: Volume, more: SidecarContainer = {}): SidecarSet {
  const container = { name, image: `${name}:1`, ...mountsConf, ...more }
  return setOf({ containers: [container], volumes: [volume] }, { name })
}

/** A binding of kube-system that lets SidecarSets read Secret tls. */
export function tlsFor(...sidecarSets: string[]): SidecarSetResourceBinding {
  return {
    apiVersion: 'sidecarset.alibabacloud.com/v1alpha1',
    kind: 'SidecarSetResourceBinding',
    metadata: { name: 'tls', namespace: 'kube-system' },
    spec: {
      subjects: sidecarSets.map((name) => ({ kind: 'SidecarSet', name })),
      resourceRefs: [{ kind: 'Secret', name: 'tls' }],
    },
  }
}

/** What became of each SidecarSet: `name outcome`. */
export function outcomes({ decisions }: Pick<InjectionResult, 'decisions'>): string[] {
  return decisions.map(({ sidecarSet, outcome }) => `${sidecarSet} ${outcome}`)
}

/** The AdmissionReview in which an API server asks about a Pod that is to be created. */
export function reviewOf(pod: Pod, request: object = {}): object {
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: 'u',
      resource: { group: '', version: 'v1', resource: 'pods' },
      operation: 'CREATE',
      object: pod,
      ...request,
    },
  }
}
