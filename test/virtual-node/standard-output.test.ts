import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkVirtualNodePod } from '../../src/virtual-node/check-virtual-node-pod.js'
import { globMatches, standardOutputFile } from '../../src/virtual-node/standard-output.js'

describe('globMatches', () => {
  const file = '/var/log/std/app/0.log'
  test.each<[glob: string, matches: boolean]>([
    ['/var/log/std/*.log', false],
    ['/var/log/std/*', false],
    ['/var/log/std/*/*.log', true],
    ['/var/log/std/*/0.log', true],
    ['/var/log/std/app/0.log', true],
    ['/var/log/std/other/0.log', false],
    ['/var/log/std/app/*.txt', false],
    ['/var/log/std/**/*.log', true],
    ['/var/log/std/**', true],
    ['/var/log/std/**/app/0.log', true],
    ['/var/log/**/0.log', true],
    ['/var/log/std/*/*/*.log', false],
    ['/var/log/std/a*p/?.log', true],
    ['/var/log/std/a?/0.log', false],
    ['/var/log/std/*a*p*/*', true],
    ['/var/log/std/${POD}/*.log', true],
    ['/var/log/std/[a-c]*.log', true],
    ['', false],
  ])('%s', (glob, matches) => expect(globMatches(glob, file)).toBe(matches))

  const part = fc.stringMatching(/^[ab*?]{0,6}$/)
  test('agrees with a regular expression', () => {
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 4 }),
        fc.array(fc.stringMatching(/^[ab]{1,6}$/), { maxLength: 4 }),
        (glob, path) => {
          fc.pre(!glob.includes('**'))
          const source = glob.map((each) => each.replace(/\*/g, '[^/]*').replace(/\?/g, '[^/]')).join('/')
          expect(globMatches(glob.join('/'), path.join('/'))).toBe(
            new RegExp(`^${source}$`).test(path.join('/')),
          )
        },
      ),
    )
  })
})

test.each<[mountPath: string, file: string]>([
  ['/var/log/std', '/var/log/std/app/0.log'],
  ['/var/log/std//', '/var/log/std/app/0.log'],
])('the file below %s', (mountPath, file) => expect(standardOutputFile(mountPath, 'app')).toBe(file))

/** The paths that are reported for a configuration of a sidecar that mounts the standard output at /std. */
function reported(text: string, mount: object = {}): string[] {
  const pod = {
    metadata: { namespace: 'web', labels: { 'alibabacloud.com/eci': 'true' } },
    spec: {
      volumes: [
        { name: 'std', csi: { driver: 'stdlogplugin.csi.alibabacloud.com' } },
        { name: 'conf', configMap: { name: 'kube-system/conf' } },
      ],
      containers: [
        {
          name: 'log',
          volumeMounts: [
            { name: 'std', mountPath: '/std', ...mount },
            { name: 'conf', mountPath: '/conf' },
          ],
        },
        { name: 'app', volumeMounts: [] },
      ],
    },
  }
  const configMaps = [{ metadata: { namespace: 'kube-system', name: 'conf' }, data: { text } }]
  return checkVirtualNodePod(pod, { configMaps })
    .filter(({ code }) => code === 'stdlog-path-never-matches')
    .map(({ message }) => /reads "([^"]*)"/.exec(message)?.[1] ?? '')
}

describe('paths in a configuration', () => {
  test.each<[title: string, text: string, paths: string[]]>([
    ['of filebeat', 'paths:\n  - /std/*.log\n', ['/std/*.log']],
    ['of filebeat, as they should be', 'paths:\n  - /std/*/*.log\n', []],
    ['in quotes', 'paths: ["/std/*.log", \'/std/*.txt\']', ['/std/*.log', '/std/*.txt']],
    ['in brackets', 'paths: [/std/*.log]', ['/std/*.log']],
    ['of fluentd', '<source>\n  path /std/*.log,/std/app/0.log\n</source>', ['/std/*.log']],
    ['in XML', '<path>/std/*.log</path>', ['/std/*.log']],
    ['in INI', 'Path=/std/*.log', ['/std/*.log']],
    ['a dash without a space', '-/std/*.log', ['/std/*.log']],
    ['a comment', '# - /std/*.log', []],
    ['a directory', 'logs_path: "/std/"', []],
    ['of a container that is there', '/std/app/0.log', []],
    ['of a container that is not', '/std/other/0.log', ['/std/other/0.log']],
    ['elsewhere', '/standard/*.log /var/std/*.log', []],
    ['with alternatives of a tool', '/std/{app,log}.log', []],
    ['the same path twice', '/std/*.log\n/std/*.log', ['/std/*.log']],
  ])('%s', (_, text, paths) => expect(reported(text)).toEqual(paths))

  test('a part of the volume has another layout', () => {
    expect(reported('/std/*.log', { subPath: 'app' })).toEqual([])
  })

  test('a text that is too long is not searched', () => {
    expect(reported(`/std/*.log\n${' '.repeat(1_000_000)}`)).toEqual([])
  })
})
