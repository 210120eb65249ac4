import 'server-only'
import { AppError } from '@/lib/core/errors'

/**
 * Lets a request pass that a page of ours sent. `Sec-Fetch-Site` decides where the browser sends it; browsers
 * leave it out on plain http, and then `Origin` must be ours. Neither of them is a refusal.
 */
export function assertSameOrigin(headers: Headers, origin: string): void {
  const site = headers.get('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return
  if (site === null && headers.get('origin') === origin) return
  throw new AppError('cross-site-request', 'This change was not asked for by a page of Assay.')
}

/** Whether a browser marked the request as coming from some page. */
export function namesItsOrigin(headers: Headers): boolean {
  return headers.has('origin') || headers.has('sec-fetch-site')
}
