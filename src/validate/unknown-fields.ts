import { type FieldPath, type IssueCollector, toFieldPath } from '../issue/index.js'
import {
  findUnknownFields,
  type GoSchema,
  schemaOf,
  structOf,
  typeAtPath,
  type UnknownField,
} from '../kubernetes/go-struct/index.js'
import { isJsonObject, type JsonObject, ownValue, valueAt } from '../read/index.js'
import { newestProfileName, type ProfileName } from '../profile.js'
import { specTypeName } from '../sidecarset/read-sidecar-set.js'
import { closestWord } from '../text/suggestions.js'
import { quote } from '../text/visible.js'
import { type FieldIndex, findHomes, fits, indexFields } from './field-homes.js'
import type { SidecarSetReading } from './reading.js'

const newest = newestProfileName

/** A field that up to so many types have may be at home in the nearest of them, up to so many steps away. */
const fewTypes = 3
const fewSteps = 4
/** A field that many types have is only looked for next door. */
const nextDoor = 2
/** As many fields of a type are listed in a message. */
const mostListed = 14

/**
 * Reports fields that no version has at their place, with what was probably meant.
 *
 * 1. `misplaced-field` where one type only has a field of that name.
 * 2. `unknown-field` with the name that comes closest.
 * 3. `misplaced-field` where few types have such a field and one of them is near.
 * 4. `unknown-field` with all names there are.
 *
 * Fields that only a later version has are left to `findLaterFeatures`, directives of patches to `findPatchDirectives`.
 */
export function reportUnknownFields(
  reading: SidecarSetReading,
  issues: IssueCollector,
  dropped: readonly UnknownField[],
  profile: ProfileName,
): void {
  const unknown = unknownToAll(reading, dropped, profile)
  if (unknown.length === 0) return
  const index = indexFields(schemaOf(newest), specTypeName(reading.stored.version))
  for (const field of unknown) {
    const name = String(field.path[field.path.length - 1])
    const { code, message } = explain(field, name, valueAt(reading.raw, ...field.path), index)
    issues.at(...field.path).warning(code, `${quote(name)} is no field here, so it is dropped; ${message}`)
  }
}

/** The fields that an OpenKruise version does not know at their place, and so drops. */
export function findDroppedFields(
  { raw, stored }: SidecarSetReading,
  profile: ProfileName,
): readonly UnknownField[] {
  const schema = schemaOf(profile)
  return [
    ...findUnknownFields(schema, 'SidecarSet', { ...raw, spec: undefined }),
    ...unknownInSpec(schema, specTypeName(stored.version), raw),
  ]
}

function unknownInSpec(schema: GoSchema, type: string, raw: JsonObject): readonly UnknownField[] {
  const found = findUnknownFields(schema, type, ownValue(raw, 'spec'))
  return found.map(({ path, struct }) => ({ path: ['spec', ...path], struct }))
}

/**
 * Fields that neither an OpenKruise version nor the newest one has. Both are asked by path: some types were renamed, and
 * some fields are gone.
 */
function unknownToAll(
  { raw, stored }: SidecarSetReading,
  dropped: readonly UnknownField[],
  profile: ProfileName,
): readonly UnknownField[] {
  const type = specTypeName(stored.version)
  const isUnknownTo = (schema: GoSchema, { path }: UnknownField): boolean =>
    path[0] !== 'spec' || typeAtPath(schema, type, path.slice(1)) === undefined
  const own = dropped.filter((field) => isUnknownTo(schemaOf(newest), field))
  const ownPaths = new Set(own.map(({ path }) => toFieldPath(path)))
  const later = profile === newest ? [] : unknownInSpec(schemaOf(newest), type, raw)
  const gone = later.filter(
    (field) => isUnknownTo(schemaOf(profile), field) && !ownPaths.has(toFieldPath(field.path)),
  )
  return [...own, ...gone].filter(({ path }) => !String(path[path.length - 1]).startsWith('$'))
}

interface Explanation {
  readonly code: 'unknown-field' | 'misplaced-field'
  readonly message: string
}

