import 'server-only'
import { findRuntime } from './runtime'

/** Logs what failed while a page was rendered; by its route, for the address may hold what somebody searched. */
export function logPageFailure(
  error: unknown,
  where: { readonly method: string; readonly route: string },
): void {
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? error.digest : undefined
  findRuntime()?.log.error({ ...where, digest, error }, 'page failed')
}
