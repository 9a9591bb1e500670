import fc from 'fast-check'

/** Small pools, so that what is generated meets: a Pod's container has a sidecar's name, a mount finds its volume. */
export const setNames = ['alpha', 'beta', 'gamma', 'constructor'] as const
export const podContainerNames = ['app', 'web', 'agent', 'logs-1'] as const
export const sidecarNames = ['agent', 'logs', 'mesh', 'proxy', 'app'] as const
export const envNames = ['A', 'LEVEL', 'POD_NAME', 'x.y', '__proto__'] as const
export const volumeNames = ['data', 'logs', 'conf', 'blk'] as const
export const paths = ['/data', '/logs', '/etc/conf', '/dev/xvda'] as const
export const annotationKeys = ['conf', 'main', 'a.example/owner', '__proto__', 'toString'] as const
export const namespaces = ['default', 'web', 'kube-system'] as const
export const objectNames = ['filebeat', 'tls', 'conf'] as const
export const secretNames = ['pull-a', 'pull-b', 'pull-c'] as const
export const versions = ['v1', 'v2'] as const
export const images = [
  'busybox',
  'busybox:latest',
  'reg.example/agent:v2.1',
  'reg.example:5000/a@sha256:a9286defaba7b3a519d585ba0e37d0b2cbee74ebfe590960b0b1d6a5e97d1e1d',
  'Not An Image',
] as const

export const pick = <T>(pool: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...pool)

/** A list of values that differ by what `by` says, as names within one list do in a cluster. */
export function distinct<T>(
  value: fc.Arbitrary<T>,
  by: (value: T) => unknown,
  length: { readonly minLength?: number; readonly maxLength: number },
): fc.Arbitrary<T[]> {
  return fc.uniqueArray(value, { selector: by, ...length })
}

/** Mostly the value; now and then the key is there with null, as in a manifest with nothing behind the colon. */
export function nullable<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null as T) })
}

/** An object of pairs; unlike an assignment, this treats `__proto__` as any other key. */
export function textMap(
  key: fc.Arbitrary<string>,
  value: fc.Arbitrary<string>,
  maxLength = 3,
): fc.Arbitrary<Record<string, string>> {
  return fc.array(fc.tuple(key, value), { maxLength }).map((pairs) => Object.fromEntries(pairs))
}
