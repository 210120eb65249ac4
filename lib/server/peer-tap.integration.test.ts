import { createServer, request as send } from 'node:http'
import { expect, it } from 'vitest'
import { clientIp } from './http/client-ip'
import { tapPeers } from './peer-tap'

async function serving<T>(ask: (port: number) => Promise<T>): Promise<T> {
  tapPeers({ isProduction: true })
  const server = createServer((request, response) => {
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
    response.end(clientIp(headers, []))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  try {
    return await ask(typeof address === 'object' && address !== null ? address.port : 0)
  } finally {
    server.close()
  }
}

it('gives the address of the socket, whatever a client writes in its headers', async () => {
  const spoofed = { 'x-assay-peer': '6.6.6.6', 'x-forwarded-for': '5.5.5.5', 'x-real-ip': '4.4.4.4' }
  const text = await serving(async (port) => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: spoofed })
    return response.text()
  })
  expect(text).toBe('127.0.0.1')
})

it('answers TRACE with 405, and nothing after it', async () => {
  const answer = await serving(
    (port) =>
      new Promise((resolve, reject) => {
        const request = send({ port, host: '127.0.0.1', method: 'TRACE' }, (response) => {
          let body = ''
          response.on('data', (chunk) => {
            body += chunk
          })
          response.on('end', () => resolve({ status: response.statusCode, body }))
        })
        request.on('error', reject).end()
      }),
  )
  expect(answer).toEqual({ status: 405, body: '' })
})
