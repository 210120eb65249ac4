import { expect, it } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { runJob } from '@/lib/jobs/run-job'
import { claim } from '@/lib/jobs/store/lease'
import { buildContext, buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addRegistryRow, addRepositoryRows, type RowImage } from '@/lib/testing/index-rows'
import { digestOf } from '@/lib/testing/push'
import { catalogHandlers } from './handlers'
import { queueSearchIndexing, SEARCH_KIND } from './use-cases/queue-search-indexing'
import { search } from './use-cases/search'
import { searchGroup } from './use-cases/search-group'

const image = (tags: readonly string[], labels: Record<string, string> = {}): RowImage => ({
  tags,
  labels,
  layers: { base: 100, [`own ${tags.join()} ${JSON.stringify(labels)}`]: 5 },
})

async function filled(db: Database) {
  await addRegistryRow(db, 'reg_one', 'one')
  await addRegistryRow(db, 'reg_two', 'two')
  const add = (place: string, images: readonly RowImage[]) => {
    const [registryId = '', repository = ''] = place.split(':')
    return addRepositoryRows(db, { registryId, repository }, images)
  }
  const digests = await add('reg_one:golden/debian12-base', [
    image(['12.1', '12.1-slim'], { vendor: 'Acme Corp', 'org.opencontainers.image.title': 'Debian base' }),
  ])
  await add('reg_one:team-a/payments-api', [
    image(['1.0.1', 'latest'], { vendor: 'Acme Corp', maintainer: 'Jane Doe <jane@acme.test>' }),
  ])
  await add('reg_one:team-b/web', [image(['1.25-alpine', 'latest'], { odd: '100%_sure"\'' })])
  await add('reg_two:team-a/web', [image(['nightly', 'a_b', 'a%b', 'axb'])])
  return { db, ctx: buildContext({ db }), digest: digests[0] ?? '' }
}

