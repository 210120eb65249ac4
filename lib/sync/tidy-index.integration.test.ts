import { expect, it } from 'vitest'
import { removeRegistry } from '@/lib/connections/use-cases/remove-registry'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import {
  addTestRegistry,
  crawlNow,
  poolTo,
  REGISTRY_ID,
  REGISTRY_NAME,
  runNext,
} from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'

const TABLES = ['manifest', 'content', 'manifest_layer', 'repository_manifest', 'tag_word'] as const

async function countRows(db: Database) {
  const counts = TABLES.map(async (table) => {
    const { total } = await db.query
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    return [table, total] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}

eachDatabase('what nothing holds any more', (open) => {
  it('goes with the last registry that held it, and stays while another does', async () => {
    const registry = await startRegistry()
    await pushImage({ url: registry.url, repository: 'shared' }, { tag: '1.0-shared', layers: ['a', 'b'] })
    const db = await open()
    const registries = poolTo(registry.url)
    const ctx = buildContext({ db, registries })
    await addTestRegistry(db, registry.url)
    await crawlNow({ db, registries })
    const alone = await countRows(db)
    await holdElsewhere(db)

    await removeRegistry(ctx, REGISTRY_NAME, REGISTRY_NAME)
    await runNext(ctx)
    expect(await countRows(db)).toEqual(alone)

    await removeRegistry(ctx, 'second', 'second')
    await runNext(ctx)
    expect(Object.values(await countRows(db))).toEqual([0, 0, 0, 0, 0])
    await registries.close()
    await registry.stop()
  })
})

/** A second registry with a repository of the same tags and manifests as the first. */
async function holdElsewhere(db: Database): Promise<void> {
  await transaction(db, async (tx) => {
    const registry = await tx
      .selectFrom('registry')
      .selectAll()
      .where('id', '=', REGISTRY_ID)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('registry')
      .values({ ...registry, id: 'reg_second', name: 'second' })
      .execute()
    const repository = await tx.selectFrom('repository').selectAll().executeTakeFirstOrThrow()
    const copy = { ...repository, id: 'rep_second', registry_id: 'reg_second' }
    await tx.insertInto('repository').values(copy).execute()
    for (const row of await tx.selectFrom('repository_manifest').selectAll().execute()) {
      await tx
        .insertInto('repository_manifest')
        .values({ ...row, repository_id: copy.id })
        .execute()
    }
    for (const row of await tx.selectFrom('tag').selectAll().execute()) {
      await tx
        .insertInto('tag')
        .values({ ...row, repository_id: copy.id })
        .execute()
    }
  })
}
