export type JsonTokenKind = 'key' | 'string' | 'number' | 'literal' | 'plain'

export interface JsonToken {
  readonly kind: JsonTokenKind
  readonly text: string
}

/** Above this many characters a document is shown without colours: a page of spans nobody reads costs seconds. */
export const HIGHLIGHT_LENGTH_MAX = 300_000

const TOKEN =
  /(?<string>"(?:[^"\\\n]|\\.)*")(?<colon>\s*:)?|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<literal>\b(?:true|false|null)\b)/g

/**
 * Colours JSON line by line. What is no JSON comes back as plain text, unchanged: the parts joined are always
 * the line itself.
 */
export function tokenizeJson(line: string): JsonToken[] {
  const tokens: JsonToken[] = []
  let end = 0
  for (const match of line.matchAll(TOKEN)) {
    if (match.index > end) tokens.push({ kind: 'plain', text: line.slice(end, match.index) })
    tokens.push(...tokensOf(match))
    end = match.index + match[0].length
  }
  if (end < line.length) tokens.push({ kind: 'plain', text: line.slice(end) })
  return tokens
}

function tokensOf(match: RegExpExecArray): JsonToken[] {
  const { string, colon, number } = match.groups ?? {}
  if (string === undefined) return [{ kind: number === undefined ? 'literal' : 'number', text: match[0] }]
  if (colon === undefined) return [{ kind: 'string', text: string }]
  return [
    { kind: 'key', text: string },
    { kind: 'plain', text: colon },
  ]
}

/** The document indented by two spaces, or as it stands when it is no JSON or would lose a number's exact digits. */
export function prettyJson(body: string): string {
  try {
    const value: unknown = JSON.parse(body)
    return JSON.stringify(value, null, 2)
  } catch {
    return body
  }
}
