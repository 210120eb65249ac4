import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage, ServerResponse } from 'node:http'
import { boundWaits } from './bound-waits'
import { secureAnswer, stripClaims } from './harden-exchange'
import { PEER_HEADER } from './http/client-ip'
import { ignoreUpgrades } from './ignore-upgrades'
import { keepHookAddress } from './keep-hook-address'
import { refuseBody } from './refuse-body'
import { refuseTarget } from './refuse-target'
import { refuseTrace } from './refuse-trace'
import { findRuntime } from './runtime'
import { securityHeaders } from './security-headers'
import type { Settings } from './settings'

/**
 * Stands before Next at every request. Writes the address of the socket on it, over whatever a client sent under
 * that name: Next hands handlers no socket, and believes `X-Forwarded-For` of anybody. Takes away what only we
 * may say, and gives every answer its security headers, Next's own included.
 */
export function tapPeers(settings: Pick<Settings, 'isProduction' | 'publicOrigin'>): void {
  if (globalThis.assayKnowsPeers === true) return
  const headers = securityHeaders(settings)
  subscribe('http.server.request.start', (message) => {
    const request = requestOf(message)
    if (request === undefined) return
    stripClaims(request)
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? ''
    const response = responseOf(message)
    if (response !== undefined) {
      secureAnswer(request, response, headers)
      // Whoever stays connected is otherwise cut off in the middle of what they ask next.
      if (findRuntime()?.isStopping) response.setHeader('connection', 'close')
    }
    refuseTrace(request, headers)
    refuseTarget(request, headers)
    keepHookAddress(request)
    refuseBody(request, headers)
    boundWaits(request)
    // In development a page is told of changes over such a connection.
    if (settings.isProduction) ignoreUpgrades(request)
  })
  globalThis.assayKnowsPeers = true
}

function requestOf(message: unknown): IncomingMessage | undefined {
  if (typeof message !== 'object' || message === null || !('request' in message)) return undefined
  return message.request instanceof IncomingMessage ? message.request : undefined
}

function responseOf(message: unknown): ServerResponse | undefined {
  if (typeof message !== 'object' || message === null || !('response' in message)) return undefined
  return message.response instanceof ServerResponse ? message.response : undefined
}
