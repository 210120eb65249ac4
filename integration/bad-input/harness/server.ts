import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { OIDC_CLIENT, type RunningOidc, startOidcProvider } from '@/lib/testing/oidc-provider'
import { freePort } from '@/lib/testing/registry'
import type { Canaries } from './canaries'
import { ALLOWED_HOST } from './door'

export interface ServerOptions {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly canaries: Canaries
  readonly registry: { readonly url: string; readonly username: string; readonly password: string }
}

export interface RunningServer {
  readonly origin: string
  /** The provider people may sign in by. */
  readonly oidc: RunningOidc
  /** Everything it has printed so far. */
  log(): string
  isRunning(): boolean
  stop(): Promise<void>
}

const START_ATTEMPTS_MAX = 300

/** The built server, as it is shipped: `ASSAY_BUILD_DIR`, or the standalone build of this checkout. */
export function findBuild(): string | null {
  const directory = resolve(process.env.ASSAY_BUILD_DIR ?? '.next/standalone')
  return existsSync(`${directory}/server.js`) ? directory : null
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const build = findBuild()
  if (build === null) throw new Error('There is no build. Run `npm run build`, or set ASSAY_BUILD_DIR.')
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const oidc = await startOidcProvider({ origin })
  const child = spawn(process.execPath, [`${build}/server.js`], {
    cwd: options.dataDir,
    env: { ...environment(options, port), ...providerEnvironment(oidc) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.stdout.on('data', (chunk) => printed.push(String(chunk)))
  child.stderr.on('data', (chunk) => printed.push(String(chunk)))
  const isRunning = () => child.exitCode === null && child.signalCode === null

  const stop = async () => {
    await end(child, isRunning)
    await oidc.stop()
  }
  try {
    await untilReady(origin, () => {
      if (!isRunning()) throw new Error(`The server ended at once:\n${printed.join('').slice(-2000)}`)
    })
  } catch (error) {
    await stop()
    throw error
  }
  return { origin, oidc, log: () => printed.join(''), isRunning, stop }
}

function providerEnvironment({ issuer }: RunningOidc) {
  return {
    ASSAY_OIDC_ISSUER: issuer,
    ASSAY_OIDC_CLIENT_ID: OIDC_CLIENT.id,
    ASSAY_OIDC_CLIENT_SECRET: OIDC_CLIENT.secret,
    ASSAY_OIDC_GROUPS_CLAIM: 'groups',
  }
}

function environment({ dataDir, databaseUrl, canaries, registry }: ServerOptions, port: number) {
  return {
    NODE_ENV: 'production' as const,
    PATH: process.env.PATH,
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    NEXTAUTH_SECRET: canaries.sessionSecret,
    ASSAY_ENCRYPTION_KEY: canaries.encryptionKey,
    NEXTAUTH_SECRET_PREVIOUS: canaries.previousSessionSecret,
    ASSAY_ENCRYPTION_KEY_PREVIOUS: canaries.previousEncryptionKey,
    ASSAY_ADMIN_PASSWORD: canaries.adminPassword,
    ASSAY_DATA_DIR: dataDir,
    ASSAY_ALLOWED_CIDRS: `${ALLOWED_HOST}/32`,
    ASSAY_SYNC_MINUTES: '0',
    ASSAY_LOG_LEVEL: 'debug',
    ASSAY_REGISTRY_URL: registry.url,
    ASSAY_REGISTRY_USERNAME: registry.username,
    ASSAY_REGISTRY_PASSWORD: registry.password,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  }
}

async function untilReady(origin: string, check: () => void): Promise<void> {
  for (let attempt = 0; attempt < START_ATTEMPTS_MAX; attempt += 1) {
    check()
    const isReady = await fetch(`${origin}/api/health/ready`).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) return
    await delay(200)
  }
  throw new Error('The server did not become ready within a minute.')
}

async function end(child: ChildProcess, isRunning: () => boolean): Promise<void> {
  if (!isRunning()) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await Promise.race([exited, delay(15_000).then(() => child.kill('SIGKILL'))])
}
