import { request } from 'undici'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { openRegistry } from '@/lib/registry/client'
import type { RegistryClient } from '@/lib/registry/types'
import { countingProxy } from '@/lib/testing/counting-proxy'
import { openSqliteForTest } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo } from '@/lib/testing/index-fixture'
import { digestOf, pushImage } from '@/lib/testing/push'
import { REGISTRY_ACCOUNT, type RunningRegistry } from '@/lib/testing/registry'
import { type PushedWorld, pushFallback, pushWorld } from './content'
import { note } from './report'
import { type RegistryServer, SERVERS } from './servers'

const app = parseRepositoryName('team/app')
const multi = parseRepositoryName('team/multi')
const tag = (name: string) => parseTagName(name)
const isReal = (path: string) => /\/(?:manifests|blobs)\//.test(path)

function clientOf(url: string, password: string | null = null): RegistryClient {
  const account = password === null ? null : REGISTRY_ACCOUNT.username
  return openRegistry(
    {
      url,
      username: account,
      password: password === null ? null : new Secret(password),
      realmOrigin: null,
      caPem: null,
    },
    { allowedCidrs: ['127.0.0.0/8'] },
  )
}

for (const server of SERVERS) {
  describe.skipIf(!server.isThere)(server.name, () => holdContract(server))
}

