import { expect, it } from 'vitest'
import { buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { readTags, runDeletion } from '@/lib/testing/deletion-world'
import { crawlNow } from '@/lib/testing/index-fixture'
import {
  digestOf,
  named,
  place,
  protectAsGolden,
  REPOSITORY,
  smallRepositories,
  start,
  tracesOf,
} from '@/lib/testing/small-repository'
import { planTagDeletion } from './use-cases/plan-deletion'
import { deleteTag } from './use-cases/start-deletion'

const { open, openOne } = smallRepositories()

eachDatabase('deleting one tag', (openDatabase) => {
  it('removes it and leaves the sibling of its digest, with one row each of audit, history and trash', async () => {
    const { db, ctx, url, before } = await open(await openDatabase())
    const plan = await planTagDeletion(ctx, { ...place, tag: 'v1' })
    expect(plan).toMatchObject({
      method: { kind: 'tombstone' },
      live: { state: 'same' },
      tags: [{ fate: 'remove', siblings: { first: ['latest'] }, becomesUntagged: false }],
    })
    const { jobId } = await deleteTag(ctx, { ...place, tag: 'v1', expectedDigest: digestOf(before, 'v1') })
    expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'succeeded', done: 1, failed: 0 })

    const { v1: _, ...others } = Object.fromEntries(before)
    expect(Object.fromEntries(await readTags(url, REPOSITORY))).toEqual(others)
    const digest = digestOf(before, 'v1')
    expect(await tracesOf(db)).toEqual({
      audit: [{ resource: `main/${REPOSITORY}:v1`, actor_name: 'admin', digest }],
      history: [{ tag: 'v1', kind: 'deleted', learned_by: 'assay', actor_name: 'admin' }],
      trash: [{ tag: 'v1', digest }],
      tags: ['alone', 'latest', 'multi', 'v2'],
    })
    await crawlNow({ db, registries: ctx.registries })
    expect((await tracesOf(db)).history).toHaveLength(1)
  })

  it('is refused where the tag moved, was not named by a digest, or is protected', async () => {
    const { db, ctx, before } = await open(await openDatabase())
    const wrong = deleteTag(ctx, { ...place, tag: 'v1', expectedDigest: digestOf(before, 'v2') })
    await expect(wrong).rejects.toMatchObject({ code: 'tag-moved' })
    const unsaid = deleteTag(ctx, { ...place, tag: 'v1', expectedDigest: undefined })
    await expect(unsaid).rejects.toMatchObject({ code: 'precondition-required' })

    await protectAsGolden(db, digestOf(before, 'multi'))
    for (const tag of ['multi', 'v2']) {
      const refused = deleteTag(ctx, { ...place, tag, expectedDigest: digestOf(before, tag) })
      await expect(refused).rejects.toMatchObject({ code: 'tag-is-golden' })
    }
  })
})

it('stops when whoever asked for it has lost the right', async () => {
  const { db, as, url, before } = await openOne()
  const ann = buildPerson('ann', { grants: [{ role: 'maintainer' }] })
  const ctx = as(ann)
  const { jobId } = await start(ctx, { tags: named(before, 'v1') })
  expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'failed', problem_code: 'forbidden' })
  expect(await readTags(url, REPOSITORY)).toEqual(before)
})

it('answers a request sent twice with one key once, and refuses another one of that key', async () => {
  const { db, ctx, before } = await openOne()
  const input = { tags: named(before, 'v1'), idempotencyKey: 'once' }
  const first = await start(ctx, input)
  expect(await start(ctx, input)).toEqual(first)
  expect(await db.query.selectFrom('deletion').select('id').execute()).toHaveLength(1)
  const other = start(ctx, { ...input, tags: named(before, 'v2') })
  await expect(other).rejects.toMatchObject({ code: 'idempotency-key-reuse' })
})
