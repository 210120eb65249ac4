import 'server-only'
import { type IncomingMessage, Server } from 'node:http'

/**
 * Makes a request that asks for another protocol a request like any other, as RFC 9110 §7.8 allows. Next takes
 * the socket of an upgrade and, where no page is meant, neither answers nor closes it: anybody could hold
 * sockets open for ever.
 */
export function ignoreUpgrades({ socket }: IncomingMessage): void {
  if ('server' in socket && socket.server instanceof Server) socket.server.removeAllListeners('upgrade')
}
