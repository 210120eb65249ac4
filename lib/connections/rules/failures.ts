/** Failures of the way to the registry or of our account there: asking for the next thing will not help. */
const REGISTRY_WIDE: ReadonlySet<string> = new Set([
  'upstream-blocked',
  'upstream-unreachable',
  'upstream-tls',
  'upstream-timeout',
  'upstream-auth',
  'upstream-rate-limited',
])

/** Whether a failure is our own database's, which says nothing of the registry. */
export function isOurs(code: string): boolean {
  return code === 'database-busy'
}

/** Whether a failure is the registry's as a whole rather than of the one thing asked for. */
export function isRegistryWide(code: string): boolean {
  return REGISTRY_WIDE.has(code)
}
