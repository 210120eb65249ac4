import 'server-only'
import { lastSeenOf } from '@/lib/catalog/rules/last-seen'
import {
  emptyMissingRepository,
  findRepositoryToSync,
  holdRepository,
  markRepositoryMissing,
  type RepositoryToSync,
  removeRepository,
  saveSynced,
} from '@/lib/catalog/store/save-repositories'
import { listKnownTags } from '@/lib/catalog/store/save-tags'
import { recordTagEvents } from '@/lib/catalog/store/tag-events'
import { tellTagChanges } from '@/lib/catalog/tell-changes'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import type { Executor } from '@/lib/db/connection'
import { queueTidy } from '@/lib/jobs/queue-tidy'
import { isUnannounced } from './rules/tag-history'
import type { RepositoryPass, RepositoryWork } from './sync-repository'

/**
 * The registry itself says there is no such repository. One that is listed and never held a tag is empty;
 * for others the first pass notes it and the next one removes what the registry no longer has.
 */
export async function settleAbsentRepository(
  tx: Executor,
  pass: RepositoryPass,
  { repository: { id, registry_id, name }, isListed }: RepositoryWork,
): Promise<void> {
  const at = pass.now()
  await holdRepository(tx, id)
  const repository = await findRepositoryToSync(tx, registry_id, name)
  if (repository === undefined) return

  if (isListed && repository.tag_count === 0) {
    await saveSynced(tx, id, { at, hasChanged: false })
  } else if (mayGo(pass, repository, isListed)) {
    await recordTagsLost(tx, pass, { repository, missingSince: repository.missing_since ?? at })
    if (isListed) await emptyMissingRepository(tx, id, at)
    else await removeRepository(tx, id)
    await queueTidy(tx, { by: SYSTEM_ACTOR.name, at })
  } else {
    await markRepositoryMissing(tx, id, at)
  }
}

/** Missed by two passes, or by one and an admin who looked and said that it is really gone. */
function mayGo(pass: RepositoryPass, { missing_since }: RepositoryToSync, isListed: boolean): boolean {
  if (!pass.mayRemove) return false
  if (missing_since !== null && missing_since < pass.startedAt) return true
  return pass.isLossAccepted && !isListed
}

/** With a repository all its tags go; their history says so. */
async function recordTagsLost(
  tx: Executor,
  { noticedSince }: RepositoryPass,
  { repository, missingSince }: { readonly repository: RepositoryToSync; readonly missingSince: number },
): Promise<void> {
  const tags = await listKnownTags(tx, repository.id)
  const learnedBy = 'crawl' as const
  const events = tags.map((tag) => {
    const change = { hint: null, afterAt: lastSeenOf(tag, repository.synced_at) }
    return {
      registryId: repository.registry_id,
      repositoryId: repository.id,
      repository: repository.name,
      tag: tag.name,
      kind: 'deleted' as const,
      fromDigest: tag.digest,
      toDigest: null,
      ...change,
      beforeAt: missingSince,
      learnedBy,
      isFirstLook: false,
      isUnannounced: isUnannounced(change, { learnedBy, noticedSince }),
    }
  })
  await recordTagEvents(tx, events)
  await tellTagChanges(tx, repository, events)
}
