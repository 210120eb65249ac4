import { createServer, request as send } from 'node:http'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { clientIp } from './http/client-ip'
import { tapPeers } from './peer-tap'

async function serving<T>(ask: (port: number) => Promise<T>): Promise<T> {
  tapPeers({ isProduction: true, publicOrigin: 'https://assay.example' })
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/api/')) {
      response.statusCode = request.headers['x-status'] === undefined ? 405 : 413
      response.end()
      return
    }
    if (request.url === '/names') {
      response.end(Object.keys(request.headers).join(' '))
      return
    }
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
  expect(answer).toMatchObject({ status: 405, body: expect.not.stringContaining('127.0.0.1') })
})

it('gives every answer its security headers, and a bare refusal of the API a problem', async () => {
  const answer = await serving((port) =>
    fetch(`http://127.0.0.1:${port}/api/absent`, { method: 'PUT', body: 'x' }).then(read),
  )
  expect(answer).toMatchObject({ status: 405, body: { code: 'method-not-allowed', status: 405 } })
  expect(answer.headers).toMatchObject({
    'cache-control': 'private, no-store',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'content-type': 'application/problem+json; charset=utf-8',
    'referrer-policy': 'same-origin',
    'strict-transport-security': expect.stringContaining('max-age='),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
})

it('names the methods of an address with a refused one', async () => {
  const answer = await serving((port) =>
    fetch(`http://127.0.0.1:${port}/api/v1/grants/gra_1`, { method: 'PUT', body: 'x' }).then(read),
  )
  expect(answer).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } })
  expect(answer.headers).toMatchObject({ allow: 'DELETE, OPTIONS, PATCH' })
})

it('says nothing to a registry that delivers but the status', async () => {
  for (const headers of [{}, { 'x-status': '413' }]) {
    const answer = await serving((port) =>
      fetch(`http://127.0.0.1:${port}/api/hooks/main`, { method: 'PUT', body: 'x', headers }),
    )
    expect(await answer.text()).toBe('')
    expect(answer.headers.get('content-type')).toBeNull()
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
  }
})

it('does not let a page take a body, nor anybody one that calls itself too large', async () => {
  const page = await serving((port) =>
    fetch(`http://127.0.0.1:${port}/settings`, {
      method: 'POST',
      body: 'x',
      headers: { 'next-action': 'a' },
    }).then(read),
  )
  expect(page).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } })
  expect(page.headers).toMatchObject({ allow: 'GET, HEAD, OPTIONS', 'x-frame-options': 'DENY' })

  const large = await serving((port) => declare(port, 18 * 1024 * 1024))
  expect(large).toContain('HTTP/1.1 413')
  expect(large).toContain('body-too-large')
})

it('answers who sends everything before reading, as browsers do', async () => {
  const large = await serving((port) => sendThenRead(port, 18 * 1024 * 1024))
  expect(large).toContain('body-too-large')
})

it('takes away what a client says in our name', async () => {
  const names = await serving((port) =>
    fetch(`http://127.0.0.1:${port}/names`, {
      headers: {
        'content-security-policy': "script-src 'nonce-evil'",
        'x-nonce': 'evil',
        'x-middleware-subrequest': 'middleware:middleware',
        'x-assay-path': '/evil',
        'next-action': 'a',
        'x-kept': 'yes',
      },
    }).then((response) => response.text()),
  )
  expect(names).toContain('x-kept')
  expect(names).not.toMatch(/nonce|policy|middleware|x-assay-path|next-action/)
})

async function read(response: Response) {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: JSON.parse(await response.text()),
  }
}

/** Announces a body and sends none of it. */
function declare(port: number, bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST /api/v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\n\r\n`)
    })
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
  })
}

/** Sends a whole body, and looks at the answer only after the last byte of it has left. */
function sendThenRead(port: number, bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => {
      socket.pause()
      socket.write(`POST /api/v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\n\r\n`)
      socket.write(Buffer.alloc(bytes, 'a'), () => socket.resume())
    })
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
  })
}
