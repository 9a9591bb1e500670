// What a user of the packed library runs, by `import`.
import * as sidecarset from 'sidecarset'
import { runExample } from './example.cjs'

runExample(sidecarset)
