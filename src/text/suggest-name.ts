/**
 * A DNS label close to a text that is none; `undefined` when nothing of it can stay.
 *
 * @example suggestDnsLabel('Log_Agent')  // 'log-agent'
 * @example suggestDnsLabel('presets.v2') // 'presets-v2'
 */
export function suggestDnsLabel(text: string): string | undefined {
  const label = replaceOthers(text, /[^a-z0-9]/g).slice(0, 63)
  return trimmed(label) || undefined
}

/**
 * An object's name close to a text that is none; `undefined` when nothing of it can stay.
 *
 * @example suggestObjectName('Filebeat_Config.v1') // 'filebeat-config.v1'
 */
export function suggestObjectName(text: string): string | undefined {
  const parts = replaceOthers(text.slice(0, 253), /[^a-z0-9.]/g).split('.')
  return (
    parts
      .map(trimmed)
      .filter((part) => part !== '')
      .join('.') || undefined
  )
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
