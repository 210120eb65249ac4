import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's PostgreSQL listens; null when none is installed. */
    postgres: { readonly socketDir: string; readonly port: number } | null
  }
}

interface Identity {
  readonly uid: number
  readonly gid: number
}

const START_ATTEMPTS_MAX = 200

/** Starts one throw-away PostgreSQL for the whole test run, if its binaries are installed. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const binaries = findBinaries()
  if (binaries === null) {
    project.provide('postgres', null)
    return async () => {}
  }
  const cluster = await startCluster(binaries)
  project.provide('postgres', { socketDir: cluster.directory, port: cluster.port })
  return cluster.stop
}

/** Where PostgreSQL is installed; null when it is not. */
export function findBinaries(): string | null {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const candidates = [
    ...versions.map((version) => join(root, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ]
  return candidates.find((directory) => existsSync(join(directory, 'initdb'))) ?? null
}

/** Starts a throw-away cluster that trusts whoever reaches its socket. */
export async function startCluster(binaries: string) {
  const directory = mkdtempSync(join(tmpdir(), 'assay-postgres-'))
  const identity = serverIdentity()
  if (identity !== null) chownSync(directory, identity.uid, identity.gid)
  const data = join(directory, 'data')
  const as = { ...identity, cwd: directory, env: { ...process.env, LC_ALL: 'C' } }
  const initdb = ['-D', data, '-U', 'assay', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-locale']
  execFileSync(join(binaries, 'initdb'), initdb, { ...as, stdio: 'ignore' })

  const port = await freePort()
  const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=200']
  const place = ['-D', data, '-p', String(port), '-k', directory, '-h', '']
  const flags = settings.flatMap((setting) => ['-c', setting])
  const server = spawn(join(binaries, 'postgres'), [...place, ...flags], { ...as, stdio: 'ignore' })
  await untilReady(join(binaries, 'pg_isready'), directory, port)

  const stop = async () => {
    const ended = once(server, 'exit')
    server.kill('SIGINT')
    await ended
    rmSync(directory, { recursive: true, force: true })
  }
  return { directory, port, stop }
}

/** PostgreSQL refuses to run as root, so root lends it the account the package made. */
export function serverIdentity(): Identity | null {
  if (process.getuid?.() !== 0) return null
  const read = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim())
  return { uid: read('-u'), gid: read('-g') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}

async function untilReady(command: string, directory: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < START_ATTEMPTS_MAX; attempt += 1) {
    try {
      execFileSync(command, ['-h', directory, '-p', String(port), '-U', 'assay', '-d', 'postgres'], {
        stdio: 'ignore',
      })
      return
    } catch {
      await sleep(50)
    }
  }
  throw new Error('PostgreSQL did not start.')
}
