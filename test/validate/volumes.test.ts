import { describe } from 'vitest'
import { testRules, type RuleRow } from './rule-table.js'
import { setWith, withSource, type Fields } from './sidecar-sets.js'

function testSource(kind: string, rows: readonly RuleRow[]): void {
  describe(kind, () => {
    testRules(`spec.volumes[0].${kind}`, (source) => withSource({ [kind]: source }), rows)
  })
}

describe('volumes', () => {
  testRules('spec.volumes', ({ volumes }) => setWith({ volumes }), [
    ['a name is needed', { volumes: [{ emptyDir: {} }] }, ['required [0].name']],
    ['a name is a DNS label', { volumes: [{ name: 'a.b' }] }, ['invalid [0].name']],
    ['no source is an empty directory', { volumes: [{ name: 'a' }] }, []],
    ['names differ', { volumes: [{ name: 'a' }, { name: 'a' }] }, ['duplicate [1].name']],
    [
      'from those without mistakes',
      { volumes: [{ name: 'a', hostPath: {} }, { name: 'a' }] },
      ['required [0].hostPath.path'],
    ],
    [
      'one source; the first is judged',
      { volumes: [{ name: 'a', downwardAPI: {}, cephfs: {}, emptyDir: { sizeLimit: -1 } }] },
      ['forbidden [0].emptyDir.sizeLimit', 'forbidden [0].cephfs', 'forbidden [0].downwardAPI'],
    ],
    ['an unknown source is none', { volumes: [{ name: 'a', floppy: {} }] }, []],
    [
      'the claim of an ephemeral volume is its own',
      {
        volumes: [
          { name: 'a', ephemeral: {} },
          { name: 'b', persistentVolumeClaim: { claimName: 'test-a' } },
        ],
      },
      ['required [0].ephemeral.volumeClaimTemplate', 'invalid [1].persistentVolumeClaim.claimName'],
    ],
    [
      'the claim of an ephemeral volume needs a name',
      { volumes: [{ name: 'A', ephemeral: {} }] },
      ['required [0].ephemeral.volumeClaimTemplate', 'invalid [0].name', 'invalid [0].name'],
    ],
  ])
})

testSource('emptyDir', [
  ['a medium is free', { medium: 'x', sizeLimit: '0' }, []],
  ['a size is not negative', { sizeLimit: '-1' }, ['forbidden .sizeLimit']],
])

testSource('hostPath', [
  ['a path is needed, and nothing else judged', { type: 'x' }, ['required .path']],
  ['a path does not climb', { path: '/a/../b' }, ['invalid .path']],
  ['types', { path: '/a', type: 'directory' }, ['not-supported .type']],
  ['an empty type is one', { path: '/a', type: '' }, []],
])

describe('sources of which only fields are needed', () => {
  testRules('spec.volumes[0]', withSource, [
    ['glusterfs', { glusterfs: {} }, ['required .glusterfs.endpoints', 'required .glusterfs.path']],
    ['persistentVolumeClaim', { persistentVolumeClaim: {} }, ['required .persistentVolumeClaim.claimName']],
    ['any text is a claim', { persistentVolumeClaim: { claimName: 'A b' } }, []],
    ['rbd', { rbd: {} }, ['required .rbd.monitors', 'required .rbd.image']],
    [
      'cinder',
      { cinder: { secretRef: {} } },
      ['required .cinder.volumeID', 'required .cinder.secretRef.name'],
    ],
    ['cephfs', { cephfs: { monitors: [] } }, ['required .cephfs.monitors']],
    ['azureFile', { azureFile: {} }, ['required .azureFile.secretName', 'required .azureFile.shareName']],
    ['vsphereVolume', { vsphereVolume: {} }, ['required .vsphereVolume.volumePath']],
    ['photonPersistentDisk', { photonPersistentDisk: {} }, ['required .photonPersistentDisk.pdID']],
    ['portworxVolume', { portworxVolume: {} }, ['required .portworxVolume.volumeID']],
    [
      'scaleIO',
      { scaleIO: {} },
      ['required .scaleIO.gateway', 'required .scaleIO.system', 'required .scaleIO.volumeName'],
    ],
  ])
})

testSource('gitRepo', [
  ['a repository is needed', {}, ['required .repository']],
  ['a directory is relative', { repository: 'a', directory: '/b' }, ['invalid .directory']],
])

