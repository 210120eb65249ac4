import { afterEach } from 'vitest'
import type { Context } from '@/lib/access/context'
import { protect } from '@/lib/cleanup/store/protection'
import { startDeletion } from '@/lib/cleanup/use-cases/start-deletion'
import type { Database } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { openSqliteForTest } from './database'
import { deletionWorld, readTags } from './deletion-world'
import { REGISTRY_ID, REGISTRY_NAME } from './index-fixture'
import { entryOf, pushImage, pushIndex } from './push'
import type { RunningRegistry } from './registry'

export const REPOSITORY = 'team/app'
export const place = { registry: REGISTRY_NAME, repository: REPOSITORY }

type Options = Parameters<typeof deletionWorld>[2]

/** `v1` and `latest` of one image, `v2` of another, `multi` an index of the second. */
async function fill({ url }: RunningRegistry): Promise<void> {
  const target = { url, repository: REPOSITORY }
  for (const tag of ['v1', 'latest']) await pushImage(target, { tag, layers: ['base', 'one'] })
  const second = await pushImage(target, { tag: 'v2', layers: ['base', 'two'] })
  await pushIndex(target, [entryOf(second, 'amd64')], 'multi')
  await pushImage(target, { tag: 'alone', layers: ['base', 'alone'] })
}

/** Opens such repositories for the tests of a file; they, and what `later` takes, end with the test. */
export function smallRepositories() {
  const closing: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })
  const later = (close: () => Promise<unknown>) => void closing.push(close)
  const open = async (db: Database, options: Options = {}) => {
    const world = await deletionWorld(db, fill, options)
    later(() => world.close())
    return { ...world, url: world.registry.url, before: await readTags(world.registry.url, REPOSITORY) }
  }
  /** On SQLite, where the database makes no difference. */
  const openOne = async (options: Options = {}) => {
    const { database, close } = await openSqliteForTest()
    later(close)
    return open(database, options)
  }
  return { open, openOne, later }
}

export const digestOf = (tags: ReadonlyMap<string, string | null>, tag: string) => tags.get(tag) ?? ''
export const named = (tags: ReadonlyMap<string, string | null>, ...names: string[]) =>
  names.map((tag) => ({ tag, digest: digestOf(tags, tag) }))

/** What a deletion left in the audit log, the history and the trash, and the tags there are now. */
export async function tracesOf(db: Database) {
  return {
    audit: await db.query
      .selectFrom('audit_event')
      .select(['resource', 'actor_name', 'digest'])
      .where('type', '=', 'tag.deleted')
      .execute(),
    history: await db.query
      .selectFrom('tag_event')
      .select(['tag', 'kind', 'learned_by', 'actor_name'])
      .where('kind', '=', 'deleted')
      .execute(),
    trash: await db.query.selectFrom('trash_item').select(['tag', 'digest']).execute(),
    tags: (await db.query.selectFrom('tag').select('name').orderBy('name').execute()).map(({ name }) => name),
  }
}

/** Protects a digest as a golden version does. */
export async function protectAsGolden(db: Database, digest: string): Promise<void> {
  const repository = await db.query
    .selectFrom('repository')
    .select('id')
    .where('name', '=', REPOSITORY)
    .executeTakeFirstOrThrow()
  await transaction(db, (tx) =>
    protect(
      tx,
      { registryId: REGISTRY_ID, repositoryId: repository.id },
      { digests: [digest], source: 'golden', detail: 'base 1', at: 1 },
    ),
  )
}

export const start = (
  ctx: Context,
  input: Omit<Parameters<typeof startDeletion>[1], 'registry' | 'repository'>,
) => startDeletion(ctx, { ...place, ...input })
