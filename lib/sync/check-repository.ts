import 'server-only'
import { type RepositoryToSync, recount, saveSynced } from '@/lib/catalog/store/save-repositories'
import { listKnownTags } from '@/lib/catalog/store/save-tags'
import { listLikelyTags } from '@/lib/catalog/store/tags-to-check'
import { announce } from '@/lib/changes/announce'
import { isTagName, parseRepositoryName } from '@/lib/oci/name'
import { lookAtTags } from './look-at-tag'
import { planCheck } from './rules/light-check'
import { saveLooks } from './save-looks'
import { listPendingHints } from './store/notices'
import type { RepositoryPass } from './sync-repository'

/**
 * Looks at one repository cheaply: one listing, what came, what went, and conditional requests for the
 * likeliest of the rest. A failure is thrown and changes nothing.
 */
export async function checkRepository(pass: RepositoryPass, repository: RepositoryToSync): Promise<void> {
  const name = parseRepositoryName(repository.name)
  const { client, limiter, signal } = pass.tools
  const { tags } = await limiter.run(() => client.listTags(name, { signal }))
  const rows = await listKnownTags(pass.db.query, repository.id)
  const known = new Map(rows.map((tag) => [tag.name, tag]))
  const listed = new Set<string>(tags)
  const { names, isComplete } = planCheck({
    listed: tags,
    known: new Set(known.keys()),
    likely: await listLikelyTags(pass.db.query, repository.id),
    gone: [...known.keys()].filter((tag) => !listed.has(tag)).filter(isTagName),
  })
  const looks = await lookAtTags(pass.tools, { repository: name, names, known })

  await pass.commit.write(async (tx) => {
    const at = pass.now()
    const place = { registryId: repository.registry_id, repository: repository.name }
    const hasChanged = await saveLooks(tx, {
      repository,
      known,
      listed,
      looks,
      at,
      passStartedAt: pass.startedAt,
      mayRemove: pass.mayRemove,
      learnedBy: 'light-check',
      hints: await listPendingHints(tx, place),
      noticedSince: pass.noticedSince,
    })
    if (isComplete) await saveSynced(tx, repository.id, { at, hasChanged })
    else if (hasChanged) await recount(tx, repository.id)
    await announce(tx, { topic: `repository:${repository.id}`, what: 'sync' })
  })
  pass.tools.source.markSaved(
    looks.flatMap((look) => (look.kind === 'moved' ? look.additions.map(({ digest }) => digest) : [])),
  )
}
