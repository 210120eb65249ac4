import 'server-only'

/** How a registry asks to be authenticated to (RFC 9110 §11, distribution token specification). */
export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'bearer'
      /** As the registry wrote it; not to be trusted. */
      readonly realm: string
      readonly service: string | null
    }

const LENGTH_MAX = 8192
const SCHEME = /(?:^|,)\s*(basic|bearer)\b(?!\s*=)/gi
const PARAMETER = /([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/gi

/** The challenge of a `WWW-Authenticate` header Assay can answer, Bearer before Basic; null for none. */
export function parseChallenge(header: string | null): Challenge | null {
  if (header === null || header.length > LENGTH_MAX) return null
  const challenges = splitChallenges(header)

  const bearer = challenges.find(({ scheme }) => scheme === 'bearer')
  const realm = bearer?.parameters.get('realm')
  if (realm !== undefined && realm !== '') {
    return { scheme: 'bearer', realm, service: bearer?.parameters.get('service') ?? null }
  }
  return challenges.some(({ scheme }) => scheme === 'basic') ? { scheme: 'basic' } : null
}

interface RawChallenge {
  readonly scheme: string
  readonly parameters: ReadonlyMap<string, string>
}

function splitChallenges(header: string): readonly RawChallenge[] {
  /** Quoted text is blanked first, so that a comma or a scheme inside of it is not one. */
  const blanked = header.replace(/"(?:[^"\\]|\\.)*"/g, (quoted) => '_'.repeat(quoted.length))
  const starts = [...blanked.matchAll(SCHEME)]
  return starts.map((start, position) => {
    const from = start.index + start[0].length
    const text = header.slice(from, starts[position + 1]?.index)
    return { scheme: (start[1] ?? '').toLowerCase(), parameters: parametersOf(text) }
  })
}

function parametersOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', quoted, bare] of text.matchAll(PARAMETER)) {
    const value = quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/g, '$1')
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value)
  }
  return found
}
