import { CompiledQuery } from 'kysely'
import type { Database, Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { type IndexedRepository, type IndexShape, indexedRepositories } from './rows'

export interface IndexedRegistry {
  readonly name: string
  /** Nothing is asked of it; it counts whether anything is. */
  readonly url: string
}

type Row = readonly (string | number | null)[]

const REGISTRY_ID = 'reg_bench'
const NEVER_LOOKED = -1
/** SQLite takes 32,766 parameters and PostgreSQL 65,535. */
const PARAMETERS_MAX = 30_000

const COLUMNS = {
  repository:
    'id, registry_id, name, namespace, tag_count, total_size, newest_created_at, synced_at, first_seen_at',
  manifest:
    'digest, media_type, kind, size, total_size, created_at, platforms, platform_count, layer_count, indexed_at',
  repository_manifest: 'repository_id, digest, first_seen_at, last_seen_at',
  tag: `repository_id, name, name_key, digest, media_type, kind, total_size, created_at, platforms, platform_count,
    pushed_before, pushed_after, last_seen_at`,
  tag_word: 'word, tag_name',
} as const

type Table = keyof typeof COLUMNS

/** Writes a shape straight into an empty, migrated index, as a crawl would leave it: what lists and search read. */
export async function writeIndex(
  database: Database,
  registry: IndexedRegistry,
  shape: IndexShape,
): Promise<void> {
  const nowMs = Date.now()
  await insertRegistry(database, registry, nowMs)
  const knownWords = new Set<string>()
  let batch: IndexedRepository[] = []
  let tags = 0
  for (const repository of indexedRepositories(shape)) {
    batch.push(repository)
    tags += repository.tags.length
    if (tags < 20_000) continue
    await writeBatch(database, batch, { nowMs, knownWords })
    batch = []
    tags = 0
  }
  await writeBatch(database, batch, { nowMs, knownWords })
}

/** Connects a registry without looking at it; `syncedAt` is null before its first crawl. */
export async function insertRegistry(
  database: Database,
  { name, url }: IndexedRegistry,
  syncedAt: number | null = null,
): Promise<void> {
  const nowMs = Date.now()
  await database.query
    .insertInto('registry')
    .values({
      id: REGISTRY_ID,
      name,
      url,
      username: null,
      password_sealed: null,
      realm_origin: null,
      ca_pem: null,
      repository_list: null,
      capabilities: null,
      probed_at: nowMs,
      health: 'up',
      health_code: null,
      health_at: nowMs,
      synced_at: syncedAt,
      is_declared: 0,
      stored_bytes: null,
      manifest_count: null,
      created_at: nowMs,
      updated_at: nowMs,
    })
    .execute()
}

interface BatchFacts {
  readonly nowMs: number
  /** Words that are there already; tags of many repositories share them. */
  readonly knownWords: Set<string>
}

async function writeBatch(
  database: Database,
  batch: readonly IndexedRepository[],
  { nowMs, knownWords }: BatchFacts,
): Promise<void> {
  const words = batch.flatMap(({ tags }) =>
    tags.flatMap((tag) => tag.words.map((word): Row => [word, tag.name])),
  )
  const newWords = words.filter((pair) => {
    const key = pair.join(' ')
    return !knownWords.has(key) && knownWords.add(key) !== undefined
  })
  await transaction(database, async (tx) => {
    const write = (table: Table, rows: readonly Row[]) => insert(tx, database.dialect, { table, rows })
    await write(
      'repository',
      batch.map(({ row }) => repositoryValues(row, nowMs)),
    )
    await write(
      'manifest',
      batch.flatMap(({ images }) => images.map((image) => imageValues(image, nowMs))),
    )
    await write(
      'repository_manifest',
      batch.flatMap(({ row, images }) => images.map(({ digest }): Row => [row.id, digest, nowMs, nowMs])),
    )
    await write(
      'tag',
      batch.flatMap(({ row, tags }) => tags.map((tag) => tagValues(row.id, tag, nowMs))),
    )
    await write('tag_word', newWords)
  })
}

function repositoryValues(row: IndexedRepository['row'], nowMs: number): Row {
  const { id, name, namespace, tagCount, totalSize, newestCreatedAt } = row
  return [id, REGISTRY_ID, name, namespace, tagCount, totalSize, newestCreatedAt, nowMs, nowMs]
}

function imageValues(image: IndexedRepository['images'][number], nowMs: number): Row {
  const { digest, mediaType, kind, totalSize, createdAt, platforms, platformCount } = image
  return [digest, mediaType, kind, 1800, totalSize, createdAt, platforms, platformCount, 8, nowMs]
}

function tagValues(repositoryId: string, tag: IndexedRepository['tags'][number], nowMs: number): Row {
  const { digest, mediaType, kind, totalSize, createdAt, platforms, platformCount } = tag.image
  const names = [repositoryId, tag.name, tag.nameKey, digest, mediaType, kind]
  return [...names, totalSize, createdAt, platforms, platformCount, tag.pushedAt, NEVER_LOOKED, nowMs]
}

interface Rows {
  readonly table: Table
  readonly rows: readonly Row[]
}

/** Text and values as they are: building half a million rows as a query tree would take minutes. */
async function insert(tx: Executor, dialect: Database['dialect'], { table, rows }: Rows): Promise<void> {
  const width = rows[0]?.length ?? 1
  const step = Math.floor(PARAMETERS_MAX / width)
  for (let start = 0; start < rows.length; start += step) {
    const part = rows.slice(start, start + step)
    const text = `insert into ${table} (${COLUMNS[table]}) values ${placeholders(dialect, part.length, width)}`
    await tx.executeQuery(CompiledQuery.raw(text, part.flat()))
  }
}

function placeholders(dialect: Database['dialect'], rows: number, width: number): string {
  const cell = (at: number) => (dialect === 'postgres' ? `$${at + 1}` : '?')
  const row = (at: number) =>
    `(${Array.from({ length: width }, (_, column) => cell(at * width + column)).join(',')})`
  return Array.from({ length: rows }, (_, at) => row(at)).join(',')
}
