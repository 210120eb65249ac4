import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'
import { PEER_HEADER } from './http/client-ip'
import { ignoreUpgrades } from './ignore-upgrades'
import { keepHookAddress } from './keep-hook-address'
import { refuseTarget } from './refuse-target'
import { refuseTrace } from './refuse-trace'
import type { Settings } from './settings'

/**
 * Writes the address of the socket on every request, over whatever a client sent under that name. Next hands
 * handlers no socket, and believes `X-Forwarded-For` of anybody.
 */
export function tapPeers({ isProduction }: Pick<Settings, 'isProduction'>): void {
  if (globalThis.assayKnowsPeers === true) return
  subscribe('http.server.request.start', (message) => {
    const request = requestOf(message)
    if (request === undefined) return
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? ''
    refuseTrace(request)
    refuseTarget(request)
    keepHookAddress(request)
    // In development a page is told of changes over such a connection.
    if (isProduction) ignoreUpgrades(request)
  })
  globalThis.assayKnowsPeers = true
}

function requestOf(message: unknown): IncomingMessage | undefined {
  if (typeof message !== 'object' || message === null || !('request' in message)) return undefined
  return message.request instanceof IncomingMessage ? message.request : undefined
}
