export { listAt, objectAt as mappingAt, textAt, textsAt, valueAt } from '../read/index.js'
