import 'server-only'
import ipaddr from 'ipaddr.js'

/** Whether a URL's host name is this machine, by its name or its literal address. Asks no name server. */
export function isLoopback(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true
  return ipaddr.isValid(bare) && ipaddr.process(bare).range() === 'loopback'
}
