import 'server-only'

const BITS_MIN = 96
const EXAMPLES = /change.?me|example|secret|password|insecure|default|your.?key|1234567890/i

/** Whether a secret is an example, or has so little variety that nobody drew it at random. */
export function isGuessable(secret: string): boolean {
  return EXAMPLES.test(secret) || bitsOf(secret) < BITS_MIN || isRepetition(secret)
}

/** Upper bound of the information in a text: its length by the entropy of its characters. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= count * Math.log2(count / text.length)
  return bits
}

/** `abcdefghabcdefgh…` is a short secret, however long it is written. */
function isRepetition(text: string): boolean {
  return (text + text).indexOf(text, 1) < text.length
}
