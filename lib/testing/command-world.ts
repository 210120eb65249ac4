import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/connection'
import { type Ended, runAssay } from './assay-command'
import { type BuiltServer, hasBuild, startBuiltServer } from './built-server'
import { type RunningRegistry, startRegistry } from './registry'

export interface CommandWorld {
  readonly registry: RunningRegistry
  readonly dataDir: string
  run(...words: readonly string[]): Promise<Ended>
  /** The same with standard input. */
  feed(input: string, ...words: readonly string[]): Promise<Ended>
  /** The database that the commands work on. */
  inDatabase<T>(work: (db: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A real registry, `main`, filled by `fill` and indexed by the command line itself. */
export async function commandWorld(
  fill: (registry: RunningRegistry) => Promise<void>,
): Promise<CommandWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'assay-cli-'))
  const registry = await startRegistry()
  await fill(registry)
  const env = { ASSAY_REGISTRY_URL: registry.url, ASSAY_ALLOWED_CIDRS: '127.0.0.0/8' }
  // Where there is a build the commands work beside the server, as cron would run them.
  const server: BuiltServer | undefined = hasBuild ? await startBuiltServer({ dataDir, env }) : undefined
  const feed = (input: string, ...words: readonly string[]) => runAssay(words, { dataDir, env, input })
  const synced = await feed('', 'sync')
  if (synced.code !== 0) throw new Error(`The registry could not be indexed: ${synced.err}`)
  return {
    registry,
    dataDir,
    feed,
    run: (...words) => feed('', ...words),
    inDatabase: async (work) => {
      const db = openDatabase({ databaseUrl: undefined, dataDir })
      try {
        return await work(db)
      } finally {
        await closeDatabase(db)
      }
    },
    close: async () => {
      await server?.stop()
      await registry.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
