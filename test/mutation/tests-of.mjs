import { readdirSync } from 'node:fs'

/** The fast tests that have something to say about a folder of src. Each runs for every mutant that it reaches. */
const tests = {
  selector: [/^test\/selector\//, /^test\/inject\/matching/],
  reference: [
    /^test\/reference\//,
    /^test\/inject\/(policies|unreadable)/,
    /^test\/validate\/binding/,
    /^test\/security\/0[2-7]/,
    /^test\/laws\/volumes/,
  ],
  inject: [/^test\/inject\//, /^test\/security\/0[2-7]/, /^test\/laws\/(patch|volumes|refusal)/],
}

/** Tests that take too long to be run for each mutant. */
const slow = /\.(recorded|properties)\.test\.ts$/

/** The files below a folder that end so, sorted. */
export function filesIn(folder, ending) {
  const names = readdirSync(folder, { recursive: true }).map(
    (name) => `${folder}/${name.replaceAll('\\', '/')}`,
  )
  return names.filter((name) => name.endsWith(ending) && !name.includes('node_modules')).sort()
}

/** The test files for a folder below src. */
export function testsOf(folder = '') {
  const [top = ''] = folder.split('/')
  const wanted = tests[top] ?? Object.values(tests).flat()
  return filesIn('test', '.test.ts').filter(
    (file) => !slow.test(file) && wanted.some((one) => one.test(file)),
  )
}
