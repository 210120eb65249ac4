import 'server-only'
import type { Context } from '@/lib/access/context'
import { listTagsNamed } from '@/lib/catalog/store/save-tags'
import { queueDeletion } from '@/lib/cleanup/use-cases/queue-deletion'
import type { Executor } from '@/lib/db/connection'
import { type Pin, pinsOf } from './rules/pins'
import { type LineRow, listLinesOfRepository } from './store/lines'
import { forgetTold, listTold } from './store/ticks'
import { listParts, listWatchedRows } from './store/watched'

/**
 * Queues the removal of the tags that Assay put on what a line is made of, in the transaction that turns them off: as
 * a deletion of tags, by the way the registry deletes. A tag that names something else by now is somebody else's and
 * stays, as do pins that another line has in common. How many there are.
 */
export async function removePins(ctx: Context, tx: Executor, line: LineRow): Promise<number> {
  const pins = await pinsMade(tx, line)
  const others = (await listLinesOfRepository(tx, line.repositoryId)).filter(
    ({ id, hasPins }) => id !== line.id && hasPins,
  )
  const shared = new Set<string>()
  for (const other of others) for (const { tag } of await pinsMade(tx, other)) shared.add(tag)
  const wanted = pins.filter(({ tag }) => !shared.has(tag))

  const named = wanted.map(({ tag }) => tag)
  const tags = named.length === 0 ? [] : await listTagsNamed(tx, line.repositoryId, named)
  const known = new Map(tags.map(({ name, digest }) => [name, digest]))
  const items = wanted
    .filter(({ tag, digest }) => known.get(tag) === digest)
    .map(({ tag, digest }) => ({ key: tag, kind: 'tag' as const, digest }))
  // Turned on again, they are put again.
  await forgetTold(tx, 'pinned', line.id)
  if (items.length === 0) return 0
  await queueDeletion(ctx, tx, {
    registry: { id: line.registryId, name: line.registry },
    repository: { id: line.repositoryId, name: line.repository },
    items,
    removesUntagged: false,
    reason: `${line.name} pins its images no longer.`,
    facts: { unpins: line.id, line: line.name },
  })
  return items.length
}

/** The pins of every version that has been pinned, whatever became of it since. */
async function pinsMade(tx: Executor, line: LineRow): Promise<readonly Pin[]> {
  const versions = await listWatchedRows(tx, line.id)
  const pinned = await listTold(
    tx,
    'pinned',
    versions.map(({ id }) => id),
  )
  const parts = await listParts(tx, [...pinned])
  return versions
    .filter(({ id }) => pinned.has(id))
    .flatMap((version) =>
      pinsOf(
        version,
        parts.filter(({ versionId }) => versionId === version.id),
      ),
    )
}
