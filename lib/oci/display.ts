const TEXT_LENGTH_MAX = 4096
const ENTRIES_MAX = 200

/** C0 but tab and line feed, DEL, C1, bidirectional controls, line separators, byte order mark. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** Text a stranger wrote, with the characters that could deceive or break a screen written as `U+XXXX`. */
export function displaySafe(text: string): string {
  return text.replace(
    UNSAFE,
    (character) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}

/** As `displaySafe`, cut to 4,096 characters with an ellipsis to say so. */
export function displayText(text: string): string {
  const isLong = text.length > TEXT_LENGTH_MAX
  return displaySafe(isLong ? `${text.slice(0, TEXT_LENGTH_MAX - 1)}…` : text)
}

/** The strings of a list, at most 200; anything else gives none. */
export function displayList(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  const texts = value.filter((item): item is string => typeof item === 'string')
  return texts.slice(0, ENTRIES_MAX).map(displayText)
}

/** The string entries of an object, at most 200; anything else gives none. */
export function displayMap(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  const kept: [string, string][] = []
  for (const [name, text] of Object.entries(value)) {
    if (kept.length === ENTRIES_MAX) break
    if (typeof text === 'string' && name !== '__proto__') kept.push([displayText(name), displayText(text)])
  }
  return Object.fromEntries(kept)
}
