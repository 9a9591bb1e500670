import type { FieldPath } from '../issue/index.js'
import { listAt, textAt } from '../read/index.js'
import { quote } from '../text/visible.js'
import type { Check, CheckedContainer } from './check-subject.js'

/** Kubernetes checks names in `env` and `envFrom`, so that a slash there makes the API server refuse the Pod. */
export const checkEnvReferences: Check = ({ containers }, issues) => {
  for (const { value, path } of containers) {
    for (const at of envPlaces(value)) {
      const text = textAt(value, ...at)
      if (text?.includes('/') !== true) continue
      const message = `${quote(text)} stands in env, where only names are allowed: the API server refuses the Pod; namespace/name is for volumes`
      issues.at(...path, ...at).error('reference-in-env', message)
    }
  }
}

/** Every place of a container's environment that names a ConfigMap or Secret. */
function envPlaces(container: unknown): FieldPath[] {
  return [
    ...listAt(container, 'env').flatMap((_, index): FieldPath[] => [
      ['env', index, 'valueFrom', 'configMapKeyRef', 'name'],
      ['env', index, 'valueFrom', 'secretKeyRef', 'name'],
    ]),
    ...listAt(container, 'envFrom').flatMap((_, index): FieldPath[] => [
      ['envFrom', index, 'configMapRef', 'name'],
      ['envFrom', index, 'secretRef', 'name'],
    ]),
  ]
}

/** Pull secrets have no form with a namespace. */
export const checkPullSecrets: Check = ({ pod }, issues) => {
  for (const [index, secret] of listAt(pod, 'spec', 'imagePullSecrets').entries()) {
    const name = textAt(secret, 'name') ?? ''
    if (!name.includes('/')) continue
    const message = `${quote(name)} is no Secret of the Pod's namespace; imagePullSecrets have no form with a namespace`
    issues.at('spec', 'imagePullSecrets', index, 'name').warning('reference-in-pull-secret', message)
  }
}

/** Bindings speak for SidecarSets. What the Pod's author writes nobody has authorised. */
export const checkOwnVolumes: Check = ({ volumes }, issues) => {
  for (const { origin, references, name } of volumes) {
    if (origin !== 'own') continue
    for (const { text, path, isForeign } of references) {
      if (!isForeign) continue
      const message = `volume ${name} is the Pod's own and refers to ${quote(text)}, which no binding authorises`
      issues.at(...path).warning('reference-in-own-volume', message)
    }
  }
}

/** The kubelet of an ordinary node looks for an object literally so named, and waits for it for ever. */
export const checkOrdinaryNode: Check = ({ placement, volumes }, issues) => {
  if (placement !== 'no' && placement !== 'may-be') return
  for (const { references } of volumes) {
    for (const { text, path } of references) {
      const at = issues.at(...path)
      if (placement === 'no')
        at.warning(
          'reference-on-ordinary-node',
          `the Pod never starts: only virtual nodes find ${quote(text)}`,
        )
      else {
        const message = `should the Pod get onto an ordinary node, it never starts: only virtual nodes find ${quote(text)}`
        at.info('reference-on-ordinary-node', message)
      }
    }
  }
}

/** Whoever mounts the sidecar's volume in a container of his own reads what only the sidecar should. */
export const checkExposure: Check = ({ volumes, containers }, issues) => {
  const sensitive = new Map(
    volumes.flatMap(({ name, origin, references }) => {
      const foreign = references.find(({ isForeign }) => isForeign)
      return foreign === undefined || origin === 'own' ? [] : [[name, foreign.text] as const]
    }),
  )
  for (const { value, path, name, injected } of containers) {
    if (injected !== undefined) continue
    for (const [index, mount] of listAt(value, 'volumeMounts').entries()) {
      const text = sensitive.get(textAt(mount, 'name') ?? '')
      if (text === undefined) continue
      const message = `container ${name} is none of a SidecarSet and mounts ${quote(text)}, which a binding grants to a sidecar`
      issues.at(...path, 'volumeMounts', index, 'name').warning('reference-exposed', message)
    }
  }
}

/** A volume of the Pod's author takes the place of the sidecar's, whatever is in it. */
export const checkShadowing: Check = ({ volumes, containers, references }, issues) => {
  for (const { origin, name, path } of volumes) {
    if (origin !== 'own') continue
    const shadowed = references.find(
      ({ volume, crossNamespace, sidecarSet }) =>
        volume === name &&
        crossNamespace &&
        containers.some((container) => isOf(sidecarSet, container) && mounts(container, name)),
    )
    if (shadowed === undefined) continue
    const message = `volume ${name} is the Pod's own, and SidecarSet ${shadowed.sidecarSet} gets it instead of its volume with ${quote(shadowed.text)}`
    issues.at(...path).warning('reference-shadowed', message)
  }
}

/** Whether a container was injected, by that SidecarSet as far as is known. */
function isOf(sidecarSet: string, { injected }: CheckedContainer): boolean {
  return injected !== undefined && (injected.sidecarSet ?? sidecarSet) === sidecarSet
}

function mounts({ value }: CheckedContainer, volume: string): boolean {
  return listAt(value, 'volumeMounts').some((mount) => textAt(mount, 'name') === volume)
}
