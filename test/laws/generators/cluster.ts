import fc from 'fast-check'
import type { ControllerRevision, Namespace, SidecarSetResourceBinding } from 'sidecarset'
import { labels } from './parts.js'
import { distinct, namespaces, objectNames, pick, setNames, sidecarNames, versions } from './pools.js'

const subject = fc.record({ kind: fc.constant('SidecarSet'), name: pick(setNames) })
const resourceRef = fc.record({ kind: pick(['ConfigMap', 'Secret']), name: pick(objectNames) })

const binding: fc.Arbitrary<SidecarSetResourceBinding> = fc.record({
  apiVersion: fc.constant('sidecarset.alibabacloud.com/v1alpha1'),
  kind: fc.constant('SidecarSetResourceBinding'),
  metadata: fc.record(
    { namespace: pick([...namespaces, '']), name: pick(['b1', 'b2', 'b3']) },
    { requiredKeys: ['name'] },
  ),
  spec: fc.record({
    subjects: fc.array(subject, { minLength: 1, maxLength: 3 }),
    resourceRefs: fc.array(resourceRef, { minLength: 1, maxLength: 4 }),
  }),
})

export const resourceBindings = distinct(
  binding,
  ({ metadata }) => `${metadata?.namespace}/${metadata?.name}`,
  { maxLength: 5 },
)

/** A Namespace's labels. Now and then the one that holds its name says another, which no API server lets stand. */
const namespaceLabels = fc.oneof(
  { weight: 5, arbitrary: labels },
  {
    weight: 1,
    arbitrary: fc
      .tuple(labels, pick(namespaces))
      .map(([own, name]) => ({ ...own, 'kubernetes.io/metadata.name': name })),
  },
)

const namespace: fc.Arbitrary<Namespace> = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Namespace'),
  metadata: fc.record({ name: pick(namespaces), labels: namespaceLabels }, { requiredKeys: ['name'] }),
})

/** The Namespace with the label that the API server gives it. */
export function asInCluster({ metadata, ...rest }: Namespace): Namespace {
  const labels = { ...metadata?.labels, 'kubernetes.io/metadata.name': metadata?.name ?? '' }
  return { ...rest, metadata: { ...metadata, labels } }
}

/** Some of the Namespaces, so that the labels of others are unknown; in a third of the cases none of them. */
export const knownNamespaces = fc.oneof(
  {
    weight: 2,
    arbitrary: distinct(namespace, ({ metadata }) => metadata?.name, { minLength: 1, maxLength: 3 }),
  },
  { weight: 1, arbitrary: fc.constant<Namespace[]>([]) },
)

/** What a revision holds: a whole spec, as OpenKruise records it, or a piece of one. */
const revisionSpec = fc.oneof(
  fc.record({
    $patch: fc.constant('replace'),
    containers: fc.array(fc.record({ name: pick(sidecarNames), image: fc.constant('reg.example/old:1') }), {
      maxLength: 2,
    }),
  }),
  fc.record({ initContainers: fc.constant([{ name: 'mesh', image: 'reg.example/old:1' }]) }),
  fc.constant({ containers: null }),
)

function revision(set: string): fc.Arbitrary<ControllerRevision> {
  return fc.record({
    apiVersion: fc.constant('apps/v1'),
    kind: fc.constant('ControllerRevision'),
    metadata: fc.record({
      name: fc.constant(`${set}-1`),
      namespace: fc.constant('kruise-system'),
      labels: fc.record({
        'kruise.io/sidecarset-name': fc.constant(set),
        'apps.kruise.io/sidecarset-custom-version': pick(versions),
      }),
      creationTimestamp: pick(['2025-01-01T00:00:00Z', '2025-01-02T00:00:00Z']),
    }),
    revision: fc.nat(3),
    data: fc.record({ spec: revisionSpec }),
  })
}

/** One revision for each name of a SidecarSet; now and then they are all gone. */
export const controllerRevisions: fc.Arbitrary<ControllerRevision[]> = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(...setNames.map(revision)).map((revisions) => [...revisions]) },
  { weight: 1, arbitrary: fc.constant<ControllerRevision[]>([]) },
)
