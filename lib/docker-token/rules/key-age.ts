const WARN_BEFORE_MS = 90 * 86_400_000

/** Whether a certificate ends so soon that registries should be given another one now. */
export function endsSoon(expiresAt: number, now: number): boolean {
  return expiresAt - now < WARN_BEFORE_MS
}
