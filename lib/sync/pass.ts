import 'server-only'
import { setMaxListeners } from 'node:events'
import type { Context } from '@/lib/access/context'
import { ManifestSource } from '@/lib/catalog/manifest-source'
import { saveUnchanged } from '@/lib/catalog/store/save-repositories'
import { limiterOf } from '@/lib/connections/limiter'
import type { JobRun } from '@/lib/jobs/handler'
import { closeItems } from '@/lib/jobs/store/progress'
import type { RegistryClient } from '@/lib/registry/types'
import { GroupCommit } from './group-commit'
import { noticedSince } from './rules/tag-history'
import { findNotices } from './store/notices'
import type { RepositoryPass } from './sync-repository'

export interface PassParts {
  readonly run: JobRun
  readonly registryId: string
  readonly client: RegistryClient
  readonly signal: AbortSignal
  readonly mayRemove: boolean
  /** End of the last crawl of the registry. */
  readonly sweptAt: number | null
  /** Default false. */
  readonly isLossAccepted?: boolean
}

/** The tools one job compares repositories with. */
export async function openPass(ctx: Context, parts: PassParts): Promise<RepositoryPass> {
  const { run, registryId, client, signal } = parts
  const limiter = limiterOf(registryId)
  // Every request under way listens to it.
  setMaxListeners(0, signal)
  const now = () => ctx.clock.now()
  return {
    db: ctx.db,
    tools: {
      client,
      limiter,
      source: new ManifestSource({ client, limiter, db: ctx.db, signal, now }),
      signal,
    },
    commit: new GroupCommit(ctx.db, async (tx, repositories) => {
      const at = now()
      await saveUnchanged(tx, { ids: repositories.map(({ id }) => id), at })
      const results = repositories.map(({ name }) => ({
        key: name,
        state: 'done' as const,
        problemCode: null,
      }))
      await closeItems(tx, run.hold, { results, at })
    }),
    now,
    startedAt: run.job.created_at,
    mayRemove: parts.mayRemove,
    isLossAccepted: parts.isLossAccepted ?? false,
    noticedSince: noticedSince({
      notices: await findNotices(ctx.db.query, registryId),
      sweptAt: parts.sweptAt,
      nowMs: now(),
    }),
    close: (tx, result) => closeItems(tx, run.hold, { results: [result], at: now() }),
  }
}
