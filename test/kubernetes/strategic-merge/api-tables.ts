import { readFileSync } from 'node:fs'
import type { MergeTables } from '../../../src/kubernetes/strategic-merge-patch.js'

type FieldTable = Record<string, [name: string, type: string, ...options: string[]][]>

/** The recorded API types of a version as the merge reads them. SidecarSets have the shape of the version's storage. */
export function recordedTables(version: 'v1.3.0' | 'v1.9.0'): MergeTables {
  const file = new URL(`../../../fixtures/api-types/types-${version}.json`, import.meta.url)
  const types = JSON.parse(readFileSync(file, 'utf8')) as FieldTable
  return {
    lookup(typeName, field) {
      const [, type, ...options] = (types[typeName] ?? []).find(([name]) => name === field) ?? []
      if (type === undefined) return undefined
      const mergeKey = options.find((option) => option.startsWith('mergeKey='))?.slice('mergeKey='.length)
      const element = type.replace(/^\*?(\[\])?\*?/, '')
      return {
        type: element === 'SidecarSetSpec' && version === 'v1.9.0' ? 'SidecarSetSpec.v1beta1' : element,
        list: type.includes('[]'),
        ...(mergeKey === undefined ? {} : { mergeKey }),
      }
    },
  }
}
