// The only file that knows fast-json-patch. It is a chunk of its own in the built package: pages that apply no patch leave
// it out. The default import, since the named ones do not exist for Node's ESM loader.
import fastJsonPatch from 'fast-json-patch'

/** Applies one operation of RFC 6902. */
export const applyOperation: typeof fastJsonPatch.applyOperation = fastJsonPatch.applyOperation
