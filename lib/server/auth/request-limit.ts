import 'server-only'
import type { Context } from '@/lib/access/context'
import { AppError } from '@/lib/core/errors'

const WINDOW_MS = 60_000
const REQUESTS_MAX = 300
const ADDRESSES_MAX = 10_000

interface Window {
  count: number
  readonly endsAt: number
}

declare global {
  /** Shared by all parts the server is bundled in. */
  var assayAuthRequests: Map<string, Window> | undefined
}

/**
 * Holds back an address that asks for sign-in pages, tokens and callbacks faster than people do. Passwords have
 * counts of their own, kept in the database; this one only spares the machine, so each replica has its own.
 * @throws AppError `too-many-attempts`
 */
export function limitRequests({ ip, clock }: Pick<Context, 'ip' | 'clock'>): void {
  globalThis.assayAuthRequests ??= new Map()
  const windows = globalThis.assayAuthRequests
  const now = clock.now()
  const key = ip ?? 'unknown'
  const window = windows.get(key)
  if (window === undefined || window.endsAt <= now) {
    if (windows.size >= ADDRESSES_MAX) windows.clear()
    windows.set(key, { count: 1, endsAt: now + WINDOW_MS })
    return
  }
  window.count += 1
  if (window.count <= REQUESTS_MAX) return
  throw new AppError('too-many-attempts', 'Too many requests from this address. Wait a moment.', {
    retryAfterSeconds: Math.max(1, Math.ceil((window.endsAt - now) / 1000)),
  })
}
