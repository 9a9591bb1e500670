/** Words that mean something to a parser of manifests, a selector or an admission review. */
const words = [
  'null', 'true', '~', '0', '-1', '1e309', '0644', '1Gi', '50%', '{}', '[]', '[{}]', '""', ': ', '- ', '---\n', '&a ', '*a', '<<: *a',
  '|\n', '>-\n', '\t', '\u0000', '\u001b[2J', '\u202e', '\ud800', '__proto__', 'constructor', 'metadata', 'namespace', 'labels',
  'annotations', 'spec', 'containers', 'initContainers', 'volumes', 'volumeMounts', 'name', 'matchExpressions', 'In', 'NotIn',
  'Exists', 'kube-system/tls', 'secretName', 'patchPodMetadata', 'MergePatchJson', 'Partial', 'IS_INJECTED', '$(A)',
  'kruise.io/sidecarset-hash', 'CREATE', 'UPDATE', 'object', 'request', 'uid',
] // prettier-ignore

/** A changed copy of a text: one to eight small edits, some of them with parts of another text. */
export function mutate(text, other, random) {
  let changed = text
  for (let edits = 1 + random(8); edits > 0; edits -= 1) changed = editOnce(changed, other, random)
  return changed.length > 65_536 ? changed.slice(0, 65_536) : changed
}

function editOnce(text, other, random) {
  const at = random(text.length + 1)
  const end = at + random(Math.min(40, text.length - at + 1))
  switch (random(8)) {
    case 0:
      return text.slice(0, at) + text.slice(end)
    case 1:
      return text.slice(0, end) + text.slice(at)
    case 2:
      return text.slice(0, at) + words[random(words.length)] + text.slice(end)
    case 3:
      return text.slice(0, at) + words[random(words.length)] + text.slice(at)
    case 4:
      return (
        text.slice(0, at) + String.fromCharCode(random(random(4) === 0 ? 65_536 : 128)) + text.slice(at + 1)
      )
    case 5:
      return text.slice(0, at) + other.slice(random(other.length + 1)) // crossing
    case 6:
      return replaceToken(text, at, random)
    default:
      return text.slice(0, at) + text.slice(at, end).repeat(1 + random(6)) + text.slice(end)
  }
}

/** Puts another word in the place of a word, a number or a quoted text: what is around it stays well formed. */
function replaceToken(text, at, random) {
  const token = /"(?:[^"\\]|\\.)*"|[\w./-]+/g
  token.lastIndex = at
  const found = token.exec(text)
  if (found === null) return text
  const word = words[random(words.length)]
  const replacement = found[0].startsWith('"') && random(2) === 0 ? JSON.stringify(word) : word
  return text.slice(0, found.index) + replacement + text.slice(found.index + found[0].length)
}
