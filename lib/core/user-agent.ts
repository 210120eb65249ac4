/** How Assay names itself to registries. */
export const USER_AGENT = 'assay/0.1 (+registry console)'

/** Whether a client names itself as Assay. Anybody can: it never excuses a look at what really changed. */
export function isOwnUserAgent(client: string | null): boolean {
  return client?.startsWith('assay/') ?? false
}
