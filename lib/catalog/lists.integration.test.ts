import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Context } from '@/lib/access/context'
import { sealCursor } from '@/lib/db/cursor'
import { transaction } from '@/lib/db/transaction'
import { buildContext, viewerActor } from '@/lib/testing/context'
import { eachDatabase, type OpenTestDatabase } from '@/lib/testing/database'
import { addTestRegistry, REGISTRY_ID, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { addRepositories } from './store/save-repositories'
import { saveMovedTags } from './store/save-tags'
import type { TagPageRequest } from './store/tags'
import { listRepositories } from './use-cases/list-repositories'
import { listTags } from './use-cases/list-tags'
import { search } from './use-cases/search'

const place = { registry: REGISTRY_NAME, repository: 'team/app' }
const REPOSITORIES = ['team/app', 'team_x/app', 'teamx/app', 'team/deep/er', 'team-a/app', 'solo']
const TAGS = ['latest', 'v1.0.0', 'v1.0.0-rc.1', 'v1.10.0', 'v1.9.0', 'a_b', 'A_b', 'main']
const SORTS = ['name', 'created', 'pushed', 'size', 'platforms'] as const

async function filled(open: OpenTestDatabase): Promise<Context> {
  const db = await open()
  await addTestRegistry(db, 'http://127.0.0.1:9')
  await transaction(db, async (tx) => {
    await addRepositories(tx, REGISTRY_ID, { names: REPOSITORIES, at: 1 })
    const row = await tx
      .selectFrom('repository')
      .select('id')
      .where('name', '=', 'team/app')
      .executeTakeFirstOrThrow()
    const tags = TAGS.map((name, number) => ({
      name,
      digest: `sha256:${String(number % 3).repeat(64)}`,
      isNew: true,
      pushedAfter: -1,
      pushedBefore: 5,
    }))
    await saveMovedTags(tx, row.id, { tags, at: 5 })
    await tx.updateTable('repository').set({ tag_count: TAGS.length }).where('id', '=', row.id).execute()
  })
  return buildContext({ db })
}

async function walk(ctx: Context, sort: TagPageRequest['sort'], limit: number) {
  const names: string[] = []
  let cursor: string | undefined
  do {
    const page = await listTags(ctx, { ...place, sort, limit, cursor })
    names.push(...page.items.map((row) => row.name))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return names
}

eachDatabase('a list', (open) => {
  it('shows each tag once, whatever the sort and the size of its pages', async () => {
    const ctx = await filled(open)
    for (const sort of SORTS.flatMap((key) => [key, `-${key}`] as const)) {
      const whole = await walk(ctx, sort, 200)
      expect(whole.toSorted()).toEqual(TAGS.toSorted())
      expect(await walk(ctx, sort, 3)).toEqual(whole)
      expect((await walk(ctx, sort.startsWith('-') ? 'name' : '-name', 1)).length).toBe(TAGS.length)
    }
    expect(await walk(ctx, 'name', 2)).toEqual([
      'v1.0.0-rc.1',
      'v1.0.0',
      'v1.9.0',
      'v1.10.0',
      'A_b',
      'a_b',
      'main',
      'latest',
    ])
  })

  it.each(['', 'garbage', '💥', 'A'.repeat(400), 'e30', '.', '%00'])(
    'refuses the cursor %j',
    async (cursor) => {
      const ctx = await filled(open)
      const asked = listTags(ctx, { ...place, sort: 'name', limit: 2, cursor })
      await expect(asked).rejects.toMatchObject({ code: 'invalid-cursor', status: 400 })
    },
  )

  it('refuses a cursor of another sort, filter, list or person', async () => {
    const ctx = await filled(open)
    const { nextCursor } = await listTags(ctx, { ...place, sort: 'name', limit: 2 })
    const cursor = nextCursor ?? ''
    const viewer = { ...ctx, actor: viewerActor }
    const foreign = await sealCursor(ctx.db, 'another list', ['x'])
    const first = { ...place, sort: 'name', limit: 2, cursor } as const
    const misuses = [
      () => listTags(ctx, { ...first, sort: '-name' }),
      () => listTags(ctx, { ...first, q: 'v' }),
      () => listTags(ctx, { ...first, platform: 'linux/amd64' }),
      () => listTags(viewer, first),
      () => listRepositories(ctx, { registry: REGISTRY_NAME, sort: 'name', limit: 2, cursor }),
      () => listTags(ctx, { ...first, cursor: foreign }),
    ]
    for (const misuse of misuses) await expect(misuse()).rejects.toMatchObject({ code: 'invalid-cursor' })
  })

  it('takes every search literally', async () => {
    const ctx = await filled(open)
    for (const q of [
      '%',
      '\\',
      "'",
      '"',
      '$' + '{}',
      '('.repeat(1000),
      '*',
      'a%b',
      "'; drop table tag; --",
    ]) {
      expect((await listTags(ctx, { ...place, sort: 'name', limit: 50, q })).items).toEqual([])
      expect(
        (await listRepositories(ctx, { registry: REGISTRY_NAME, sort: 'name', limit: 50, q })).total,
      ).toBe(0)
      const { groups } = await search(ctx, { q })
      expect(Object.values(groups).flatMap(({ hits }) => hits)).toEqual([])
    }
    const underscore = await listTags(ctx, { ...place, sort: 'name', limit: 50, q: '_' })
    expect(underscore.items.map((row) => row.name)).toEqual(['A_b', 'a_b'])
    expect(underscore.total).toBe(2)
  })

  it('counts in a namespace what is below it and nothing that is only spelled alike', async () => {
    const ctx = await filled(open)
    const namesIn = async (namespace: string) => {
      const input = { registry: REGISTRY_NAME, namespace, sort: 'name', limit: 50 } as const
      const page = await listRepositories(ctx, input)
      expect(page.total).toBe(page.items.length)
      return page.items.map((row) => row.name)
    }
    expect(await namesIn('team')).toEqual(['team/app', 'team/deep/er'])
    expect(await namesIn('team_x')).toEqual(['team_x/app'])
    expect(await namesIn('')).toEqual(['solo'])
    expect(await namesIn('tea')).toEqual([])
  })

  it('answers any text without a failure of its own', async () => {
    const ctx = await filled(open)
    const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((value) => !value.includes('\u0000'))
    await fc.assert(
      fc.asyncProperty(text, async (q) => {
        await search(ctx, { q })
        await listTags(ctx, { ...place, sort: '-created', limit: 5, q })
      }),
      { numRuns: 60 },
    )
  })
})
