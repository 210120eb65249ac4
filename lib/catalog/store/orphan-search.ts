import 'server-only'
import { sql } from 'kysely'
import type { Database } from '@/lib/db/connection'
import { lockAgainstWrites } from '@/lib/db/dialects/lock-table'
import { transaction } from '@/lib/db/transaction'
import { forgetWords, listWords, listWordsWithoutTag } from './spelling'

const LABELS_PER_STEP = 2_000

/** Drops those of the next 2,000 labels that no config has any more. Gives where to go on; null at the end. */
export async function dropOrphanLabels(db: Database, after: string): Promise<string | null> {
  const page = await db.query
    .selectFrom('label')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(LABELS_PER_STEP)
    .execute()
  const last = page.at(-1)
  if (last === undefined) return null
  await transaction(db, async (tx) => {
    await lockAgainstWrites(db, tx, 'config_label')
    await tx
      .deleteFrom('label')
      .where('id', '>', after)
      .where('id', '<=', last.id)
      .where(sql<boolean>`not exists (select 1 from config_label where config_label.label_id = label.id)`)
      .execute()
  })
  return page.length < LABELS_PER_STEP ? null : last.id
}

/** Forgets those of the next 500 words that stand in no name any more. Gives where to go on; null at the end. */
export async function dropOrphanSpellings(
  db: Database,
  after: string,
  repositoryWords: ReadonlySet<string>,
): Promise<string | null> {
  const words = await listWords(db.query, after)
  const orphans = await listWordsWithoutTag(
    db.query,
    words.filter((word) => !repositoryWords.has(word)),
  )
  if (orphans.length > 0) await transaction(db, (tx) => forgetWords(tx, orphans))
  return words.at(-1) ?? null
}
