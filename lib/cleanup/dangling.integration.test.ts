import { expect, it } from 'vitest'
import type { Context } from '@/lib/access/context'
import { catalogHandlers } from '@/lib/catalog/handlers'
import { queueStorageWhenDue } from '@/lib/catalog/use-cases/queue-storage'
import type { Database } from '@/lib/db/connection'
import { buildContext, buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addRegistryRow, addRepositoryRows, type RowImage, weightOf } from '@/lib/testing/index-rows'
import { runOneJob } from '@/lib/testing/run-one-job'
import { findDangling } from './handlers/find-dangling'
import { getDanglingSummary } from './use-cases/get-dangling-summary'
import { listDangling } from './use-cases/list-dangling'
import { DANGLING_KIND, queueDanglingWhenDue } from './use-cases/queue-dangling'

const own = (image: RowImage) => weightOf(image).config + weightOf(image).manifest
const KEPT: RowImage = { tags: ['1'], layers: { base: 1_000, kept: 10 } }
const OLD: RowImage = { tags: [], layers: { base: 1_000, common: 500, old: 7 } }
const OLDER: RowImage = { tags: [], layers: { common: 500, older: 3 } }

eachDatabase('dangling manifests', (open) => {
  it('are found by registry and repository, each blob counted once and none that something kept needs', async () => {
    const { ctx, db } = await filled(await open())
    await findNow(ctx)

    const summary = await getDanglingSummary(ctx, { registry: 'one' })
    const oldAlone = 7 + own(OLD)
    const olderAlone = 3 + own(OLDER)
    expect(summary).toMatchObject({
      manifests: 3,
      unknown: 0,
      reclaimable: 500 + oldAlone + olderAlone,
      repositories: [
        { repository: 'team/web', manifests: 2, reclaimable: oldAlone },
        { repository: 'team/api', manifests: 1, reclaimable: 0 },
      ],
    })
    const page = await listDangling(ctx, { registry: 'one', limit: 10 })
    expect(page.total).toBe(3)
    // `common` goes only when both repositories let go of it, and OLDER is in both.
    expect(page.items.map(({ repository, reclaimable }) => [repository, reclaimable])).toEqual([
      ['team/web', oldAlone],
      expect.anything(),
      expect.anything(),
    ])
    expect(await db.query.selectFrom('dangling_manifest').select('why').distinct().execute()).toEqual([
      { why: 'never-tagged' },
    ])
  })

  it('are shown to whom their repository is shown, and to nobody else', async () => {
    const { ctx, db } = await filled(await open())
    await findNow(ctx)
    const ann = buildPerson('ann', { grants: [{ registryId: 'reg_one', path: 'team/api', role: 'viewer' }] })
    await grant(db, ann.id, 'reg_one:team/api')
    const asAnn = buildContext({ db, actor: ann })

    const page = await listDangling(asAnn, { registry: 'one', limit: 10 })
    expect(page.items).toMatchObject([{ repository: 'team/api', canRemove: { allowed: false } }])
    const summary = await getDanglingSummary(asAnn, { registry: 'one' })
    expect(summary).toMatchObject({ manifests: 1, reclaimable: null, isPartial: true })
    await expect(listDangling(asAnn, { registry: 'two', limit: 10 })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('are none while a tag of their repository could not be read', async () => {
    const { ctx, db } = await filled(await open())
    await db.query.updateTable('tag').set({ digest: null }).execute()
    await findNow(ctx)
    const summary = await getDanglingSummary(ctx, { registry: 'one' })
    expect(summary).toMatchObject({ manifests: 0, undecided: 5 })
  })

  it('are not listed any more once the repository does not hold them', async () => {
    const { ctx, db } = await filled(await open())
    await findNow(ctx)
    const { items } = await listDangling(ctx, { registry: 'one', limit: 1 })
    await db.query
      .deleteFrom('repository_manifest')
      .where('digest', '=', items[0]?.digest ?? '')
      .execute()
    expect((await listDangling(ctx, { registry: 'one', limit: 10 })).total).toBe(2)
  })
})

async function filled(db: Database) {
  const ctx = buildContext({ db })
  await addRegistryRow(db, 'reg_one', 'one')
  await addRegistryRow(db, 'reg_two', 'two')
  await addRepositoryRows(db, { registryId: 'reg_one', repository: 'team/web' }, [KEPT, OLD, OLDER])
  await addRepositoryRows(db, { registryId: 'reg_one', repository: 'team/api' }, [
    OLDER,
    { ...KEPT, tags: ['2'] },
  ])
  return { ctx, db }
}

async function findNow(ctx: Context) {
  await queueStorageWhenDue(ctx)
  await runOneJob(ctx, catalogHandlers)
  await queueDanglingWhenDue(ctx)
  await runOneJob(ctx, { [DANGLING_KIND]: findDangling })
}

async function grant(db: Database, principalId: string, scope: string) {
  const [registryId = '', path = ''] = scope.split(':')
  await db.query
    .insertInto('access_grant')
    .values({
      id: `gra_${principalId}`,
      principal_kind: 'user',
      principal_id: principalId,
      role: 'viewer',
      registry_id: registryId,
      path,
      scope,
      created_by: 'test',
      created_at: 1,
    })
    .execute()
}
