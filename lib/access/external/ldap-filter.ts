import 'server-only'

/** A value inside a filter, escaped as RFC 4515 has it, so that it is a value and nothing else. */
export function escapeFilterValue(value: string): string {
  return value.replace(/[\\*()]|\p{Cc}/gu, (character) => {
    const bytes = Buffer.from(character, 'utf8').toString('hex')
    return bytes.replace(/../g, (byte) => `\\${byte}`)
  })
}

/** A filter of the settings with its `{placeholders}` filled in, escaped, all at once: a value is never a placeholder. */
export function fillFilter(filter: string, values: Readonly<Record<string, string>>): string {
  return filter.replace(/\{(\w+)\}/g, (text, name: string) => {
    const value = values[name]
    return value === undefined ? text : escapeFilterValue(value)
  })
}
