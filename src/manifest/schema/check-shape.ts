import type { IssueCollector } from '../../issue/index.js'
import { describeMismatch, valueAt, type Wanted } from '../../read/index.js'
import { manifestShapes, type ShapeName } from './manifest-shapes.js'

/**
 * Checks a manifest against the shape of its kind and reports every mistake with its path.
 *
 * Checks types only. Whether a value is allowed is a matter for validation.
 */
export function checkShape(shape: ShapeName, manifest: object, issues: IssueCollector): void {
  // Without compiling schemas to code, which hosts with a content security policy forbid.
  const result = manifestShapes()[shape].safeParse(manifest, { jitless: true })
  if (result.success) return
  for (const { path, message } of result.error.issues) {
    const segments = path.filter((segment) => typeof segment !== 'symbol')
    const mismatch = describeMismatch(message as Wanted, valueAt(manifest, ...segments), segments)
    issues.at(...segments).error(mismatch.code, mismatch.message)
  }
}
