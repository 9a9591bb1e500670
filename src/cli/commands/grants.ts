import { describeGrants, type GrantDescription } from '../../index.js'
import { findUnusedGrants, type UnusedGrant } from '../../virtual-node.js'
import type { Command } from '../args/commands.js'
import { parseSources, readSources } from '../input/read-manifests.js'
import { formatTable } from '../output/table.js'

/** An object, and a SidecarSet that may read it. */
interface GrantRow {
  readonly object: string
  readonly sidecarSet: string
  readonly binding: string
  /** Why nobody uses it. */
  readonly unused?: UnusedGrant['reason']
}

const unusedWords: Readonly<Record<UnusedGrant['reason'], string>> = {
  'no-such-sidecar-set': 'no: there is no such SidecarSet',
  'no-such-reference': 'no: no volume of it refers to the object',
  'same-namespace': 'no: its Pods are in the same namespace',
}

export const command: Command = async (context) => {
  const { resourceBindings, sidecarSets } = parseSources(await readSources(context))
  const unused = findUnusedGrants(resourceBindings, sidecarSets)
  const rows = describeGrants(resourceBindings)
    .flatMap((grant) => rowsOf(grant, unused))
    .sort((a, b) =>
      a.object === b.object ? compare(a.sidecarSet, b.sidecarSet) : compare(a.object, b.object),
    )
  if (context.output === 'json') await context.io.write(`${JSON.stringify(rows, null, 2)}\n`)
  else if (rows.length === 0) await context.io.write('nothing is granted\n')
  else
    await context.io.write(
      formatTable(
        ['OBJECT', 'MAY BE READ BY', 'BINDING', 'USED'],
        rows.map(({ object, sidecarSet, binding, unused: why }, index) => [
          rows[index - 1]?.object === object ? '' : object,
          sidecarSet,
          binding,
          why === undefined ? 'yes' : unusedWords[why],
        ]),
        context,
      ),
    )
  const idle = rows.filter((row) => row.unused !== undefined).length
  if (idle > 0) context.note(`${idle} of ${rows.length} grants ${idle === 1 ? 'is' : 'are'} not used\n`)
  return 0
}

function rowsOf(
  { sidecarSet, objects, binding }: GrantDescription,
  unused: readonly UnusedGrant[],
): GrantRow[] {
  return objects.map(({ kind, name }) => {
    const idle = unused.find(
      (each) =>
        each.sidecarSet === sidecarSet &&
        each.binding.namespace === binding.namespace &&
        each.binding.name === binding.name &&
        each.objects.some((object) => object.kind === kind && object.name === name),
    )
    return {
      object: `${kind} ${binding.namespace}/${name}`,
      sidecarSet,
      binding: `${binding.namespace}/${binding.name}`,
      ...(idle === undefined ? {} : { unused: idle.reason }),
    }
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
