import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { request } from 'undici'
import { REGISTRY_ACCOUNT, type RunningRegistry, startRegistry } from '@/lib/testing/registry'

export interface RegistryServer {
  readonly name: string
  readonly isThere: boolean
  start(options: { readonly htpasswd: boolean }): Promise<RunningRegistry>
}

/** Where `npm run test:registries` keeps what it builds. */
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'assay/registries')
const DISTRIBUTION_3 = join(CACHE, 'distribution-v3.1.1')
const ZOT = join(CACHE, 'zot-v2.1.20')

/** Every registry the contract is held against, as far as its program is here. */
export const SERVERS: readonly RegistryServer[] = [
  { name: 'distribution 2.8', isThere: true, start: (options) => startRegistry(options) },
  {
    name: 'distribution 3.1',
    isThere: existsSync(DISTRIBUTION_3),
    start: (options) => startRegistry({ ...options, program: DISTRIBUTION_3 }),
  },
  { name: 'zot 2.1', isThere: existsSync(ZOT), start: startZot },
]

async function startZot({ htpasswd }: { readonly htpasswd: boolean }): Promise<RunningRegistry> {
  const rootDir = await mkdtemp(join(tmpdir(), 'assay-zot-'))
  const port = await freePort()
  const configPath = join(rootDir, 'config.json')
  await writeFile(join(rootDir, 'htpasswd'), REGISTRY_ACCOUNT.htpasswd)
  const auth = htpasswd ? { auth: { htpasswd: { path: join(rootDir, 'htpasswd') } } } : {}
  const config = {
    distSpecVersion: '1.1.1',
    storage: { rootDirectory: join(rootDir, 'data'), gc: false },
    http: { address: '127.0.0.1', port: String(port), compat: ['docker2s2'], ...auth },
    log: { level: 'error', output: join(rootDir, 'zot.log') },
  }
  await writeFile(configPath, JSON.stringify(config))

  const child = spawn(ZOT, ['serve', configPath], { stdio: 'ignore' })
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await Promise.race([ended, delay(5_000).then(() => child.kill('SIGKILL'))])
  }
  const url = `http://127.0.0.1:${port}`
  await untilAnswering(url)
  return {
    url,
    pid: child.pid ?? 0,
    rootDir,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      await rm(rootDir, { recursive: true, force: true })
    },
  }
}

async function untilAnswering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const isAnswering = await request(`${url}/v2/`).then(
      async ({ body }) => {
        await body.dump()
        return true
      },
      () => false,
    )
    if (isAnswering) return
    await delay(50)
  }
  throw new Error('zot did not answer within 10 s')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}
