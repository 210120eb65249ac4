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

const LEXEME = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/**
 * The document on lines of their own, indented by two spaces. Only white space changes: a key that stands twice
 * and a number's exact digits are kept, because an auditor looks for them. What is no JSON stays as it is.
 */
export function indentJson(body: string): string {
  if (!isJson(body)) return body

  let text = ''
  let depth = 0
  let before = ''
  for (const [lexeme] of body.matchAll(LEXEME)) {
    const isClosing = lexeme === '}' || lexeme === ']'
    if (isClosing) depth -= 1
    const isEmptyPair = isClosing && (before === '{' || before === '[')
    if (needsLine(before, lexeme) && !isEmptyPair) text += `\n${'  '.repeat(Math.max(0, depth))}`
    text += lexeme === ':' ? ': ' : lexeme
    if (lexeme === '{' || lexeme === '[') depth += 1
    before = lexeme
  }
  return text
}

function needsLine(before: string, lexeme: string): boolean {
  return ['{', '[', ','].includes(before) || (lexeme === '}' && before !== '') || lexeme === ']'
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}
