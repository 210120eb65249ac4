import 'server-only'
import { isSecure } from './session'
import type { Settings } from './settings'

/** For what is no page: nothing in it runs, and nothing frames it. Pages bring a policy of their own. */
const CLOSED_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CLOSED_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}
const HSTS = 'max-age=31536000; includeSubDomains'

/** What every answer carries, whoever makes it. */
export function securityHeaders(settings: Pick<Settings, 'publicOrigin'>): Readonly<Record<string, string>> {
  return isSecure(settings) ? { ...HEADERS, 'strict-transport-security': HSTS } : HEADERS
}