testSource('gcePersistentDisk', [
  ['a disk is needed', {}, ['required .pdName']],
  ['partitions', { pdName: 'a', partition: 256 }, ['invalid .partition']],
])

testSource('awsElasticBlockStore', [
  ['a volume is needed', {}, ['required .volumeID']],
  ['partitions', { volumeID: 'a', partition: -1 }, ['invalid .partition']],
])

testSource('nfs', [
  [
    'server and path are needed, and an empty path is not absolute',
    {},
    ['required .server', 'required .path', 'invalid .path'],
  ],
  ['a path is absolute', { server: 'a', path: 'b' }, ['invalid .path']],
])

const iscsi = { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:disk', lun: 0 }
testSource('iscsi', [
  ['a usual one is fine', iscsi, []],
  ['portal and name are needed', {}, ['required .targetPortal', 'required .iqn']],
  ['numbers', { ...iscsi, lun: 256 }, ['invalid .lun']],
  ['CHAP needs a Secret', { ...iscsi, chapAuthSession: true }, ['required .secretRef']],
  ['names of another kind', { ...iscsi, iqn: 'eui.0123456789ABCDEF' }, []],
  ['any character behind eui', { ...iscsi, iqn: 'eui-0123456789ABCDEF' }, []],
  ['and of a third', { ...iscsi, iqn: `naa.${'0'.repeat(32)}` }, []],
  ['no name', { ...iscsi, iqn: 'disk' }, ['invalid .iqn']],
  ['too short', { ...iscsi, iqn: 'eui.0123' }, ['invalid .iqn']],
  ['nothing behind the colon', { ...iscsi, iqn: 'iqn.2001-04.com.example:' }, ['invalid .iqn']],
  ['white space behind the colon', { ...iscsi, iqn: 'iqn.2001-04.com.example:a b' }, ['invalid .iqn']],
  ['several colons', { ...iscsi, iqn: 'iqn.2001-04.com.example:a:b' }, []],
  ['only the end must be one', { ...iscsi, iqn: 'iqn x iqn.2001-04.com.example:a' }, []],
  ['even behind a colon', { ...iscsi, iqn: 'iqn.2001-04.com:a b:iqn.2001-04.com.example:a' }, []],
  ['nothing behind the month', { ...iscsi, iqn: 'iqn.2001-04.:a' }, ['invalid .iqn']],
  ['the initiator', { ...iscsi, initiatorName: 'x' }, ['invalid .initiatorName']],
  ['an empty initiator', { ...iscsi, initiatorName: '' }, ['invalid .initiatorName']],
  [
    'the initiator leaves room for 64 characters',
    { ...iscsi, targetPortal: 'a'.repeat(63), initiatorName: iscsi.iqn },
    ['invalid /spec.volumes[0].name'],
  ],
  ['62 and the name fit', { ...iscsi, targetPortal: 'a'.repeat(62), initiatorName: iscsi.iqn }, []],
])

testSource('flocker', [
  ['a dataset is needed', {}, ['required']],
  ['one of both', { datasetName: 'a', datasetUUID: 'b' }, ['invalid']],
  ['a name has no slash', { datasetName: 'a/b' }, ['invalid .datasetName']],
])

testSource('quobyte', [
  ['registry and volume are needed', { tenant: 'a'.repeat(65) }, ['required .registry', 'required .volume']],
  [
    'a registry is a list of addresses',
    { registry: 'a:1,b,[::1]:2,a:b:c', volume: 'v' },
    ['invalid .registry', 'invalid .registry'],
  ],
  ['both sides of a colon may be empty', { registry: ':', volume: 'v' }, []],
])

testSource('fc', [
  ['a target is needed', {}, ['required .targetWWNs']],
  ['one of both', { targetWWNs: ['a'], wwids: ['b'], lun: 0 }, ['invalid .targetWWNs']],
  ['a number is needed', { targetWWNs: ['a'] }, ['required .lun']],
  ['numbers', { targetWWNs: ['a'], lun: 256 }, ['invalid .lun']],
  ['wwids need none', { wwids: ['a'] }, []],
])

testSource('flexVolume', [
  ['a driver is needed', {}, ['required .driver']],
  [
    'names of Kubernetes are kept',
    { driver: 'a', options: { 'X.Kubernetes.io/a': '', 'k8s.io': '', 'notk8s.io/a': '', 'a/k8s.io': '' } },
    ['invalid .options[X.Kubernetes.io/a]', 'invalid .options[k8s.io]'],
  ],
])

describe('files of ConfigMaps and Secrets', () => {
  testRules('spec.volumes[0]', withSource, [
    ['names are needed', { secret: {} }, ['required .secret.secretName']],
    ['names are needed here too', { configMap: { name: '' } }, ['required .configMap.name']],
    ['any text is a name', { configMap: { name: 'kube-system/A b' } }, []],
    ['modes', { secret: { secretName: 'a', defaultMode: 512 } }, ['invalid .secret.defaultMode']],
    [
      'keys and paths are needed',
      { configMap: { name: 'a', items: [{}] } },
      ['required .configMap.items[0].key', 'required .configMap.items[0].path'],
    ],
    ['keys are free', { configMap: { name: 'a', items: [{ key: 'a b', path: 'c' }] } }, []],
    [
      'paths stay inside',
      {
        secret: {
          secretName: 'a',
          items: [
            { key: 'a', path: '/a' },
            { key: 'a', path: 'b/../c', mode: -1 },
            { key: 'a', path: '..data' },
          ],
        },
      },
      [
        'invalid .secret.items[0].path',
        'invalid .secret.items[1].path',
        'invalid .secret.items[1].mode',
        'invalid .secret.items[2].path',
      ],
    ],
  ])
})

testSource('azureDisk', [
  [
    'name and address are needed',
    { kind: 'Managed' },
    ['required .diskName', 'required .diskURI', 'not-supported .diskURI'],
  ],
  [
    'modes and kinds',
    { diskName: 'a', diskURI: 'https://a', cachingMode: 'x', kind: 'x' },
    ['not-supported .cachingMode', 'not-supported .kind'],
  ],
  [
    'addresses of managed disks',
    { diskName: 'a', diskURI: 'https://a', kind: 'Managed' },
    ['not-supported .diskURI'],
  ],
  [
    'old versions take a disk for shared',
    { diskName: 'a', diskURI: '/subscriptions/a' },
    ['not-supported .diskURI'],
    [],
  ],
])

testSource('storageos', [
  ['a name is needed', { secretRef: {} }, ['required .volumeName', 'required .secretRef.name']],
  ['names', { volumeName: 'a.b', volumeNamespace: 'A' }, ['invalid .volumeName', 'invalid .volumeNamespace']],
])

testSource('csi', [
  ['a driver is needed, and an empty one is none', {}, ['required .driver', 'invalid .driver']],
  ['capitals are fine', { driver: 'CSI.example.com' }, []],
  ['a driver has 63 characters', { driver: 'a'.repeat(64) }, ['too-long .driver']],
  ['a name is needed', { driver: 'a', nodePublishSecretRef: {} }, ['required .nodePublishSecretRef.name']],
  ['names', { driver: 'a', nodePublishSecretRef: { name: 'A' } }, ['invalid .nodePublishSecretRef.name']],
])

testSource('image', [
  ['a policy is needed', { reference: '' }, [], ['required .pullPolicy']],
  ['policies', { pullPolicy: 'x' }, [], ['not-supported .pullPolicy']],
])

describe('downwardAPI', () => {
  const file = (fields: Fields): Fields => ({ downwardAPI: { items: [{ path: 'a', ...fields }] } })
  testRules('spec.volumes[0].downwardAPI', withSource, [
    ['nothing is fine', { downwardAPI: {} }, []],
    ['modes', { downwardAPI: { defaultMode: -1 } }, ['invalid .defaultMode']],
    [
      'a path is needed',
      file({ path: '', fieldRef: { fieldPath: 'metadata.name' } }),
      ['required .items[0].path'],
    ],
    [
      'paths and modes',
      file({ path: '..', mode: 512, fieldRef: { fieldPath: 'metadata.name' } }),
      ['invalid .items[0].path', 'invalid .items[0].path', 'invalid .items[0].mode'],
    ],
    ['a source is needed', file({}), ['required .items[0]']],
    [
      'one of both, and only the first is judged',
      file({ fieldRef: { fieldPath: 'metadata.name' }, resourceFieldRef: {} }),
      ['invalid .items[0]'],
    ],
    ['all labels are a file', file({ fieldRef: { fieldPath: 'metadata.labels' } }), []],
    [
      'the node is none',
      file({ fieldRef: { fieldPath: 'spec.nodeName' } }),
      ['not-supported .items[0].fieldRef.fieldPath'],
    ],
    [
      'a path that no Pod has',
      file({ fieldRef: { fieldPath: 'x' } }),
      ['invalid .items[0].fieldRef.fieldPath'],
    ],
    [
      'a container is needed, and the resource not judged',
      file({ resourceFieldRef: { resource: 'x' } }),
      ['required .items[0].resourceFieldRef.containerName'],
    ],
    [
      'the divisor is',
      file({ resourceFieldRef: { resource: 'limits.cpu', divisor: '5' } }),
      ['required .items[0].resourceFieldRef.containerName', 'invalid .items[0].resourceFieldRef.divisor'],
    ],
    [
      'resources',
      file({ resourceFieldRef: { containerName: 'c', resource: 'x' } }),
      ['not-supported .items[0].resourceFieldRef.resource'],
    ],
  ])
})

describe('projected', () => {
  const sources = (...list: readonly Fields[]): Fields => ({ projected: { sources: list } })
  const items = [{ key: 'k', path: 'p' }]
  testRules('spec.volumes[0].projected', withSource, [
    ['a source without any kind is fine', sources({}), []],
    [
      'one kind, and all are judged',
      sources({ secret: {}, configMap: {} }),
      ['forbidden .sources[0]', 'required .sources[0].secret.name', 'required .sources[0].configMap.name'],
    ],
    [
      'items',
      sources({ secret: { name: 'a', items: [{}] } }),
      ['required .sources[0].secret.items[0].key', 'required .sources[0].secret.items[0].path'],
    ],
    [
      'files of the Pod',
      sources({ downwardAPI: { items: [{ path: 'a' }] } }),
      ['required .sources[0].downwardAPI.items[0]'],
    ],
    [
      'a path comes once',
      sources({ secret: { name: 'a', items } }, { configMap: { name: 'a', items } }),
      ['invalid .sources[1].configMap.items[0].path'],
    ],
    [
      'tokens live 600 seconds and more',
      sources({ serviceAccountToken: { path: 'a', expirationSeconds: 599 } }),
      [
        'forbidden .sources[0].serviceAccountToken',
        'invalid .sources[0].serviceAccountToken.expirationSeconds',
      ],
      ['invalid .sources[0].serviceAccountToken.expirationSeconds'],
    ],
    [
      'tokens have a path',
      sources({ serviceAccountToken: {} }),
      ['forbidden .sources[0].serviceAccountToken', 'required .sources[0].serviceAccountToken.path'],
      ['required .sources[0].serviceAccountToken.path'],
    ],
    [
      'which new versions judge',
      sources({ serviceAccountToken: { path: '/a' } }),
      ['forbidden .sources[0].serviceAccountToken'],
      ['invalid .sources[0].serviceAccountToken.path'],
    ],
  ])
  const bundle = (fields: Fields): Fields => sources({ clusterTrustBundle: { path: 'p', ...fields } })
  testRules('spec.volumes[0].projected.sources[0].clusterTrustBundle', withSource, [
    ['name or signer', bundle({}), [], ['required']],
    ['not both', bundle({ name: '', signerName: '' }), [], ['invalid']],
    ['a name', bundle({ name: 'a.b' }), []],
    ['an empty name', bundle({ name: '' }), [], ['required .name']],
    ['a name of a signer', bundle({ name: 'a.b:c' }), []],
    ['no signer', bundle({ name: ':c' }), [], ['invalid .name']],
    ['a name takes no selector', bundle({ name: 'a', labelSelector: {} }), [], ['invalid .labelSelector']],
    ['a signer', bundle({ signerName: 'example.com/a', labelSelector: { matchLabels: { a: 'b' } } }), []],
    ['an empty signer', bundle({ signerName: '' }), [], ['required .signerName']],
    ['a domain has two parts', bundle({ signerName: 'example/a' }), [], ['invalid .signerName']],
    ['a signer has one slash', bundle({ signerName: 'example.com/a/b' }), [], ['invalid .signerName']],
    ['capitals', bundle({ signerName: 'example.com/A' }), [], ['invalid .signerName']],
    [
      'a selector',
      bundle({ signerName: 'example.com/a', labelSelector: { matchLabels: { 'a b': '' } } }),
      [],
      ['invalid .labelSelector.matchLabels'],
    ],
    ['a path is needed', bundle({ name: 'a', path: '' }), [], ['required .path']],
  ])
})

describe('ephemeral', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
  const template = (fields: Fields, metadata: Fields = {}): Fields => ({
    volumeClaimTemplate: { metadata, spec: { ...spec, ...fields } },
  })
  testSource('ephemeral', [
    ['a usual one is fine', template({}), []],
    [
      'labels and annotations',
      template({}, { labels: { 'a b': '' }, annotations: { 'a b': '' } }),
      ['invalid .volumeClaimTemplate.metadata.labels', 'invalid .volumeClaimTemplate.metadata.annotations'],
    ],
    [
      'nothing else',
      template({}, { name: 'a', uid: 'b' }),
      ['forbidden .volumeClaimTemplate.metadata.name', 'forbidden .volumeClaimTemplate.metadata.uid'],
    ],
    ['modes are needed', template({ accessModes: [] }), ['required .volumeClaimTemplate.spec.accessModes']],
    ['modes', template({ accessModes: ['RWO'] }), ['not-supported .volumeClaimTemplate.spec.accessModes']],
    [
      'a mode of new versions',
      template({ accessModes: ['ReadWriteOncePod'] }),
      ['not-supported .volumeClaimTemplate.spec.accessModes'],
      [],
    ],
    [
      'which goes alone',
      template({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }),
      ['not-supported .volumeClaimTemplate.spec.accessModes'],
      ['forbidden .volumeClaimTemplate.spec.accessModes'],
    ],
    [
      'storage is needed',
      template({ resources: {} }),
      ['required .volumeClaimTemplate.spec.resources.requests[storage]'],
    ],
    [
      'storage is something',
      template({ resources: { requests: { storage: 0 } } }),
      ['invalid .volumeClaimTemplate.spec.resources.requests[storage]'],
    ],
    [
      'classes and modes',
      template({ storageClassName: 'A', volumeMode: '' }),
      [
        'invalid .volumeClaimTemplate.spec.storageClassName',
        'not-supported .volumeClaimTemplate.spec.volumeMode',
      ],
    ],
    ['an empty class is fine', template({ storageClassName: '' }), []],
    [
      'selectors',
      template({ selector: { matchLabels: { 'a b': '' } } }),
      ['invalid .volumeClaimTemplate.spec.selector.matchLabels'],
    ],
    [
      'values of selectors, in new versions',
      template({ selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] } }),
      [],
      ['invalid .volumeClaimTemplate.spec.selector.matchExpressions[0].values[0]'],
    ],
    ['a source', template({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } }), []],
    [
      'a source is named',
      template({ dataSource: {} }),
      [
        'required .volumeClaimTemplate.spec.dataSource.name',
        'required .volumeClaimTemplate.spec.dataSource.kind',
        'invalid .volumeClaimTemplate.spec.dataSource',
      ],
    ],
    [
      'groups, in new versions',
      template({ dataSourceRef: { apiGroup: 'A', kind: 'a', name: 'a' } }),
      [],
      ['invalid .volumeClaimTemplate.spec.dataSourceRef.apiGroup'],
    ],
    [
      'namespaces, in new versions',
      template({ dataSourceRef: { apiGroup: 'a', kind: 'a', name: 'a', namespace: 'A' } }),
      [],
      ['invalid .volumeClaimTemplate.spec.dataSourceRef.namespace'],
    ],
    [
      'two sources are the same',
      template({
        dataSource: { apiGroup: 'a', kind: 'a', name: 'a' },
        dataSourceRef: { apiGroup: 'a', kind: 'a', name: 'b' },
      }),
      ['invalid .volumeClaimTemplate.spec'],
    ],
    [
      'or one has a namespace',
      template({
        dataSource: { apiGroup: 'a', kind: 'a', name: 'a' },
        dataSourceRef: { apiGroup: 'a', kind: 'a', name: 'a', namespace: 'n' },
      }),
      [],
      ['invalid .volumeClaimTemplate.spec'],
    ],
  ])
})
