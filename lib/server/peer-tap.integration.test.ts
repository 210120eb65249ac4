import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { clientIp } from './http/client-ip'
import { tapPeers } from './peer-tap'

it('gives the address of the socket, whatever a client writes in its headers', async () => {
  tapPeers()
  const server = createServer((request, response) => {
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
    response.end(clientIp(headers, []))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const spoofed = { 'x-assay-peer': '6.6.6.6', 'x-forwarded-for': '5.5.5.5', 'x-real-ip': '4.4.4.4' }
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: spoofed })
  expect(await response.text()).toBe('127.0.0.1')
  server.close()
})
