import 'server-only'
import { z } from 'zod'
import { findRegistryById } from '@/lib/catalog/store/registries'
import { findRepositoryToSync } from '@/lib/catalog/store/save-repositories'
import { isRegistryWide } from '@/lib/connections/rules/failures'
import { noteHealth } from '@/lib/connections/use-cases/note-health'
import { NotFoundError } from '@/lib/core/errors'
import type { JobHandler } from '@/lib/jobs/handler'
import { addItems, setPhase } from '@/lib/jobs/store/progress'
import { mayRemove } from '../doubt'
import { openPass } from '../pass'
import { syncRepository } from '../sync-repository'

const repositoryInput = z.object({ registryId: z.string(), repository: z.string() })

/** Compares one repository with the registry now. */
export const syncOneRepository: JobHandler = async (ctx, run) => {
  const { registryId, repository: name } = repositoryInput.parse(JSON.parse(run.job.input))
  const registry = await findRegistryById(ctx.db.query, registryId)
  const repository = registry && (await findRepositoryToSync(ctx.db.query, registryId, name))
  if (registry === undefined || repository === undefined) throw new NotFoundError()
  const client = await ctx.registries.client(registryId)

  await addItems(ctx.db.query, run.hold, { keys: [name], at: ctx.clock.now() })
  await setPhase(ctx.db.query, run.hold, 'Comparing tags')
  const isTrusted = await mayRemove(ctx, registryId)
  const pass = await openPass(ctx, {
    run,
    registryId,
    client,
    signal: ctx.signal,
    mayRemove: isTrusted,
    sweptAt: registry.synced_at,
  })
  const { problemCode, isCompared } = await syncRepository(pass, { repository, isListed: true })

  if (isCompared || problemCode === null) {
    await noteHealth(ctx, registryId, { isUp: true })
    return { status: problemCode === null ? 'succeeded' : 'partial', problemCode }
  }
  if (isRegistryWide(problemCode)) await noteHealth(ctx, registryId, { isUp: false, code: problemCode })
  return { status: 'failed', problemCode }
}
