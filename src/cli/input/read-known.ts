import type { LabelSelector, Manifests, NamedText, ProfileName } from '../../index.js'
import type { Context } from '../context.js'
import { parseSources, readSources } from './read-manifests.js'

/** All manifests that a command works with, and whether a cluster gave some. */
export interface KnownManifests {
  readonly manifests: Manifests
  /** Whether SidecarSets and Namespaces are all that a cluster has. */
  readonly isCluster: boolean
  /** Which Namespaces the cluster's webhook is asked about. */
  readonly webhookNamespaceSelector?: LabelSelector
  /** The profile of the OpenKruise that the cluster runs. */
  readonly profile?: ProfileName
}

/** Reads the files and, with `--from-cluster`, asks the cluster. What a file has wins over what the cluster has. */
export async function readKnown(context: Context, texts?: readonly NamedText[]): Promise<KnownManifests> {
  const sources = texts ?? (await readSources(context))
  if (!context.options['from-cluster']) return { manifests: parseSources(sources), isCluster: false }
  const { askCluster } = await import('./cluster.js')
  return askCluster(sources, context)
}
