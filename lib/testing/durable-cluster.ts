import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { closeDatabase, openDatabase } from '@/lib/db/connection'
import { serverIdentity, startCluster } from './postgres-setup'

const run = promisify(execFile)
/** The writer of the log sleeps as long as it did before, once more. */
const SLEEP_MS = 300

/**
 * A PostgreSQL of a test's own that keeps what waits for the disk, and loses what does not: that is written ten
 * seconds late, so that a crash takes it.
 */
export async function startDurableCluster(binaries: string) {
  const { directory, port } = await startCluster(binaries)
  const databaseUrl = `postgresql://assay@${encodeURIComponent(directory)}:${port}/postgres`
  const as = { ...serverIdentity(), cwd: directory, env: { ...process.env, LC_ALL: 'C' } }
  // The restarted server writes to the log, else it would hold our end of its output open for ever.
  const always = ['-D', join(directory, 'data'), '-w', '-l', join(directory, 'restart.log')]
  const control = (...flags: string[]) => run(join(binaries, 'pg_ctl'), [...always, ...flags], as)

  const first = openDatabase({ databaseUrl, dataDir: directory })
  await sql`alter system set wal_writer_delay = '10s'`.execute(first.query)
  await sql`select pg_reload_conf()`.execute(first.query)
  await closeDatabase(first)
  await sleep(SLEEP_MS)
  return {
    directory,
    databaseUrl,
    /** Ends it without warning and starts it again. */
    crash: async () => {
      await control('restart', '-m', 'immediate')
    },
    stop: async () => {
      await control('stop', '-m', 'immediate')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
