import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { CI_SYSTEMS, snippetOf } from './snippets'

const run = promisify(execFile)
const DIGEST = `sha256:${'a'.repeat(64)}`
const hasTools = ['jq', 'curl'].every((tool) => spawnSync(tool, ['--version']).status === 0)
const afterwards: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const undo of afterwards.splice(0)) await undo()
})

describe('the snippets for CI', () => {
  it.skipIf(!hasTools)('send each report about the digest, with the token, as they stand', async () => {
    const { url, received } = await listen()
    const folder = await mkdtemp(join(tmpdir(), 'assay-snippet-'))
    afterwards.push(() => rm(folder, { recursive: true, force: true }))
    await writeFile(join(folder, 'junit.xml'), '<testsuites name="it’s"/>\n')
    await writeFile(join(folder, 'trivy.json'), '{"Results":[]}')

    const script = snippetOf('shell', { url, registry: 'main', repository: 'team/app' })
    const env = { ...process.env, DIGEST, ASSAY_TOKEN: 'asy_token' }
    await run('sh', ['-e', '-c', script], { cwd: folder, env })

    const subject = { registry: 'main', repository: 'team/app', digest: DIGEST }
    expect(received).toEqual([
      {
        path: '/api/v1/evidence',
        token: 'Bearer asy_token',
        body: { subject, type: 'EVD-001', payload: '<testsuites name="it’s"/>\n' },
      },
      {
        path: '/api/v1/evidence',
        token: 'Bearer asy_token',
        body: { subject, type: 'EVD-002', payload: '{"Results":[]}' },
      },
    ])
  })

  it('say the same commands in each system, never a token', () => {
    for (const { name } of CI_SYSTEMS) {
      const text = snippetOf(name, { url: 'https://assay.test', registry: 'main', repository: 'a/b' })

      expect(text.match(/https:\/\/assay\.test\/api\/v1\/evidence/g)).toHaveLength(2)
      expect(text).toContain('$ASSAY_TOKEN')
      expect(text).not.toContain('asy_')
    }
  })

  it('keeps its backslashes through a Groovy string', async () => {
    const text = snippetOf('jenkins', { url: 'https://assay.test', registry: 'main', repository: 'a/b' })
    const inside = text.split("'''")[1] ?? ''

    // What Groovy makes of it has to be a script that a shell can parse.
    const child = spawn('sh', ['-n'], { stdio: ['pipe', 'ignore', 'ignore'] })
    child.stdin.end(inside.replaceAll('\\\\', '\\'))
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0)
  })
})

interface Received {
  readonly path: string
  readonly token: string
  readonly body: unknown
}

async function listen() {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    received.push({
      path: request.url ?? '',
      token: request.headers.authorization ?? '',
      body: JSON.parse(await textOf(request)),
    })
    response.writeHead(201).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterwards.push(() => new Promise((resolve) => server.close(() => resolve())))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens nowhere.')
  return { url: `http://127.0.0.1:${address.port}`, received }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
