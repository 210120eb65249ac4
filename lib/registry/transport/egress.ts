import 'server-only'
import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { lookup as lookupAll } from 'node:dns/promises'
import { createSecureContext, rootCertificates } from 'node:tls'
import { Agent, buildConnector } from 'undici'
import { InvalidInputError } from '@/lib/core/errors'
import type { EgressPolicy } from '../types'
import { type AddressGuard, addressGuard, literalAddress } from './address'

const CONNECT_TIMEOUT_MS = 3_000
const HEADERS_TIMEOUT_MS = 10_000
const BODY_IDLE_TIMEOUT_MS = 10_000
const CONNECTIONS_MAX = 16
const HEADER_BYTES_MAX = 16_384
/** Behind the limits of each call, should one be forgotten. */
const RESPONSE_BYTES_MAX = 64 * 1024 * 1024

/** An address that may not be connected to; never says which or why. */
class EgressBlockedError extends Error {
  readonly code = 'E_EGRESS'
  constructor() {
    super('this address may not be connected to')
  }
}

/**
 * The sockets to one registry. Every connection is checked three times: the literal address, the answer of
 * the name server, and the address the socket really reached, since a lookup is not made for a literal and
 * may change between two questions.
 */
export function guardedAgent(egress: EgressPolicy, caPem: string | null): Agent {
  const isAllowed = addressGuard(egress.allowedCidrs)
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    lookup: guardedLookup(isAllowed),
    ...(caPem === null ? {} : { secureContext: createSecureContext({ ca: [...rootCertificates, caPem] }) }),
  })
  return new Agent({
    connections: CONNECTIONS_MAX,
    pipelining: 1,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: BODY_IDLE_TIMEOUT_MS,
    maxHeaderSize: HEADER_BYTES_MAX,
    maxResponseSize: RESPONSE_BYTES_MAX,
    connect: (options, callback) => {
      const literal = literalAddress(options.hostname)
      if (literal !== null && !isAllowed(literal)) return callback(new EgressBlockedError(), null)
      connect(options, (error, socket) => {
        if (error !== null) return callback(error, null)
        if (isAllowed(socket.remoteAddress ?? '')) return callback(null, socket)
        socket.destroy()
        callback(new EgressBlockedError(), null)
      })
    },
  })
}

/**
 * Refuses a URL whose host is, or at this moment resolves to, an address that may not be connected to. A
 * name that does not resolve passes: connecting will tell.
 * @throws InvalidInputError `url-not-allowed`
 */
export async function assertReachable(url: URL, egress: EgressPolicy): Promise<void> {
  const isAllowed = addressGuard(egress.allowedCidrs)
  const literal = literalAddress(url.hostname)
  const addresses = literal === null ? await resolveName(url.hostname) : [literal]
  if (addresses.every(isAllowed)) return
  throw new InvalidInputError('url-not-allowed', 'Assay may not connect to this address.', {
    issues: [{ pointer: '/url', code: 'url-not-allowed', message: 'Assay may not connect to this address.' }],
  })
}

async function resolveName(hostname: string): Promise<readonly string[]> {
  const found = await lookupAll(hostname, { all: true }).catch(() => [])
  return found.map(({ address }) => address)
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void

function guardedLookup(isAllowed: AddressGuard) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0)
      const reachable = addresses.filter(({ address }) => isAllowed(address))
      const [first] = reachable
      if (first === undefined) return callback(new EgressBlockedError(), '', 0)
      if (options.all) return callback(null, reachable)
      callback(null, first.address, first.family)
    })
  }
}
