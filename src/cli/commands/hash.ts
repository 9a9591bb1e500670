import { hashSidecarSet, type SidecarSet } from '../../index.js'
import type { Command } from '../args/commands.js'
import { parseSources, readSources } from '../input/read-manifests.js'
import { CliError } from '../io.js'
import { formatTable } from '../output/table.js'

const annotations = {
  hash: 'kruise.io/sidecarset-hash',
  hashWithoutImage: 'kruise.io/sidecarset-hash-without-image',
} as const

export const command: Command = async (context) => {
  const { sidecarSets } = parseSources(await readSources(context, context.operands))
  if (sidecarSets.length === 0) throw new CliError('the manifests have no SidecarSet; name its file with -f')
  const { profile } = context.options
  const hashes = sidecarSets.map((set) => ({
    name: set.metadata?.name ?? '',
    ...hashSidecarSet(set, { profile }),
  }))
  await context.io.write(
    context.output === 'json'
      ? `${JSON.stringify(hashes, null, 2)}\n`
      : formatTable(
          ['SIDECARSET', 'OF', 'HASH'],
          hashes.flatMap(({ name, hash, hashWithoutImage }) => [
            [name, 'all', hash],
            ['', 'all but images', hashWithoutImage],
          ]),
          context,
        ),
  )
  const stale = sidecarSets.filter((set, index) => isStale(set, hashes[index]))
  for (const set of stale)
    context.note(
      `SidecarSet ${set.metadata?.name ?? ''} carries another hash in its annotations: OpenKruise writes it anew when the SidecarSet is saved\n`,
    )
  return stale.length > 0 ? 1 : 0
}

/** Whether the manifest carries a hash that is not its own. */
function isStale(
  set: SidecarSet,
  own: { readonly hash: string; readonly hashWithoutImage: string } | undefined,
): boolean {
  const carried = set.metadata?.annotations ?? {}
  return (['hash', 'hashWithoutImage'] as const).some((which) => {
    const value = carried[annotations[which]]
    return value !== undefined && value !== own?.[which]
  })
}
