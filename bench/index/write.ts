import { addScopes } from '@/lib/catalog/store/repository-scopes'
import type { Database } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import { transaction } from '@/lib/db/transaction'
import { configDigestOf, LAYERS, writeContents } from './contents'
import {
  type ImageRow,
  type IndexedRepository,
  type IndexShape,
  indexedRepositories,
  type TagRow,
} from './rows'

export interface IndexedRegistry {
  readonly name: string
  /** Nothing is asked of it; it counts whether anything is. */
  readonly url: string
}

const REGISTRY_ID = 'reg_bench'
const NEVER_LOOKED = -1
const MANIFEST_BYTES = 1800
/** A transaction for each repository would be all disk, one for all of them all memory. */
const TAGS_PER_WRITE = 20_000

/** Writes a shape straight into an empty, migrated index, as a crawl would leave it: what lists and search read. */
export async function writeIndex(
  database: Database,
  registry: IndexedRegistry,
  shape: IndexShape,
): Promise<void> {
  const nowMs = Date.now()
  await insertRegistry(database, registry, nowMs)
  const facts = {
    nowMs,
    knownNames: new Set<string>(),
    hasContents: shape.hasContents ?? shape.repositories > 1,
  }
  let batch: IndexedRepository[] = []
  let tags = 0
  for (const repository of indexedRepositories(shape)) {
    batch.push(repository)
    tags += repository.tags.length
    if (tags < TAGS_PER_WRITE) continue
    await writeBatch(database, batch, facts)
    batch = []
    tags = 0
  }
  await writeBatch(database, batch, facts)
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
      health: 'up',
      health_at: nowMs,
      synced_at: syncedAt,
      is_declared: 0,
      created_at: nowMs,
      updated_at: nowMs,
    })
    .execute()
}

interface BatchFacts {
  readonly nowMs: number
  /** Names whose words are there already; tags of many repositories share them. */
  readonly knownNames: Set<string>
  /** One long repository is mostly read by its tags alone. */
  readonly hasContents: boolean
}

async function writeBatch(
  database: Database,
  batch: readonly IndexedRepository[],
  { nowMs, knownNames, hasContents }: BatchFacts,
): Promise<void> {
  const newNames = batch
    .flatMap(({ tags }) => tags)
    .filter(({ name }) => !knownNames.has(name) && knownNames.add(name) !== undefined)
  await transaction(database, async (tx) => {
    await insertRows(tx, 'repository', {
      rows: batch.map((repository) => repositoryRow(repository, nowMs)),
      conflict: ['id'],
    })
    await addScopes(
      tx,
      REGISTRY_ID,
      batch.map(({ row }) => row.name),
    )
    await insertRows(tx, 'manifest', {
      rows: batch.flatMap(({ images }) => images.map((image) => manifestRow(image, nowMs))),
      conflict: ['digest'],
    })
    await insertRows(tx, 'repository_manifest', {
      rows: batch.flatMap(({ row, images }) =>
        images.map(({ digest }) => membershipRow(row.id, digest, nowMs)),
      ),
      conflict: ['repository_id', 'digest'],
    })
    await insertRows(tx, 'tag', {
      rows: batch.flatMap(({ row, tags }) => tags.map((tag) => tagRow(row.id, tag, nowMs))),
      conflict: ['repository_id', 'name'],
    })
    await insertRows(tx, 'tag_word', {
      rows: newNames.flatMap(({ name, words }) => words.map((word) => ({ word, tag_name: name }))),
      conflict: ['word', 'tag_name'],
    })
    if (hasContents) await writeContents(tx, batch)
  })
}

function repositoryRow({ row, images }: IndexedRepository, nowMs: number) {
  return {
    id: row.id,
    registry_id: REGISTRY_ID,
    name: row.name,
    namespace: row.namespace,
    tag_count: row.tagCount,
    total_size: row.totalSize,
    newest_created_at: row.newestCreatedAt,
    manifest_count: images.length,
    untagged_count: 0,
    platforms: [...new Set(images.flatMap(({ platforms }) => platforms.split(',')))].sort().join(','),
    synced_at: nowMs,
    first_seen_at: nowMs,
  }
}

function manifestRow(image: ImageRow, nowMs: number) {
  return {
    digest: image.digest,
    media_type: image.mediaType,
    kind: image.kind,
    size: MANIFEST_BYTES,
    config_digest: image.kind === 'image' ? configDigestOf(image) : null,
    total_size: image.totalSize,
    created_at: image.createdAt,
    platforms: image.platforms,
    platform_count: image.platformCount,
    layer_count: LAYERS,
    indexed_at: nowMs,
  }
}

function membershipRow(repositoryId: string, digest: string, nowMs: number) {
  return { repository_id: repositoryId, digest, first_seen_at: nowMs, last_seen_at: nowMs }
}

function tagRow(repositoryId: string, { name, nameKey, image, pushedAt }: TagRow, nowMs: number) {
  return {
    repository_id: repositoryId,
    name,
    name_key: nameKey,
    digest: image.digest,
    media_type: image.mediaType,
    kind: image.kind,
    total_size: image.totalSize,
    created_at: image.createdAt,
    platforms: image.platforms,
    platform_count: image.platformCount,
    pushed_before: pushedAt,
    pushed_after: NEVER_LOOKED,
    last_seen_at: nowMs,
  }
}
