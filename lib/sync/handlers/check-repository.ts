import 'server-only'
import { z } from 'zod'
import { findRegistryById } from '@/lib/catalog/store/registries'
import { findRepositoryToSync } from '@/lib/catalog/store/save-repositories'
import { isRegistryWide } from '@/lib/connections/rules/failures'
import { noteHealth } from '@/lib/connections/use-cases/note-health'
import { AppError, NotFoundError } from '@/lib/core/errors'
import type { JobHandler } from '@/lib/jobs/handler'
import { setPhase } from '@/lib/jobs/store/progress'
import { RegistryNotFoundError } from '@/lib/registry/errors'
import { checkRepository } from '../check-repository'
import { mayRemove } from '../doubt'
import { openPass } from '../pass'
import { settleAbsentRepository } from '../settle-absent-repository'

const checkInput = z.object({ registryId: z.string(), repository: z.string() })

/** Looks at one repository cheaply, because somebody opened it. */
export const checkOneRepository: JobHandler = async (ctx, run) => {
  const { registryId, repository: name } = checkInput.parse(JSON.parse(run.job.input))
  const registry = await findRegistryById(ctx.db.query, registryId)
  const repository = registry && (await findRepositoryToSync(ctx.db.query, registryId, name))
  if (registry === undefined || repository === undefined) throw new NotFoundError()
  const client = await ctx.registries.client(registryId)

  await setPhase(ctx.db.query, run.hold, 'Looking for what changed')
  const pass = await openPass(ctx, {
    run,
    registryId,
    client,
    signal: ctx.signal,
    mayRemove: await mayRemove(ctx, registryId),
    sweptAt: registry.synced_at,
  })
  try {
    await checkRepository(pass, repository)
  } catch (error) {
    ctx.signal.throwIfAborted()
    if (error instanceof RegistryNotFoundError) {
      await pass.commit.write((tx) => settleAbsentRepository(tx, pass, { repository, isListed: true }))
    } else {
      if (error instanceof AppError && isRegistryWide(error.code)) {
        await noteHealth(ctx, registryId, { isUp: false, code: error.code })
      }
      throw error
    }
  }
  await noteHealth(ctx, registryId, { isUp: true })
  return { status: 'succeeded', problemCode: null }
}
