/**
 * A DNS label close to a text that is none; `undefined` when little of it can stay.
 *
 * @example suggestDnsLabel('Log_Agent')  // 'log-agent'
 * @example suggestDnsLabel('presets.v2') // 'presets-v2'
 */
export function suggestDnsLabel(text: string): string | undefined {
  return usable(trimmed(replaceOthers(text, /[^a-z0-9]/g).slice(0, 63)), text)
}

/**
 * An object's name close to a text that is none; `undefined` when little of it can stay.
 *
 * @example suggestObjectName('Filebeat_Config.v1') // 'filebeat-config.v1'
 */
export function suggestObjectName(text: string): string | undefined {
  const parts = replaceOthers(text, /[^a-z0-9.]/g)
    .slice(0, 253)
    .split('.')
  const name = parts.map(trimmed).filter((part) => part !== '')
  return usable(name.join('.'), text)
}

/** A name of which little is left is no suggestion. */
function usable(name: string, text: string): string | undefined {
  const isShort = name.length * 2 < Math.min(text.length, 63)
  return name === '' || isShort ? undefined : name
}

function replaceOthers(text: string, others: RegExp): string {
  return text.slice(0, 1000).toLowerCase().replace(others, '-')
}

function trimmed(text: string): string {
  let [start, end] = [0, text.length]
  while (text[start] === '-') start++
  while (end > start && text[end - 1] === '-') end--
  return text.slice(start, end)
}
