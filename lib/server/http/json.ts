import 'server-only'
import { AppError } from '@/lib/core/errors'

const DEPTH_MAX = 32
/** Keys that reach into an object's prototype when copied carelessly. No field of ours is called so. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads JSON by RFC 8259, stricter than `JSON.parse`: depth is counted before parsing, a key may stand once.
 * @throws AppError `invalid-json`, `json-too-deep` or `unknown-field`.
 */
export function parseJson(text: string): unknown {
  if (depthOf(text) > DEPTH_MAX) throw new AppError('json-too-deep', `JSON may be nested ${DEPTH_MAX} deep.`)
  const value = parseText(text)
  refuseKeys(text)
  return value
}

function parseText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    // The parser's message quotes the input, so it is not kept even as a cause.
    throw new AppError('invalid-json', 'The body is not JSON.')
  }
}

/** Deepest nesting of brackets outside of strings; right for any text, valid JSON or not. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const { kind } of tokensOf(text)) {
    if (kind === 'open') deepest = Math.max(deepest, ++depth)
    if (kind === 'close') depth--
  }
  return deepest
}

function refuseKeys(text: string): void {
  const open: Set<string>[] = []
  for (const token of tokensOf(text)) {
    if (token.kind === 'open') open.push(new Set())
    if (token.kind === 'close') open.pop()
    if (token.kind === 'key') refuseKey(token.key, open.at(-1))
  }
}

function refuseKey(key: string, seen: Set<string> | undefined): void {
  if (FORBIDDEN_KEYS.has(key)) throw new AppError('unknown-field', 'There is a field that is not known.')
  if (seen?.has(key)) throw new AppError('invalid-json', 'The body names one field twice.')
  seen?.add(key)
}

type Token = { readonly kind: 'open' | 'close' } | { readonly kind: 'key'; readonly key: string }

/** One pass, each character looked at once or twice, so a hostile text costs no more than a plain one. */
function* tokensOf(text: string): Generator<Token> {
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '[' || character === '{') yield { kind: 'open' }
    else if (character === ']' || character === '}') yield { kind: 'close' }
    else if (character === '"') {
      const end = endOfString(text, at)
      if (isBeforeColon(text, end)) yield { kind: 'key', key: decodeKey(text.slice(at + 1, end)) }
      at = end
    }
  }
}

/** Where the string that starts at `start` ends: its closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
  return at
}

function isBeforeColon(text: string, end: number): boolean {
  let at = end + 1
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at++
  return text.charAt(at) === ':'
}

/** `{"\u0061":1,"a":2}` names one field twice, so keys are compared as they read, not as they are written. */
function decodeKey(inner: string): string {
  if (!inner.includes('\\')) return inner
  try {
    return String(JSON.parse(`"${inner}"`))
  } catch {
    return inner
  }
}
