export { byteLength } from './byte-length.js'
export { dnsLabelMistakes, dnsSubdomainMistakes, isDnsLabel, isObjectName } from './dns-names.js'
export { cIdentifierMistakes, configMapKeyMistakes, envVarNameMistakes } from './key-names.js'
export {
  annotationKeyMistakes,
  isAnnotationKey,
  isLabelValue,
  isQualifiedName,
  labelValueMistakes,
  qualifiedNameMistakes,
} from './label-names.js'
export type { Mistakes } from './mistakes.js'
export { isFileMode, isHeaderName, isIntegerWithin, isPercent, isUserOrGroupId } from './numbers.js'
export { hasParentElement, localPathMistakes, relativePathMistakes } from './paths.js'
export { isPortNumber, portNameMistakes, portOrNameMistakes } from './ports.js'
