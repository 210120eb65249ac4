import 'server-only'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]

/** `::a.b.c.d` reaches IPv4 on some systems; ipaddr.js calls the range unicast. */
const IPV4_COMPATIBLE: Range = ipaddr.parseCIDR('::/96')

/** Decides which addresses may be connected to. */
export type AddressGuard = (address: string) => boolean

/**
 * Public unicast and the given CIDRs, nothing else: no loopback, private, link-local, carrier-grade NAT,
 * NAT64, 6to4 or Teredo. A malformed CIDR throws, so that a typing error never opens or closes silently.
 */
export function addressGuard(allowedCidrs: readonly string[]): AddressGuard {
  const allowed: readonly Range[] = allowedCidrs.map((cidr) => ipaddr.parseCIDR(cidr))
  return (text) => {
    if (isIP(text) === 0) return false
    const address = ipaddr.process(withoutZone(text))
    if (allowed.some((range) => isInside(address, range))) return true
    if (isInside(address, IPV4_COMPATIBLE)) return false
    return address.range() === 'unicast'
  }
}

/** The address a URL names literally, without brackets; null for a host name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? null : bare
}

function isInside(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Range): boolean {
  return address.kind() === network.kind() && address.match(network, bits)
}

function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? address
}
