import type { CrdRule } from './types.js'

/** Rules from a short notation: `selector.matchExpressions.*: key operator`. */
function required(holder: string, ...fields: readonly string[]): readonly CrdRule[] {
  return fields.map((field) => ({ holder: holder.split('.'), field, isRequired: true }))
}

const containerLists = ['containers', 'initContainers'] as const

/** What the CRD of every version refuses by itself. */
export const crdOfEveryVersion: readonly CrdRule[] = [
  ...required('selector.matchExpressions.*', 'key', 'operator'),
  ...required('updateStrategy.selector.matchExpressions.*', 'key', 'operator'),
  ...required('updateStrategy.scatterStrategy.*', 'key', 'value'),
  ...containerLists.flatMap((list) =>
    required(`${list}.*.transferEnv.*.sourceContainerNameFrom.fieldRef`, 'fieldPath'),
  ),
]

const priority = 'updateStrategy.priorityStrategy'

/** What the CRD of v1.9.0 refuses by itself. */
export const crdOfLaterVersions: readonly CrdRule[] = [
  ...crdOfEveryVersion,
  ...required('namespaceSelector.matchExpressions.*', 'key', 'operator'),
  ...required(`${priority}.weightPriority.*`, 'weight', 'matchSelector'),
  ...required(`${priority}.weightPriority.*.matchSelector.matchExpressions.*`, 'key', 'operator'),
  ...required(`${priority}.orderPriority.*`, 'orderedKey'),
  ...containerLists.flatMap((list): readonly CrdRule[] => [
    ...required(`${list}.*.resourcesPolicy`, 'resourcesExpr'),
    {
      holder: [list, '*', 'resourcesPolicy'],
      field: 'targetContainersMode',
      isRequired: true,
      values: ['sum', 'max'],
    },
  ]),
  {
    holder: ['injectionStrategy', 'revision'],
    field: 'policy',
    isRequired: false,
    values: ['Always', 'Partial'],
  },
]
