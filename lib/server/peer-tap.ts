import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'
import { PEER_HEADER } from './http/client-ip'
import { ignoreUpgrades } from './ignore-upgrades'
import { refuseTarget } from './refuse-target'
import { refuseTrace } from './refuse-trace'

/**
 * Writes the address of the socket on every request, over whatever a client sent under that name. Next hands
 * handlers no socket, and believes `X-Forwarded-For` of anybody.
 */
export function tapPeers(): void {
  if (globalThis.assayKnowsPeers === true) return
  subscribe('http.server.request.start', (message) => {
    const request = requestOf(message)
    if (request === undefined) return
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? ''
    refuseTrace(request)
    refuseTarget(request)
    ignoreUpgrades(request)
  })
  globalThis.assayKnowsPeers = true
}

function requestOf(message: unknown): IncomingMessage | undefined {
  if (typeof message !== 'object' || message === null || !('request' in message)) return undefined
  return message.request instanceof IncomingMessage ? message.request : undefined
}
