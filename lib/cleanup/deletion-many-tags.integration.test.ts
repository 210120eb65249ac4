import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { digestAt, readTags, runDeletion } from '@/lib/testing/deletion-world'
import {
  digestOf,
  named,
  place,
  REPOSITORY,
  smallRepositories,
  start,
  tracesOf,
} from '@/lib/testing/small-repository'
import { planDeletionOf, planTagDeletion } from './use-cases/plan-deletion'

const { openOne } = smallRepositories()

it('deletes what becomes untagged only when asked to, and nothing that something needs', async () => {
  const { db, ctx, url, before } = await openOne()
  const tags = named(before, 'v1', 'v2', 'alone')
  const plan = await planDeletionOf(ctx, { ...place, tags, removeUntagged: true })
  expect(plan.removed).toEqual([digestOf(before, 'alone')])
  const only = Buffer.from('alone').length
  expect(plan.reclaimable.bytes).toBeGreaterThan(only)
  const { jobId } = await start(ctx, { tags, removeUntagged: true, confirm: 3 })
  expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'succeeded', done: 4 })
  expect(await digestAt(url, REPOSITORY, digestOf(before, 'alone'))).toBeNull()
  expect(await digestAt(url, REPOSITORY, digestOf(before, 'v2'))).toBe(before.get('v2'))
  expect((await readTags(url, REPOSITORY)).get('latest')).toBe(before.get('latest'))
})

it('deletes a whole repository once its name is typed, and a filter once its number is', async () => {
  const { db, ctx, url } = await openOne()
  await expect(start(ctx, { all: true })).rejects.toMatchObject({ code: 'confirmation-required' })
  const filtered = await start(ctx, { filter: { q: 'v' } })
  expect(filtered.total).toBe(2)
  await runDeletion({ ctx, db }, filtered.jobId)
  const { jobId } = await start(ctx, { all: true, removeUntagged: true, confirm: REPOSITORY })
  expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'succeeded' })
  expect(await readTags(url, REPOSITORY)).toEqual(new Map())
})

const DISTRIBUTION_3 = process.env.ASSAY_DISTRIBUTION_3 ?? '/usr/local/bin/registry'

it.skipIf(!existsSync(DISTRIBUTION_3))(
  'deletes tags by their names on distribution 3, and leaves their manifests',
  async () => {
    const { db, ctx, url, before } = await openOne({ program: DISTRIBUTION_3 })
    const plan = await planTagDeletion(ctx, { ...place, tag: 'alone' })
    expect(plan).toMatchObject({ method: { kind: 'untag' }, tags: [{ becomesUntagged: true }] })
    const { jobId } = await start(ctx, { tags: named(before, 'v1', 'alone') })
    expect(await runDeletion({ ctx, db }, jobId)).toMatchObject({ status: 'succeeded', done: 2 })
    const { v1: _, alone: __, ...others } = Object.fromEntries(before)
    expect(Object.fromEntries(await readTags(url, REPOSITORY))).toEqual(others)
    expect(await digestAt(url, REPOSITORY, digestOf(before, 'alone'))).toBe(before.get('alone'))
    expect((await tracesOf(db)).audit).toHaveLength(2)
  },
)
