import 'server-only'
import {
  emptyMissingRepository,
  holdRepository,
  markRepositoryMissing,
  type RepositoryToSync,
  removeMissingRepository,
  saveSynced,
} from '@/lib/catalog/store/save-repositories'
import { listKnownTags } from '@/lib/catalog/store/save-tags'
import { recordTagEvents } from '@/lib/catalog/store/tag-events'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { queueTidy } from '@/lib/jobs/queue-tidy'
import type { RepositoryPass, RepositoryWork } from './sync-repository'

/**
 * The registry itself says there is no such repository. One that is listed and never held a tag is empty;
 * for others the first pass notes it and the next one removes what the registry no longer has.
 */
export async function settleAbsentRepository(
  tx: Executor,
  pass: RepositoryPass,
  { repository, isListed }: RepositoryWork,
): Promise<void> {
  const at = pass.now()
  const { missing_since: missingSince } = repository
  if (isListed && repository.tag_count === 0) {
    await saveSynced(tx, repository.id, { at, hasChanged: false })
  } else if (!pass.mayRemove || missingSince === null || missingSince >= pass.startedAt) {
    await markRepositoryMissing(tx, repository.id, at)
  } else {
    await recordTagsLost(tx, pass, { repository, missingSince })
    if (isListed) await emptyMissingRepository(tx, repository.id, at)
    else await removeMissingRepository(tx, repository.id, pass.startedAt)
    await queueTidy(tx, { by: SYSTEM_ACTOR.name, at })
  }
}

/** With a repository all its tags go; their history says so. */
async function recordTagsLost(
  tx: Executor,
  { expectsNotice }: RepositoryPass,
  { repository, missingSince }: { readonly repository: RepositoryToSync; readonly missingSince: number },
): Promise<void> {
  await holdRepository(tx, repository.id)
  const tags = await listKnownTags(tx, repository.id)
  const events = tags.map((tag) => ({
    registryId: repository.registry_id,
    repositoryId: repository.id,
    repository: repository.name,
    tag: tag.name,
    kind: 'deleted' as const,
    fromDigest: tag.digest,
    toDigest: null,
    afterAt: Math.max(tag.last_seen_at, repository.synced_at ?? -1),
    beforeAt: missingSince,
    hint: null,
    learnedBy: 'crawl' as const,
    isFirstLook: false,
    isUnannounced: expectsNotice,
  }))
  await recordTagEvents(tx, events)
}
