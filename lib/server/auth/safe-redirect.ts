import 'server-only'

/** Where to go after signing in or out: an address of ours, or our front page for any other. */
export function safeRedirect(wanted: string, origin: string): string {
  if (!URL.canParse(wanted, origin)) return `${origin}/`
  const url = new URL(wanted, origin)
  return url.origin === origin ? url.href : `${origin}/`
}
