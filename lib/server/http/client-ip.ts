import 'server-only'
import ipaddr from 'ipaddr.js'

/** Set by our own tap on the HTTP server for each request, over whatever a client sent under this name. */
export const PEER_HEADER = 'x-assay-peer'

declare global {
  /** True once the tap is in place; without it the header is the client's word and worth nothing. */
  var assayKnowsPeers: boolean | undefined
}

/**
 * The address a request came from: the peer of the socket, or, where that is a trusted proxy, the right-most
 * address of `X-Forwarded-For` that is not one.
 */
export function clientIp(headers: Headers, trustedProxies: readonly string[]): string | null {
  if (globalThis.assayKnowsPeers !== true) return null
  const peer = normalize(headers.get(PEER_HEADER) ?? '')
  if (peer === null || !isTrusted(peer, trustedProxies)) return peer

  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => normalize(hop.trim()))
  for (const hop of hops.toReversed()) {
    // A hop that is no address was not written by a proxy we trust: stop before it.
    if (hop === null) return peer
    if (!isTrusted(hop, trustedProxies)) return hop
  }
  return peer
}

/** Whether an address is in one of the CIDRs. */
function isTrusted(address: string, cidrs: readonly string[]): boolean {
  const parsed = ipaddr.process(address)
  return cidrs.some((cidr) => {
    const [range, bits] = ipaddr.parseCIDR(cidr)
    return range.kind() === parsed.kind() && parsed.match(range, bits)
  })
}

/** `::ffff:10.0.0.1` and `10.0.0.1` are one address. */
function normalize(text: string): string | null {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : null
}
