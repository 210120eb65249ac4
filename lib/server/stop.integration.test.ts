import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'

let child: ChildProcess | undefined
let dataDir = ''
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

async function start() {
  dataDir = mkdtempSync(join(tmpdir(), 'assay-stop-'))
  const flags = ['--conditions=react-server', '--import', 'tsx', 'lib/testing/stop-process.ts']
  const { NODE_ENV: _, ...env } = process.env
  const started = spawn(process.execPath, flags, {
    env: { ...env, NODE_ENV: 'development', ASSAY_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child = started
  let said = ''
  started.stdout.on('data', (chunk) => {
    said += chunk
  })
  while (!said.includes('listening ')) await once(started.stdout, 'data')
  const [, port = '', token = ''] = /listening (\d+) (\S+)/.exec(said) ?? []
  const get = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { authorization: `Bearer ${token}`, connection: 'close' },
    })
  return { started, get }
}

it('a stop under load is told at once, lets nobody down, and ends in time', async () => {
  const { started, get } = await start()
  expect((await get('/ready')).status).toBe(200)
  const stream = await get('/changes')
  const streamed = stream.text()
  const slow = Array.from({ length: 40 }, () => get('/slow').then((answer) => answer.text()))
  await sleep(400)

  const ended = once(started, 'exit')
  const stoppedAt = performance.now()
  started.kill('SIGTERM')
  let readiness = 200
  while (readiness === 200 && performance.now() - stoppedAt < 2_000) readiness = (await get('/ready')).status
  expect(readiness).toBe(503)
  expect(performance.now() - stoppedAt).toBeLessThan(2_000)
  expect(await streamed).toContain('event: end\ndata: {"reason":"stopping"}')
  expect(performance.now() - stoppedAt).toBeLessThan(5_000)
  expect(new Set(await Promise.all(slow))).toEqual(new Set(['in time']))
  const [code] = await ended
  expect(code).toBe(0)
  expect(performance.now() - stoppedAt).toBeLessThan(15_000)
})
