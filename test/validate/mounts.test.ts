import { describe } from 'vitest'
import { testRules } from './rule-table.js'
import { container, setWith, type Fields } from './sidecar-sets.js'

const volumes = [
  { name: 'dir', emptyDir: {} },
  { name: 'claim', persistentVolumeClaim: { claimName: 'c' } },
  {
    name: 'made',
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    },
  },
]

const mounting = (fields: Fields): unknown => setWith({ volumes, containers: [container(fields)] })
const mount = { name: 'dir', mountPath: '/a' }
const one = (fields: object): object => ({ volumeMounts: [{ ...mount, ...fields }] })

describe('volumeMounts', () => {
  testRules('spec.containers[0].volumeMounts', mounting, [
    [
      'a name is needed, and is not found',
      one({ name: '' }) as Fields,
      ['required [0].name', 'not-found [0].name'],
    ],
    ['a volume is there', one({ name: 'dirs' }) as Fields, ['not-found [0].name']],
    ['a path is needed', one({ mountPath: '' }) as Fields, ['required [0].mountPath']],
    ['a path may be odd', one({ mountPath: 'a/../b:c' }) as Fields, []],
    [
      'a path comes once',
      { volumeMounts: [mount, { name: 'claim', mountPath: '/a' }] },
      ['invalid [1].mountPath'],
    ],
    ['the same volume twice is fine', { volumeMounts: [mount, { name: 'dir', mountPath: '/b' }] }, []],
    ['a sub path is relative', one({ subPath: '/a' }) as Fields, ['invalid [0].subPath']],
    ['a sub path does not climb, said once', one({ subPath: '../a/..' }) as Fields, ['invalid [0].subPath']],
    [
      'an expression is judged alike',
      one({ subPathExpr: '/../$(A)' }) as Fields,
      ['invalid [0].subPathExpr', 'invalid [0].subPathExpr'],
    ],
    ['one of both', one({ subPath: 'a', subPathExpr: 'b' }) as Fields, ['invalid [0].subPathExpr']],
    ['propagation', one({ mountPropagation: 'Both' }) as Fields, ['not-supported [0].mountPropagation']],
    [
      'an empty propagation is given',
      one({ mountPropagation: '' }) as Fields,
      ['not-supported [0].mountPropagation'],
    ],
    [
      'Bidirectional is privileged',
      one({ mountPropagation: 'Bidirectional' }) as Fields,
      ['forbidden [0].mountPropagation'],
    ],
    [
      'Bidirectional of a privileged container',
      { ...one({ mountPropagation: 'Bidirectional' }), securityContext: { privileged: true } },
      [],
    ],
    ['recursive', one({ recursiveReadOnly: 'Yes' }) as Fields, [], ['not-supported [0].recursiveReadOnly']],
    [
      'recursive needs readOnly and no propagation',
      one({ recursiveReadOnly: 'Enabled', mountPropagation: 'HostToContainer' }) as Fields,
      [],
      ['forbidden [0].recursiveReadOnly', 'forbidden [0].recursiveReadOnly'],
    ],
    [
      'recursive and read only',
      one({ recursiveReadOnly: 'IfPossible', readOnly: true, mountPropagation: 'None' }) as Fields,
      [],
    ],
  ])
})

describe('a volume with a mistake counts as missing', () => {
  const place = 'spec.containers[0].volumeMounts[0].name'
  testRules(
    place,
    (volume) => setWith({ volumes: [volume], containers: [container({ volumeMounts: [mount] })] }),
    [
      [
        'its own mistake',
        { name: 'dir', hostPath: {} },
        ['required /spec.volumes[0].hostPath.path', 'not-found'],
      ],
      [
        'but not a token that old versions refuse',
        { name: 'dir', projected: { sources: [{ serviceAccountToken: { path: 'a' } }] } },
        ['forbidden /spec.volumes[0].projected.sources[0].serviceAccountToken'],
        [],
      ],
      [
        'nor what could not be read',
        { name: 'dir', hostPath: '/srv' },
        ['wrong-type /spec.volumes[0].hostPath'],
      ],
    ],
  )
})

describe('volumes made of images', () => {
  const image = [{ name: 'dir', image: { pullPolicy: 'Always' } }]
  testRules(
    'spec.containers[0].volumeMounts[0]',
    (fields) =>
      setWith({ volumes: image, containers: [container({ volumeMounts: [{ ...mount, ...fields }] })] }),
    [
      ['are mounted', {}, []],
      ['as a whole', { subPath: 'a' }, [], ['invalid .subPath']],
      ['without expressions', { subPathExpr: 'a' }, [], ['invalid .subPathExpr']],
    ],
  )
})

describe('volumeDevices', () => {
  const device = { name: 'claim', devicePath: '/dev/a' }
  testRules('spec.containers[0]', mounting, [
    ['a claim is a device', { volumeDevices: [device] }, []],
    [
      'a claim that is made is one in new versions',
      { volumeDevices: [{ ...device, name: 'made' }] },
      ['invalid .volumeDevices[0].name'],
      [],
    ],
    [
      'a directory is none',
      { volumeDevices: [{ ...device, name: 'dir' }] },
      ['invalid .volumeDevices[0].name'],
    ],
    [
      'a volume is there',
      { volumeDevices: [{ ...device, name: 'x' }] },
      ['not-found .volumeDevices[0].name'],
    ],
    [
      'name and path are needed',
      { volumeDevices: [{}] },
      [
        'required .volumeDevices[0].name',
        'not-found .volumeDevices[0].name',
        'required .volumeDevices[0].devicePath',
      ],
    ],
    [
      'name and path come once',
      { volumeDevices: [device, device] },
      ['invalid .volumeDevices[1].name', 'invalid .volumeDevices[1].devicePath'],
    ],
    [
      'a path does not climb',
      { volumeDevices: [{ ...device, devicePath: '/dev/../a' }] },
      ['invalid .volumeDevices[0].devicePath'],
    ],
    [
      'a name is mounted or a device',
      { volumeDevices: [device], volumeMounts: [{ name: 'claim', mountPath: '/b' }] },
      ['invalid .volumeDevices[0].name', 'invalid .volumeMounts[0].name'],
    ],
    [
      'so is a path',
      { volumeDevices: [device], volumeMounts: [{ name: 'dir', mountPath: '/dev/a' }] },
      ['invalid .volumeDevices[0].devicePath', 'invalid .volumeMounts[0].mountPath'],
    ],
  ])
})
