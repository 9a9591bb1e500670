// What a user of the packed library runs, by `require`.
const { runExample } = require('./example.cjs')

runExample(require('sidecarset'))
