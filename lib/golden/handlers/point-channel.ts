import 'server-only'
import { z } from 'zod'
import type { JobHandler } from '@/lib/jobs/handler'
import { setPhase } from '@/lib/jobs/store/progress'
import { pointTag } from '../channels/point-tag'
import { mayBeInChannel } from '../rules/channel-standing'
import { stateOf } from '../rules/version'
import { listChannelRows } from '../store/channels'
import { findLine } from '../store/lines'
import { findVersion, listVersionFacts } from '../store/versions'

const inputShape = z.object({ lineId: z.string(), channel: z.string() })

/**
 * Points a channel's tag at what is in the channel when it runs, so that of two promotions in a row the last one
 * counts. What was decided about is decided already: it is done as the system.
 */
export const pointChannel: JobHandler = async (ctx, { job, hold }) => {
  const { lineId, channel: name } = inputShape.parse(JSON.parse(job.input))
  const line = await findLine(ctx.db.query, lineId)
  const channel = (await listChannelRows(ctx.db.query, lineId)).find((one) => one.name === name)
  const version = channel?.versionId == null ? undefined : await findVersion(ctx.db.query, channel.versionId)
  if (line === undefined || channel?.tag == null || version === undefined) {
    return { status: 'succeeded', problemCode: null }
  }
  const state = stateOf(version, await listVersionFacts(ctx.db.query, [lineId]), ctx.clock.now())
  if (!mayBeInChannel(state)) return { status: 'failed', problemCode: 'wrong-state' }

  await setPhase(ctx.db.query, hold, 'Pointing the tag')
  await pointTag(ctx, {
    client: await ctx.registries.client(line.registryId),
    line,
    digest: version.digest,
    tag: channel.tag,
    repository: channel.targetRepository,
    replaces: 'anything',
    cause: 'golden.pointed',
    reason: null,
    facts: { line: line.name, channel: name, version: version.name },
    signal: ctx.signal,
  })
  return { status: 'succeeded', problemCode: null }
}
