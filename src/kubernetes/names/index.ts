export {
  cIdentifierMistakes,
  configMapKeyMistakes,
  envVarNameMistakes,
  hasParentElement,
  localPathMistakes,
  relativePathMistakes,
} from './keys-and-paths.js'
export type { Mistakes } from './mistakes.js'
export {
  isFileMode,
  isHeaderName,
  isIntegerWithin,
  isPercent,
  isPortNumber,
  isUserOrGroupId,
  portNameMistakes,
  portOrNameMistakes,
} from './numbers.js'
export {
  annotationKeyMistakes,
  dnsLabelMistakes,
  dnsSubdomainMistakes,
  isAnnotationKey,
  isDnsLabel,
  isLabelValue,
  isObjectName,
  isQualifiedName,
  labelValueMistakes,
  qualifiedNameMistakes,
} from './object-names.js'
