// The only file that knows js-yaml. It is a chunk of its own in the built package: pages that read no YAML leave it out.
export { DEFAULT_SCHEMA, dump, loadAll, Schema, Type, YAMLException } from 'js-yaml'
export type { LoadOptions, State } from 'js-yaml'
