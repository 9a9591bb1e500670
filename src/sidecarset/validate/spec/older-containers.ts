import type { IssueCollector } from '../../../issue/index.js'
import type { SidecarContainer } from '../../../manifest/api-types.js'
import { quote } from '../../../text/quote.js'

/**
 * Reports changes of an update that are not allowed, both states defaulted: a container that was not there, and another
 * upgradeType. Containers may go, and init containers and everything else may change.
 */
export function validateAgainstOlder(
  containers: readonly SidecarContainer[],
  older: readonly SidecarContainer[],
  issues: IssueCollector,
): void {
  const before = new Map(older.map((container) => [container.name ?? '', container]))
  containers.forEach((container, index) => {
    const name = container.name ?? ''
    const was = before.get(name)
    if (was === undefined) {
      issues.at(index, 'name').error('immutable-field', describeNewName(name, [...before.keys()]))
      return
    }
    const [from = '', to = ''] = [was.upgradeStrategy?.upgradeType, container.upgradeStrategy?.upgradeType]
    if (from !== to)
      issues
        .at(index, 'upgradeStrategy', 'upgradeType')
        .error(
          'immutable-field',
          `it was ${quote(from)} and cannot become ${quote(to)}; make a new SidecarSet`,
        )
  })
}

function describeNewName(name: string, known: readonly string[]): string {
  return `an update cannot add or rename containers, and ${quote(name)} is not one of ${known.map(quote).join(', ') || 'those that were there'}; make a new SidecarSet`
}