function holdContract(server: RegistryServer): void {
  let registry: RunningRegistry
  let client: RegistryClient
  let world: PushedWorld
  const closing: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    registry = await server.start({ htpasswd: false })
    client = clientOf(registry.url)
    world = await pushWorld({ url: registry.url })
  })
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })
  afterAll(async () => {
    await client?.close()
    await registry?.stop()
  })

  it('lists every repository, and every tag once', async () => {
    const { repositories } = await client.listRepositories()
    expect(repositories).toEqual(['bare', 'team/app', 'team/multi'])
    const { tags } = await client.listTags(app)
    expect([...tags].sort()).toEqual(Object.keys(world.tags['team/app'] ?? {}).sort())
    const page = await request(`${registry.url}/v2/${app}/tags/list?n=2`)
    const { length } = z.object({ tags: z.array(z.string()) }).parse(await page.body.json()).tags
    const next = page.headers.link === undefined ? 'no Link' : 'Link'
    note(server.name, 'tags/list?n=2', `${length === tags.length ? 'all' : length} tags, ${next}`)
  })

  it('gives manifests by tag and by digest, byte for byte', async () => {
    for (const reference of [tag('latest'), world.image.digest]) {
      const found = await client.getManifest(app, reference)
      expect(found).toMatchObject({ kind: 'manifest', digest: world.image.digest })
      expect(found.kind === 'manifest' && Buffer.from(found.bytes).equals(world.image.bytes)).toBe(true)
    }
    const docker = await client.getManifest(parseRepositoryName('bare'), tag('1'))
    expect(docker).toMatchObject({ digest: world.docker.digest, mediaType: world.docker.mediaType })
    const index = await client.getManifest(multi, tag('v1'))
    expect(index).toMatchObject({ digest: world.index.digest, mediaType: world.index.mediaType })
    await expect(client.getManifest(app, tag('absent'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(client.listTags(parseRepositoryName('no/such'))).rejects.toMatchObject({ code: 'not-found' })
  })

  it('says of an unchanged tag that it is, or sends it again', async () => {
    const answer = await client.getManifest(app, tag('latest'), { ifNoneMatch: world.image.digest })
    note(server.name, 'conditional GET', answer.kind === 'unchanged' ? 'yes (304)' : 'no (200)')
    expect(['unchanged', 'manifest']).toContain(answer.kind)
    const moved = await client.getManifest(app, tag('latest'), { ifNoneMatch: digestOf('other') })
    expect(moved.kind).toBe('manifest')
  })

  it('is found out without writing, and found out right', async () => {
    const found = await client.probe()
    note(server.name, 'catalog', found.catalog)
    note(server.name, 'tag paging', found.tagPaging)
    note(server.name, 'delete enabled', found.deleteEnabled)
    note(server.name, 'delete by tag', found.deleteByTag)
    note(server.name, 'referrers API', found.referrersApi)
    note(server.name, 'cross-repository mount', found.mount)
    expect(found).toMatchObject({ catalog: 'yes', deleteEnabled: 'yes', authentication: 'anonymous' })
    const answer = await client.getManifest(app, tag('latest'), { ifNoneMatch: world.image.digest })
    if (found.conditionalGet !== 'unknown') {
      expect(found.conditionalGet).toBe(answer.kind === 'unchanged' ? 'yes' : 'no')
    }
    const listing = await client.listReferrers(app, world.image.digest)
    if (found.referrersApi !== 'unknown') {
      expect(listing.source === 'api').toBe(found.referrersApi === 'yes')
    }
    expect((await client.listRepositories()).repositories).toHaveLength(3)
  })

  it('names what refers to an image, by its API or by the fallback tag', async () => {
    const before = await client.listReferrers(app, world.image.digest)
    if (before.source !== 'api') await pushFallback({ url: registry.url }, world)
    const { source, referrers } = await client.listReferrers(app, world.image.digest)
    note(server.name, 'referrers found by', source)
    expect(referrers).toMatchObject([
      { digest: world.referrer.digest, artifactType: 'application/vnd.example.signature' },
    ])
  })

  it('is indexed as it was pushed, and asked for no body when nothing changed', async () => {
    const proxy = await countingProxy(registry.url)
    const pool = poolTo(proxy.url)
    const { database: db, close } = await openSqliteForTest()
    closing.push(
      close,
      () => pool.close(),
      () => proxy.close(),
    )
    await addTestRegistry(db, proxy.url)

    expect(await crawlNow({ db, registries: pool })).toMatchObject({ status: 'succeeded' })
    const indexed = await readIndex(db)
    for (const [repository, tags] of Object.entries(world.tags)) {
      expect(indexed[repository]).toMatchObject(tags)
    }
    proxy.take()
    expect(await crawlNow({ db, registries: pool })).toMatchObject({ status: 'succeeded' })
    const calls = proxy.take().filter(({ path }) => isReal(path))
    const bodies = calls.filter(({ status }) => status === 200)
    note(server.name, 'second crawl', `${calls.length} questions, ${bodies.length} bodies`)
    expect(bodies.every(({ path }) => path.includes('/manifests/'))).toBe(true)
    const { conditionalGet } = await client.probe()
    if (conditionalGet === 'yes') expect(bodies).toHaveLength(0)
    expect(await readIndex(db)).toEqual(indexed)
  })

  it('takes one tag away and leaves its sibling, or says that it cannot', async () => {
    const throwaway = parseRepositoryName('throw/away')
    const pushed = await pushImage({ url: registry.url, repository: throwaway }, { tag: 'keep' })
    await client.putManifest({
      repository: throwaway,
      reference: tag('drop'),
      content: { mediaType: pushed.mediaType, bytes: pushed.bytes },
    })
    const { deleteByTag } = await client.probe()
    const answer = await client.deleteManifest(throwaway, tag('drop'))
    note(server.name, 'delete by tag, done', answer)
    expect(['deleted', 'digest-only']).toContain(answer)
    if (deleteByTag !== 'unknown') expect(answer === 'deleted').toBe(deleteByTag === 'yes')
    const { tags } = await client.listTags(throwaway)
    expect([...tags].sort()).toEqual(answer === 'deleted' ? ['keep'] : ['drop', 'keep'])
    expect(await client.getManifest(throwaway, tag('keep'))).toMatchObject({ digest: pushed.digest })
  })

  it('lets in whom it knows and nobody else', async () => {
    const locked = await server.start({ htpasswd: true })
    closing.push(() => locked.stop())
    const open = (password: string | null) => {
      const opened = clientOf(locked.url, password)
      closing.push(() => opened.close())
      return opened
    }
    await expect(open('wrong').listRepositories()).rejects.toMatchObject({ code: 'upstream-auth' })
    await expect(open(null).listRepositories()).rejects.toMatchObject({ code: 'upstream-auth' })
    const known = open(REGISTRY_ACCOUNT.password)
    expect((await known.listRepositories()).repositories).toEqual([])
    const { authentication } = await known.probe()
    note(server.name, 'htpasswd', authentication)
    expect(authentication).toBe('basic')
  })
}

async function readIndex(db: Database): Promise<Record<string, Record<string, string | null>>> {
  const rows = await db.query
    .selectFrom('tag')
    .innerJoin('repository', 'repository.id', 'tag.repository_id')
    .select(['repository.name as repository', 'tag.name', 'tag.digest'])
    .orderBy('repository.name')
    .orderBy('tag.name')
    .execute()
  const index: Record<string, Record<string, string | null>> = {}
  for (const { repository, name, digest } of rows) {
    index[repository] = { ...index[repository], [name]: digest }
  }
  return index
}
