import 'server-only'
import { type IncomingMessage, Server } from 'node:http'

/** For the head of a request, and for all of it. An answer may take as long as it takes. */
const HEADERS_TIMEOUT_MS = 15_000
const REQUEST_TIMEOUT_MS = 30_000

/** Gives up on clients that send a request by drops, so that they hold no sockets. */
export function boundWaits({ socket }: IncomingMessage): void {
  if (!('server' in socket) || !(socket.server instanceof Server)) return
  socket.server.headersTimeout = HEADERS_TIMEOUT_MS
  socket.server.requestTimeout = REQUEST_TIMEOUT_MS
}
