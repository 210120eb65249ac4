import 'server-only'
import { sql } from 'kysely'
import type { Database, Executor } from '@/lib/db/connection'
import { lockAgainstWrites } from '@/lib/db/dialects/lock-table'
import { transaction } from '@/lib/db/transaction'
import { markStorageStale } from './storage-totals'

const MANIFESTS_PER_STEP = 500
const WORDS_PER_STEP = 2_000

/**
 * Drops those of the next 500 manifests behind a digest that no repository holds, with their layers and
 * texts. Gives the digest to go on behind; null at the end.
 */
export async function dropOrphanManifests(db: Database, after: string): Promise<string | null> {
  const page = await db.query
    .selectFrom('manifest')
    .select('digest')
    .where('digest', '>', after)
    .orderBy('digest')
    .limit(MANIFESTS_PER_STEP)
    .execute()
  const digests = page.map((row) => row.digest)
  if ((await listOrphans(db.query, digests)).length > 0) {
    await transaction(db, async (tx) => {
      await lockAgainstWrites(db, tx, 'repository_manifest')
      await dropManifests(tx, await listOrphans(tx, digests))
    })
  }
  return page.length < MANIFESTS_PER_STEP ? null : (digests.at(-1) ?? null)
}

async function listOrphans(db: Executor, digests: readonly string[]): Promise<readonly string[]> {
  if (digests.length === 0) return []
  const rows = await db
    .selectFrom('manifest')
    .select('digest')
    .where('digest', 'in', [...digests])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('repository_manifest as held')
            .select('held.digest')
            .whereRef('held.digest', '=', 'manifest.digest'),
        ),
      ),
    )
    .execute()
  return rows.map((row) => row.digest)
}

async function dropManifests(tx: Executor, digests: readonly string[]): Promise<void> {
  if (digests.length === 0) return
  const all = [...digests]
  await markStorageStale(tx, Date.now())
  await tx.deleteFrom('manifest_layer').where('manifest_digest', 'in', all).execute()
  await tx.deleteFrom('manifest_child').where('parent_digest', 'in', all).execute()
  const dropped = await tx
    .deleteFrom('manifest')
    .where('digest', 'in', all)
    .returning('config_digest')
    .execute()
  const configs = [...new Set(dropped.flatMap((row) => row.config_digest ?? []))]
  await tx.deleteFrom('content').where('digest', 'in', all).execute()
  if (configs.length === 0) return
  await tx
    .deleteFrom('config_label')
    .where('config_digest', 'in', configs)
    .where(
      sql<boolean>`not exists (select 1 from manifest where manifest.config_digest = config_label.config_digest)`,
    )
    .execute()
  await tx
    .deleteFrom('content')
    .where('digest', 'in', configs)
    .where(sql<boolean>`not exists (select 1 from manifest where manifest.config_digest = content.digest)`)
    .execute()
}

export interface WordPosition {
  readonly word: string
  readonly tag_name: string
}

/** Drops those of the next 2,000 words that no tag has any more. Gives where to go on; null at the end. */
export async function dropOrphanWords(db: Database, after: WordPosition): Promise<WordPosition | null> {
  const page = await db.query
    .selectFrom('tag_word')
    .select(['word', 'tag_name'])
    .where(sql<boolean>`(word, tag_name) > (${after.word}, ${after.tag_name})`)
    .orderBy('word')
    .orderBy('tag_name')
    .limit(WORDS_PER_STEP)
    .execute()
  const last = page.at(-1)
  if (last === undefined) return null

  const isOrphan = sql<boolean>`(word, tag_name) > (${after.word}, ${after.tag_name})
    and (word, tag_name) <= (${last.word}, ${last.tag_name})
    and not exists (select 1 from tag where tag.name = tag_word.tag_name)`
  const found = await db.query
    .selectFrom('tag_word')
    .select('word')
    .where(isOrphan)
    .limit(1)
    .executeTakeFirst()
  if (found !== undefined) {
    await transaction(db, async (tx) => {
      await lockAgainstWrites(db, tx, 'tag')
      await tx.deleteFrom('tag_word').where(isOrphan).execute()
    })
  }
  return page.length < WORDS_PER_STEP ? null : last
}
