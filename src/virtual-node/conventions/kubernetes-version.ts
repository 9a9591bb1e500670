/**
 * The minor version of a Kubernetes version as people and clusters write it; undefined where it is none.
 *
 * @example minorVersion('v1.28.3-aliyun.1') // 28
 * @example minorVersion('1.29+')            // 29
 */
export function minorVersion(version: string | undefined): number | undefined {
  const minor = /^v?1\.([0-9]{1,3})(?![0-9])/.exec(version ?? '')?.[1]
  return minor === undefined ? undefined : Number(minor)
}

/** The last minor version for which ACS documents `__IS_SIDECAR__`. */
export const minorVersionOfAcsSidecars = 28
