import 'server-only'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'

const KEY = 'search-backfill'
const NAMES_PER_STEP = 1_000
const CONFIGS_PER_STEP = 200

const progress = z.object({
  phase: z.enum(['repositories', 'tags', 'labels', 'done']),
  /** Where the phase goes on. */
  after: z.string(),
})

/** How far the names and labels of an earlier version are made findable. */
export type BackfillProgress = z.infer<typeof progress>

export async function readBackfill(db: Executor): Promise<BackfillProgress> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst()
  return row === undefined ? { phase: 'repositories', after: '' } : progress.parse(JSON.parse(row.value))
}

export async function saveBackfill(tx: Executor, to: BackfillProgress, at: number): Promise<void> {
  const value = JSON.stringify(to)
  await tx
    .insertInto('setting')
    .values({ key: KEY, value, updated_at: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: at }))
    .execute()
}

/** The next repository names behind one, each once. Empty at the end. */
export async function listNamesAfter(db: Executor, after: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('repository')
    .select('name')
    .distinct()
    .where('name', '>', after)
    .orderBy('name')
    .limit(NAMES_PER_STEP)
    .execute()
  return rows.map((row) => row.name)
}

/** The next tag names behind one, each once. Empty at the end. */
export async function listTagNamesAfter(db: Executor, after: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('tag')
    .select('name')
    .distinct()
    .where('name', '>', after)
    .orderBy('name')
    .limit(NAMES_PER_STEP)
    .execute()
  return rows.map((row) => row.name)
}

/** The next configs of images behind one, with their text. Empty at the end. */
export async function listConfigsAfter(
  db: Executor,
  after: string,
): Promise<readonly { readonly digest: string; readonly body: string | null }[]> {
  return db
    .selectFrom('manifest')
    .leftJoin('content', 'content.digest', 'manifest.config_digest')
    .select(({ ref }) => [ref('manifest.config_digest').$notNull().as('digest'), 'content.body'])
    .distinct()
    .where('manifest.config_digest', '>', after)
    .where('manifest.kind', '=', 'image')
    .orderBy('manifest.config_digest')
    .limit(CONFIGS_PER_STEP)
    .execute()
}
