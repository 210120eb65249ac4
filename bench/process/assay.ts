import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { request } from 'undici'
import { freePort } from '@/lib/testing/registry'
import { type AssayApi, openApi } from './api'
import { startChild, untilReady } from './child'
import { temporaryDirectory } from './leftovers'
import { processorSeconds, type ResidentMemory, residentMemory } from './proc'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const READY_MS = 90_000

/** Where an Assay keeps its index: its own temporary directory, and a PostgreSQL if the run has one. */
export interface AssayHome {
  readonly dataDir: string
  readonly databaseUrl?: string
  remove(): void
}

export interface BenchAssay {
  readonly url: string
  readonly admin: { readonly name: string; readonly password: string }
  readonly api: AssayApi
  /** Makes another API token of the admin's, which may no more than the role. */
  createToken(role: string): string
  processorSeconds(): number
  memory(): ResidentMemory
  stop(): Promise<void>
}

export function newAssayHome(databaseUrl?: string): AssayHome {
  const { path, remove } = temporaryDirectory('assay-bench-data-')
  return { dataDir: path, ...(databaseUrl !== undefined && { databaseUrl }), remove }
}

/** Starts the built server as it runs in production, but for crawls, which start only when asked for. */
export async function startBenchAssay(home: AssayHome): Promise<BenchAssay> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const admin = { name: 'admin', password: randomBytes(18).toString('base64url') }
  const env = environment({ home, port, url, password: admin.password })
  const child = startChild(process.execPath, [join(ROOT, '.next/standalone/server.js')], { env, cwd: ROOT })
  try {
    const isReady = async () => {
      const { statusCode, body } = await request(`${url}/api/health/ready`)
      await body.dump()
      return statusCode === 200
    }
    await untilReady(child, isReady, READY_MS)
    const api = openApi(url, createToken(env, admin.name))
    return {
      url,
      admin,
      api,
      createToken: (role) => createToken(env, admin.name, role),
      processorSeconds: () => processorSeconds(child.pid),
      memory: () => residentMemory(child.pid),
      stop: async () => {
        await api.close()
        await child.stop()
      },
    }
  } catch (error) {
    await child.stop()
    throw error
  }
}

interface EnvironmentParts {
  readonly home: AssayHome
  readonly port: number
  readonly url: string
  readonly password: string
}

function environment({ home, port, url, password }: EnvironmentParts): Record<string, string> {
  return {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    ASSAY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    ASSAY_ADMIN_PASSWORD: password,
    ASSAY_DATA_DIR: home.dataDir,
    DATABASE_URL: home.databaseUrl ?? '',
    ASSAY_ALLOWED_CIDRS: '127.0.0.0/8',
    ASSAY_SYNC_MINUTES: '0',
    ASSAY_LOG_LEVEL: 'warn',
  }
}

function createToken(env: Readonly<Record<string, string>>, user: string, role = 'admin'): string {
  const parameters = [
    join(ROOT, 'cli/assay.mjs'),
    'token',
    'create',
    '--user',
    user,
    '--name',
    'bench',
    '--role',
    role,
  ]
  const output = execFileSync(process.execPath, parameters, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const token = /asy_\S+/.exec(output)?.[0]
  if (token === undefined) throw new Error(`The command line made no token: ${output}`)
  return token
}
