import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { request } from 'undici'

/** The one account of a registry started with `htpasswd: true`. */
export const REGISTRY_ACCOUNT = {
  username: 'assay',
  password: 'assay-test-password',
  htpasswd: 'assay:$2y$05$abcdefghijklmnopqrstuu8GBtoQ5.3rruPQd.LlcvSAp8heRtiJO\n',
} as const

export interface RegistryOptions {
  /** Default true. */
  readonly deleteEnabled?: boolean
  /** Asks for `REGISTRY_ACCOUNT`; default open to everybody. */
  readonly htpasswd?: boolean
  /** Asks for tokens of this service instead. */
  readonly token?: TokenOptions
  /** Tells of what happens to it, each event at once; blobs are left out. */
  readonly notifications?: NotificationOptions
  /** Default a free one. */
  readonly port?: number
  /** Data of an earlier one, which stays; default a new directory, which goes with it. */
  readonly rootDir?: string
  /** Another build of the registry than Debian's. */
  readonly program?: string
}

export interface NotificationOptions {
  /** Where Assay takes events. */
  readonly url: string
  readonly secret: string
}

export interface TokenOptions {
  readonly realm: string
  readonly service: string
  readonly issuer: string
  /** PEM of the certificates whose keys sign the tokens. */
  readonly certificatePem?: string
  /** JSON Web Key Set with those keys, which distribution 3 takes instead. */
  readonly jwks?: string
}

export interface RunningRegistry {
  readonly url: string
  readonly pid: number
  /** Where it keeps its data. */
  readonly rootDir: string
  stop(): Promise<void>
  /** Ends it at once, as a crash does, and leaves its data. */
  kill(): Promise<void>
}

/** Starts Debian's docker-registry on a free loopback port with its data in a new temporary directory. */
export async function startRegistry(options: RegistryOptions = {}): Promise<RunningRegistry> {
  const rootDir = options.rootDir ?? (await mkdtemp(join(tmpdir(), 'assay-registry-')))
  const port = options.port ?? (await freePort())
  const configPath = join(rootDir, 'config.json')
  await writeFile(join(rootDir, 'htpasswd'), REGISTRY_ACCOUNT.htpasswd)
  await writeFile(join(rootDir, 'token.pem'), options.token?.certificatePem ?? '')
  await writeFile(join(rootDir, 'token.jwks.json'), options.token?.jwks ?? '')
  await writeFile(configPath, JSON.stringify(configuration({ options, rootDir, port })))

  const child = spawn(options.program ?? 'docker-registry', ['serve', configPath], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await untilAnswering(child, url)
  return {
    url,
    pid: child.pid ?? 0,
    rootDir,
    stop: async () => {
      await end(child)
      if (options.rootDir === undefined) await rm(rootDir, { recursive: true, force: true })
    },
    kill: () => end(child, 'SIGKILL'),
  }
}

/** A loopback port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}

interface ConfigurationInput {
  readonly options: RegistryOptions
  readonly rootDir: string
  readonly port: number
}

/** JSON is YAML, so no YAML has to be written. */
function configuration({ options, rootDir, port }: ConfigurationInput): object {
  return {
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: join(rootDir, 'data') },
      delete: { enabled: options.deleteEnabled ?? true },
      cache: { blobdescriptor: 'inmemory' },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: { addr: `127.0.0.1:${port}` },
    ...authentication(options, rootDir),
    ...(options.notifications && { notifications: notificationsOf(options.notifications) }),
  }
}

function notificationsOf({ url, secret }: NotificationOptions): object {
  const endpoint = {
    name: 'assay',
    url,
    headers: { Authorization: [`Bearer ${secret}`] },
    timeout: '1s',
    threshold: 3,
    backoff: '1s',
    ignore: { mediatypes: ['application/octet-stream'] },
  }
  return { endpoints: [endpoint] }
}

function authentication(options: RegistryOptions, rootDir: string): object {
  if (options.token !== undefined) {
    const { realm, service, issuer, jwks } = options.token
    const trust =
      jwks === undefined
        ? { rootcertbundle: join(rootDir, 'token.pem') }
        : { jwks: join(rootDir, 'token.jwks.json') }
    return { auth: { token: { realm, service, issuer, ...trust } } }
  }
  if (!options.htpasswd) return {}
  return { auth: { htpasswd: { realm: 'assay-test', path: join(rootDir, 'htpasswd') } } }
}

async function untilAnswering(child: ChildProcess, url: string): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`docker-registry ended at once with code ${code}`)))
  })
  const answered = async () => {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const status = await request(`${url}/v2/`).then(
        async ({ statusCode, body }) => {
          await body.dump()
          return statusCode
        },
        () => 0,
      )
      if (status > 0) return
      await delay(50)
    }
    throw new Error('docker-registry did not answer within 10 s')
  }
  await Promise.race([answered(), failed])
  failed.catch(() => undefined)
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await Promise.race([exited, delay(5000).then(() => child.kill('SIGKILL'))])
}
