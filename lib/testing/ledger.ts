import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/connection'
import { enqueue } from '@/lib/jobs/store/queue'

export interface LedgerSettings {
  readonly databaseUrl?: string
  readonly dataDir: string
  /** How long an item takes between its effect outside and its close. */
  readonly itemMs: number
}

/** Workers in processes of their own and the file in which they leave their effects. */
export function openLedger(settings: LedgerSettings) {
  const directory = mkdtempSync(join(tmpdir(), 'assay-ledger-'))
  const effects = join(directory, 'effects')
  writeFileSync(effects, '')
  const running = new Set<ChildProcess>()
  return {
    async start(): Promise<ChildProcess> {
      const flags = ['--conditions=react-server', '--import', 'tsx', 'lib/testing/ledger-process.ts']
      const child = spawn(process.execPath, flags, {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, ASSAY_TEST_LEDGER: JSON.stringify({ ...settings, effects }) },
      })
      running.add(child)
      child.once('exit', () => running.delete(child))
      if (child.stdout) await once(child.stdout, 'data')
      return child
    },
    /** Every effect, as `<job> <item>`. */
    effects: (): readonly string[] =>
      readFileSync(effects, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.slice(0, line.lastIndexOf(' '))),
    async close(): Promise<void> {
      await Promise.all([...running].map(kill))
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Ends a process as a crash does. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** Jobs with items to do, all of them written down before any worker looks. */
export async function addLedgerJobs(
  db: Database,
  { jobs, items }: { jobs: number; items: number },
): Promise<void> {
  for (let number = 0; number < jobs; number += 1) {
    const id = newId('job')
    const at = Date.now()
    await db.query.transaction().execute(async (tx) => {
      await enqueue(tx, {
        id,
        kind: 'ledger',
        registryId: null,
        input: {},
        dedupeKey: null,
        createdBy: 'test',
        createdAt: at,
      })
      const rows = Array.from({ length: items }, (_, index) => ({
        job_id: id,
        key: `item-${index}`,
        state: 'queued',
        attempt: 0,
        updated_at: at,
      }))
      await tx.insertInto('job_item').values(rows).execute()
      await tx.updateTable('job').set({ total: items }).where('id', '=', id).execute()
    })
  }
}

/** Makes the half minute pass after which what a dead worker held is another one's. */
export async function expireLeases(db: Database, pid: number | undefined): Promise<void> {
  await db.query
    .updateTable('job')
    .set({ lease_until: 0 })
    .where('owner', 'like', `${pid}-%`)
    .where('finished_at', 'is', null)
    .execute()
}
