import type { SidecarSetResourceBinding } from '../../manifest/manifest-types.js'
import { describeGrants, type GrantDescription } from '../../reference/index.js'

/**
 * Which Secrets bindings open to which SidecarSets. Each deserves a second look: a Secret can be read in every namespace
 * whose Pods the SidecarSet selects, by whoever can set the selected label there, or enter the sidecar.
 *
 * @returns as `describeGrants`, with Secrets only
 * @example formatGrants(findSecretGrants(bindings))
 * // 'SidecarSet filebeat may read Secret kube-system/tls (binding kube-system/filebeat)'
 */
export function findSecretGrants(
  bindings: readonly SidecarSetResourceBinding[] | null | undefined,
): GrantDescription[] {
  return describeGrants(bindings).flatMap(({ objects, ...grant }) => {
    const secrets = objects.filter(({ kind }) => kind === 'Secret')
    return secrets.length === 0 ? [] : [{ ...grant, objects: secrets }]
  })
}