function explain(
  { path, struct }: UnknownField,
  name: string,
  value: unknown,
  index: FieldIndex,
): Explanation {
  const advice = adviceFor(struct, name)
  if (advice !== undefined) return { code: 'unknown-field', message: advice }
  if (struct === 'LabelSelector' && typeof value === 'string')
    return misplaced([[...path.slice(0, -1), 'matchLabels']])
  const homes = findHomes(index, { path, value })
  if (homes?.types === 1) return misplaced(homes.nearest)
  const meant = closestField(struct, name, value)
  if (meant !== undefined) return { code: 'unknown-field', message: `did you mean ${meant}?` }
  if (homes !== undefined && homes.distance <= (homes.types <= fewTypes ? fewSteps : nextDoor))
    return misplaced(homes.nearest)
  return {
    code: 'unknown-field',
    message: describeUnknown(struct, partsElsewhere(path, value, index)),
  }
}

function adviceFor(struct: string, name: string): string | undefined {
  const key = `${struct}.${name}`
  return Object.hasOwn(knownMistakes, key) ? knownMistakes[key] : undefined
}

function misplaced(homes: readonly FieldPath[]): Explanation {
  const places = withContainersFirst(homes).slice(0, 2).map(toFieldPath).join(' or ')
  return { code: 'misplaced-field', message: `it belongs into ${places}` }
}

/** Most people mean the containers; the types list the init containers before them. */
function withContainersFirst(homes: readonly FieldPath[]): readonly FieldPath[] {
  const isInit = (path: FieldPath): boolean => path.includes('initContainers')
  return [...homes.filter((path) => !isInit(path)), ...homes.filter(isInit)]
}

function closestField(struct: string, name: string, value: unknown): string | undefined {
  const schema = schemaOf(newest)
  if (!schema.has(struct)) return undefined
  const fields = structOf(schema, struct).fields.filter(({ type }) => fits(type, value))
  return closestWord(
    name,
    fields.map((field) => field.name),
  )
}

function describeUnknown(struct: string, elsewhere: string | undefined): string {
  const schema = schemaOf(newest)
  const fields = schema.has(struct) ? structOf(schema, struct).fields.map((field) => field.name) : []
  const more = fields.length > mostListed ? ' and others' : ''
  const list = `${fields.slice(0, mostListed).join(', ')}${more}`
  return elsewhere ?? `the fields here are ${list}`
}

/** Of an unknown mapping: where its first field belongs that is known somewhere else. */
function partsElsewhere(path: FieldPath, value: unknown, index: FieldIndex): string | undefined {
  if (!isJsonObject(value)) return undefined
  for (const key of Object.keys(value).slice(0, 10)) {
    const stray = { path: [...path, key], value: ownValue(value, key) }
    const homes = findHomes(index, stray)
    if (homes?.types !== 1) continue
    return `${quote(key)} in it belongs into ${withContainersFirst(homes.nearest).slice(0, 2).map(toFieldPath).join(' or ')}`
  }
  return undefined
}

/**
 * What people write that no rule of thumb can put right, by type and field, and what they should write. `*` stands for
 * any field of the type.
 */
const knownMistakes: Readonly<Record<string, string>> = {
  'SidecarSetSpec.v1beta1.namespace':
    'v1beta1 has no namespace; write namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: <namespace>}}',
  'SidecarSetSpec.customVersion':
    'in v1alpha1 a version is a label of the SidecarSet: apps.kruise.io/sidecarset-custom-version',
  'SidecarSetInjectionStrategy.execUpdateStrategy':
    'new Pods get the newest state whatever the update strategy says; to give them an older one, name it under `revision`',
  'SidecarSetPatchPodMetadata.labels': 'only annotations of Pods can be patched',
  'ContainerPort.port': 'write containerPort',
  'ResourceRequirements.cpu': 'write it under limits, requests or both',
  'ResourceRequirements.memory': 'write it under limits, requests or both',
}

/** What starts the name of a directive: `$patch`, `$retainKeys`, `$setElementOrder/containers`, `$deleteFromPrimitiveList/args`. */
const directive = /^\$(?:patch|retainKeys|setElementOrder\/|deleteFromPrimitiveList\/)/

/**
 * Reports the first directive of a strategic merge patch: the manifest is meant to change another one.
 *
 * @returns whether there is one
 */
export function reportPatchDirectives(dropped: readonly UnknownField[], issues: IssueCollector): boolean {
  const found = dropped.find(({ path }) => directive.test(String(path[path.length - 1])))
  if (found !== undefined)
    issues
      .at(...found.path)
      .warning(
        'patch-directive',
        'this is a strategic merge patch for another manifest and no SidecarSet of its own, so what it does not change is missing in it; merge it first (kustomize, kubectl patch) and validate the result',
      )
  return found !== undefined
}
