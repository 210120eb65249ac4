/** An API token as it is carried: `asy_<id>_<secret>`; the id finds the row, the secret proves it. */
export interface TokenParts {
  readonly id: string
  readonly secret: string
}

/** Id: 29 characters after the prefix of our ids. Secret: 256 bits in base64url. */
const TOKEN = /^asy_([0-9a-z]{20,40})_([A-Za-z0-9_-]{43})$/
const TOKEN_LENGTH_MAX = 128

/** Takes a token apart, or answers undefined for anything that cannot be one. */
export function parseToken(text: string): TokenParts | undefined {
  if (text.length > TOKEN_LENGTH_MAX) return undefined
  const [, id, secret] = TOKEN.exec(text) ?? []
  return id !== undefined && secret !== undefined ? { id: `tok_${id}`, secret } : undefined
}

/** The text that is shown once. */
export function formatToken(parts: TokenParts): string {
  return `asy_${parts.id.slice('tok_'.length)}_${parts.secret}`
}
