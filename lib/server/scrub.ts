import 'server-only'

const REDACTED = '[redacted]'
const KNOWN_LENGTH_MIN = 8
/** Secrets by their looks: our tokens and links, credentials of a header, JWTs, and user info in an address. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/asy_[0-9a-z]{20,40}_[A-Za-z0-9_-]{43}/g, REDACTED],
  [/\basyh_[A-Za-z0-9_-]{43}/g, REDACTED],
  [/\bwhs_[A-Za-z0-9_-]{43}/g, REDACTED],
  // One-time links: they open what they name once, to whoever has them.
  [/([?&]token=)[A-Za-z0-9_-]{20,}/g, `$1${REDACTED}`],
  [/\b(Basic|Bearer)\s+[A-Za-z0-9+/_=.~-]{4,}/gi, `$1 ${REDACTED}`],
  [/\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){2,4}/g, REDACTED],
  [/([a-z][a-z0-9+.-]{1,15}:\/\/)[^\s/"'@]{1,512}@/gi, `$1${REDACTED}@`],
]

/** Builds a function that takes secrets out of a line, known ones by value and unknown ones by their looks. */
export function buildScrubber(secrets: readonly string[]): (line: string) => string {
  const known = secrets.filter((secret) => secret.length >= KNOWN_LENGTH_MIN).flatMap(spellings)
  return (line) => {
    const shaped = SHAPES.reduce((text, [shape, instead]) => text.replace(shape, instead), line)
    return known.reduce((text, secret) => text.replaceAll(secret, REDACTED), shaped)
  }
}

/** A secret as it is, as JSON writes it, and as an address carries it. */
function spellings(secret: string): string[] {
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])]
}
