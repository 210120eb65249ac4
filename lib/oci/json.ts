import { UpstreamError } from '@/lib/core/errors'

const DEPTH_MAX = 32
const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPENERS: ReadonlySet<number> = new Set([0x5b, 0x7b])
const CLOSERS: ReadonlySet<number> = new Set([0x5d, 0x7d])

/** Whether brackets nest deeper than `max`, found without parsing; brackets in strings do not count. */
export function isDeeperThan(bytes: Uint8Array, max: number): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (isInString) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) isInString = false
    } else if (byte === QUOTE) isInString = true
    else if (OPENERS.has(byte)) depth += 1
    else if (CLOSERS.has(byte)) depth -= 1
    if (depth > max) return true
  }
  return false
}

/**
 * Reads JSON a registry sent: strict UTF-8, at most 32 levels deep.
 * @throws UpstreamError `upstream-invalid`
 */
export function parseUpstreamJson(bytes: Uint8Array): unknown {
  if (isDeeperThan(bytes, DEPTH_MAX)) {
    throw new UpstreamError('upstream-invalid', 'The registry sent JSON nested too deep.')
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new UpstreamError('upstream-invalid', 'The registry sent something that is not JSON.', { cause })
  }
}
