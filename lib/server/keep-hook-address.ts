import 'server-only'
import type { IncomingMessage } from 'node:http'

const HOOK = /^\/+api\/+hooks\/+([^/?]+)\/*(\?.*)?$/

/**
 * Writes the address of a notification the one way Next serves it. Next redirects other spellings and requests
 * with headers of its own, and a registry takes a redirect for a delivery: the event would be lost.
 */
export function keepHookAddress(request: IncomingMessage): void {
  const [, registry] = HOOK.exec(request.url ?? '') ?? []
  if (registry === undefined) return
  request.url = `/api/hooks/${registry}`
  for (const name of Object.keys(request.headers)) {
    if (name === 'rsc' || name.startsWith('next-')) delete request.headers[name]
  }
}