eachDatabase('search', (open) => {
  it.each([
    ['payments', 'repositories', ['one team-a/payments-api']],
    ['team web', 'repositories', ['two team-a/web', 'one team-b/web']],
    ['alp', 'tags', ['one team-b/web:1.25-alpine']],
    ['slim 12', 'tags', ['one golden/debian12-base:12.1-slim']],
    ['web latest', 'tags', ['one team-b/web:latest']],
    ['web:late', 'tags', ['one team-b/web:latest']],
    ['a_b', 'tags', ['two team-a/web:a_b']],
    ['a%b', 'tags', ['two team-a/web:a%b']],
    ['%', 'tags', []],
    ['vendor=acme', 'labels', ['one golden/debian12-base', 'one team-a/payments-api']],
    ['jane', 'labels', ['one team-a/payments-api']],
    ['maintainer=Jane Doe', 'labels', ['one team-a/payments-api']],
    ['odd=100%_sure"\'', 'labels', ['one team-b/web']],
  ] as const)('finds by %j among %s', async (q, group, expected) => {
    const { ctx } = await filled(await open())
    const { groups, isCorrected } = await search(ctx, { q })
    const found = groups[group].hits.map(
      ({ registry, repository, tag }) => `${registry} ${repository}${tag === null ? '' : `:${tag}`}`,
    )
    expect(found.sort()).toEqual([...expected].sort())
    expect(isCorrected).toBe(false)
  })

  it('finds images and layers by the beginning of their digest', async () => {
    const { ctx, digest } = await filled(await open())
    const images = await search(ctx, { q: digest.slice(0, 19) })
    expect(images.groups.images.hits).toMatchObject([
      { repository: 'golden/debian12-base', digest, tags: ['12.1', '12.1-slim'] },
    ])
    const layers = await search(ctx, { q: digestOf('base').slice(7, 20) })
    expect(layers.groups.layers.hits.map(({ registry, layer }) => [registry, layer?.size])).toEqual([
      ['one', 100],
      ['two', 100],
    ])
  })

  it.each([
    ['debain', 'debian', 'golden/debian12-base'],
    ['paymnets', 'payments', 'team-a/payments-api'],
    ['golden/debain12-base', 'golden/debian12-base', 'golden/debian12-base'],
  ])('finds by %j what was meant', async (q, meant, repository) => {
    const { ctx } = await filled(await open())
    const { groups, ...result } = await search(ctx, { q })
    expect(result).toMatchObject({ isCorrected: true, q: meant })
    expect(groups.repositories.hits.map((hit) => hit.repository)).toEqual([repository])
    expect((await search(ctx, { q: 'latset' })).groups.tags.count).toBe(2)
    expect(await search(ctx, { q: 'zzzzzz' })).toMatchObject({ isCorrected: false })
  })

  it('shows and suggests only what the actor may see', async () => {
    const { db, digest } = await filled(await open())
    const actor = buildPerson('ann', { grants: [{ registryId: 'reg_one', path: 'team-b', role: 'viewer' }] })
    await db.query
      .insertInto('access_grant')
      .values(grantRow(actor.id, 'reg_one', 'team-b'))
      .execute()
    const ctx = buildContext({ db, actor })

    const all = await Promise.all(
      ['payments', 'debain', 'vendor=', digest, 'nightly', 'latest', digestOf('base')].map((q) =>
        search(ctx, { q }),
      ),
    )
    const places = all.flatMap(({ groups }) =>
      Object.values(groups).flatMap(({ hits }) => hits.map(({ repository }) => repository)),
    )
    expect(new Set(places)).toEqual(new Set(['team-b/web']))
    expect(all.some(({ isCorrected }) => isCorrected)).toBe(false)
    await expect(search(ctx, { q: 'web', registry: 'two' })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('looks into one registry or one namespace when told to', async () => {
    const { ctx } = await filled(await open())
    const count = async (scope: { registry?: string; namespace?: string }) => {
      const { groups } = await search(ctx, { q: 'web', ...scope })
      return groups.repositories.count
    }
    expect(await count({})).toBe(2)
    expect(await count({ registry: 'one' })).toBe(1)
    expect(await count({ namespace: 'team-a' })).toBe(1)
    expect(await count({ namespace: 'team' })).toBe(0)
    const tags = await search(ctx, { q: 'latest', namespace: 'team-b' })
    expect(tags.groups.tags.hits.map((hit) => hit.repository)).toEqual(['team-b/web'])
  })

  it('pages through all of a kind, each once, whichever way it reads them', async () => {
    const db = await open()
    await addRegistryRow(db, 'reg_one', 'one')
    const tags = Array.from({ length: 30 }, (_, at) => `1.1.${at}-rc.1`)
    await addRepositoryRows(db, { registryId: 'reg_one', repository: 'a/b' }, [image(tags, { k: 'v1 v1' })])
    await addRepositoryRows(db, { registryId: 'reg_one', repository: 'a/c' }, [image(tags)])
    const ctx = buildContext({ db })
    for (const namespace of [undefined, 'a']) {
      const seen: string[] = []
      for (let cursor: string | undefined, pages = 0; pages < 20; pages += 1) {
        const page = await searchGroup(ctx, {
          group: 'tags',
          q: '1',
          namespace,
          limit: 7,
          ...(cursor && { cursor }),
        })
        expect(page).toMatchObject({ total: 60, isAtLeast: false })
        seen.push(...page.items.map(({ repository, tag }) => `${repository}:${tag}`))
        if (page.nextCursor === null) break
        cursor = page.nextCursor
      }
      expect(seen).toHaveLength(60)
      expect(new Set(seen).size).toBe(60)
    }
  })

  it('makes what an earlier version indexed findable, going on where it was stopped', async () => {
    const { db, ctx } = await filled(await open())
    for (const table of ['config_label', 'label_word', 'label', 'word_variant'] as const) {
      await db.query.deleteFrom(table).execute()
    }
    expect((await search(ctx, { q: 'jane' })).groups.labels.count).toBe(0)

    await queueSearchIndexing(ctx)
    const stopping = new AbortController()
    for (let tries = 0; tries < 20; tries += 1) {
      const job = await claim(db, { owner: 'test', kinds: [SEARCH_KIND] })
      const handler = catalogHandlers[SEARCH_KIND]
      if (job === undefined || handler === undefined) break
      await runJob(ctx, { job, handler, stopping: stopping.signal })
    }
    expect((await search(ctx, { q: 'jane' })).groups.labels.count).toBe(1)
    expect((await search(ctx, { q: 'debain' })).isCorrected).toBe(true)
    await queueSearchIndexing(ctx)
    expect(await claim(db, { owner: 'test', kinds: [SEARCH_KIND] })).toBeUndefined()
  })
})

function grantRow(principalId: string, registryId: string, path: string) {
  return {
    id: `gra_${principalId}`,
    principal_kind: 'user',
    principal_id: principalId,
    registry_id: registryId,
    path,
    scope: `${registryId}:${path}`,
    role: 'viewer',
    created_by: 'test',
    created_at: 1,
  }
}
