import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createToken } from '@/lib/access/use-cases/create-token'
import type { Database } from '@/lib/db/connection'
import { buildContext } from './context'
import { freePort } from './registry'

const READY_WITHIN_MS = 90_000
const STOP_WITHIN_MS = 20_000
const SCRIPT = resolve(process.env.ASSAY_BUILD_DIR ?? '.next/standalone', 'server.js')

/** Whether there is a build to start servers of. */
export const hasBuild = existsSync(SCRIPT)

export interface BuiltServerOptions {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  /** Default a free one. */
  readonly port?: number
  /** Beside what every server has. */
  readonly env?: Readonly<Record<string, string>>
}

export interface BuiltServer {
  readonly url: string
  readonly pid: number
  readonly child: ChildProcess
  /** Everything it has printed so far. */
  log(): string
  /** Its exit code, once it has ended in order. */
  stop(): Promise<number | null>
  /** Ends it as a crash does. */
  kill(): Promise<void>
}

/** Starts the built server as it runs in production and waits until it is ready. */
export async function startBuiltServer(options: BuiltServerOptions): Promise<BuiltServer> {
  const port = options.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [SCRIPT], {
    cwd: options.dataDir,
    env: environment(options, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(String(chunk)))
  const log = () => printed.join('')
  try {
    await untilReady(child, url)
  } catch (error) {
    await end(child, 'SIGKILL')
    throw new Error(`The server did not start:\n${log().slice(-2000)}`, { cause: error })
  }
  const stop = async () => {
    await end(child, 'SIGTERM')
    return child.exitCode
  }
  return { url, pid: child.pid ?? 0, child, log, stop, kill: () => end(child, 'SIGKILL') }
}

/** A directory for the data of servers; the caller removes it. */
export async function makeDataDir() {
  const dataDir = await mkdtemp(join(tmpdir(), 'assay-faults-'))
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) }
}

/** The headers of an admin's token, made beside the server in its database. */
export async function adminHeaders(db: Database): Promise<Record<string, string>> {
  const owner = await db.query
    .selectFrom('user_account')
    .select('id')
    .where('role', '=', 'admin')
    .executeTakeFirstOrThrow()
  const input = { name: 'faults', role: 'admin', expiresInDays: 1, ownerId: owner.id } as const
  const { text } = await createToken(buildContext({ db }), input)
  return { authorization: `Bearer ${text}` }
}

function environment({ dataDir, databaseUrl, env }: BuiltServerOptions, port: number): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    PATH: process.env.PATH,
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    NEXTAUTH_SECRET: 'kJ2vQ9xLr7TzWm4pYb8NcHs5GdFa1EuX',
    ASSAY_ENCRYPTION_KEY: '5f0c9b7e3a1d8642c7e9b1f3a5d70824964c8e2b1a7f3d5900b6e4c28a1f7d93',
    ASSAY_ADMIN_PASSWORD: 'a-password-of-the-admin-1',
    ASSAY_DATA_DIR: dataDir,
    ASSAY_ALLOWED_CIDRS: '127.0.0.0/8',
    ASSAY_SYNC_MINUTES: '0',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...env,
  }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  for (const startedAt = Date.now(); Date.now() - startedAt < READY_WITHIN_MS; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}.`)
    const answer = await fetch(`${url}/api/health/ready`).catch(() => undefined)
    if (answer?.ok) return
  }
  throw new Error('It was not ready in time.')
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  // A process that was frozen hears nothing but this.
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await ended
  clearTimeout(late)
}
