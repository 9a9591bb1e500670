import {
  containerConventions,
  type ContainerConvention,
  type ConventionValues,
} from '../../src/virtual-node.js'

/** The table of the variables that ECI and ACS read of a container, in the order of the code. */
export function conventionTable(): string {
  const header = [
    'set on a container',
    'platform',
    'values',
    'default',
    'Kubernetes',
    'what it does',
    'source',
  ]
  const rows = containerConventions.map((row) => [
    row.place === 'env' ? `\`${row.name}\`` : `\`${row.name}\` of an init container`,
    row.platform.toUpperCase(),
    describeValues(row.values),
    row.default === '' ? 'none' : `\`${row.default}\``,
    describeVersions(row.kubernetes),
    row.meaning,
    `[page](${row.source})`,
  ])
  const table = [header, header.map(() => '---'), ...rows]
  return `${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

function describeValues(values: ConventionValues): string {
  switch (values.kind) {
    case 'integer':
      return `integer from ${values.least} to ${values.most}`
    case 'flag':
      return `\`${values.on}\``
    case 'choice':
      return values.choices.map((choice) => `\`${choice}\``).join(', ')
  }
}

function describeVersions(versions: ContainerConvention['kubernetes']): string {
  if (versions?.from !== undefined) return `from 1.${versions.from}`
  return versions?.to === undefined ? 'any' : `up to 1.${versions.to}`
}
