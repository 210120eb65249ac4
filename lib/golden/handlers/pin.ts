import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import type { JobHandler } from '@/lib/jobs/handler'
import { setPhase } from '@/lib/jobs/store/progress'
import { pointTag } from '../channels/point-tag'
import { pinsOf } from '../rules/pins'
import { findLine } from '../store/lines'
import { findVersion } from '../store/versions'
import { listParts } from '../store/watched'

const inputShape = z.object({ versionId: z.string() })

/** Puts a tag on everything a version is made of. A tag that names something else is left alone and told of. */
export const pinVersion: JobHandler = async (ctx, { job, hold }) => {
  const { versionId } = inputShape.parse(JSON.parse(job.input))
  const version = await findVersion(ctx.db.query, versionId)
  const line = version && (await findLine(ctx.db.query, version.lineId))
  if (version === undefined || line === undefined || !line.hasPins) {
    return { status: 'succeeded', problemCode: null }
  }
  const client = await ctx.registries.client(line.registryId)
  let problemCode: string | null = null
  for (const { tag, digest } of pinsOf(version, await listParts(ctx.db.query, [versionId]))) {
    ctx.signal.throwIfAborted()
    await setPhase(ctx.db.query, hold, `Pinning ${tag}`)
    try {
      await pointTag(ctx, {
        ...{
          client,
          line,
          digest,
          tag,
          repository: null,
          replaces: null,
          cause: 'golden.pinned',
          reason: null,
        },
        facts: { line: line.name, version: version.name },
        signal: ctx.signal,
      })
    } catch (error) {
      if (!(error instanceof AppError && LEFT_ALONE.has(error.code))) throw error
      problemCode = error.code
    }
  }
  return { status: problemCode === null ? 'succeeded' : 'partial', problemCode }
}

/** The tag is somebody else's, or a part is gone, which drift tells. */
const LEFT_ALONE: ReadonlySet<string> = new Set([
  'precondition-required',
  'tag-moved',
  'tag-is-golden',
  'blobs-gone',
])
