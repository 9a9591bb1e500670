// The one door to lodash: deep equality of JSON values, key order aside.
export { default as deepEqual } from 'lodash-es/isEqual.js'
