import 'server-only'
import type { Context } from '@/lib/access/context'
import { liveDigest } from '@/lib/cleanup/put/live-digest'
import { AppError } from '@/lib/core/errors'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { pointTag } from '../channels/point-tag'
import { type DriftKind, holderOf } from '../rules/drift'
import { pinsOf } from '../rules/pins'
import { stateOf } from '../rules/version'
import { listChannelRows } from '../store/channels'
import { listOpenDrift, resolveDrift } from '../store/drift'
import { listTold } from '../store/ticks'
import { listParts } from '../store/watched'
import type { PuttingBack } from './put-back-one'

interface LostTag {
  readonly tag: string
  readonly cause: 'golden.pointed' | 'golden.pinned'
  /** The drift that is over with it. */
  readonly kind: DriftKind
  readonly subject: string
}

/**
 * Puts back the tags that a registry took away with a manifest. One that names something else by now stays: where a
 * tag points is decided by people. Gives those that were put.
 */
export async function putBackTags(ctx: Context, parts: PuttingBack): Promise<readonly string[]> {
  const put: string[] = []
  for (const lost of await tagsOf(ctx, parts)) {
    parts.signal.throwIfAborted()
    try {
      if (await putOne(ctx, parts, lost)) put.push(lost.tag)
    } catch (error) {
      if (!(error instanceof AppError) || parts.signal.aborted) throw error
      // It stays drift of its own.
      ctx.log.warn({ line: parts.line.name, tag: lost.tag, error }, 'a golden tag could not be put back')
    }
  }
  return put
}

async function putOne(ctx: Context, parts: PuttingBack, lost: LostTag): Promise<boolean> {
  const { client, line, row, version, signal } = parts
  const repository = parseRepositoryName(line.repository)
  const live = await liveDigest(client, { repository, tag: parseTagName(lost.tag), signal })
  if (live !== null) return false
  const open = await listOpenDrift(ctx.db.query, line.id)
  const told = open.find(
    ({ versionId, kind, subject }) =>
      versionId === version.id && kind === lost.kind && subject === lost.subject,
  )
  await pointTag(ctx, {
    ...{ client, line, signal, tag: lost.tag, cause: lost.cause, digest: row.subject },
    repository: null,
    replaces: null,
    reason: 'It went with a manifest that was put back.',
    facts: { drift: row.id, line: line.name, version: version.name },
    ...(told && {
      alongside: async (tx) => {
        await resolveDrift(tx, told.id, { resolution: 'put-back', at: ctx.clock.now() })
      },
    }),
  })
  return true
}

/** The tags that should name what was put back. */
async function tagsOf(ctx: Context, parts: PuttingBack): Promise<readonly LostTag[]> {
  const { line, row, version } = parts
  const pins = await pinsFor(ctx, parts)
  if (row.subject !== version.digest) return pins
  const channels = (await listChannelRows(ctx.db.query, line.id)).flatMap(
    ({ name, tag, versionId, targetRepository }): LostTag[] =>
      tag === null || targetRepository !== null || versionId !== version.id
        ? []
        : [{ tag, cause: 'golden.pointed', kind: 'channel-tag-missing', subject: name }],
  )
  return [...ownTag(ctx, parts), ...channels, ...pins]
}

function ownTag(ctx: Context, { version, versions }: PuttingBack): readonly LostTag[] {
  const { tag } = version
  if (tag === null) return []
  const now = ctx.clock.now()
  const stated = versions.map((one) => ({ ...one, state: stateOf(one, versions, now) }))
  if (holderOf(tag, stated)?.id !== version.id) return []
  return [{ tag, cause: 'golden.pointed', kind: 'tag-deleted', subject: tag }]
}

/** Pins that were put once. */
async function pinsFor(ctx: Context, { line, row, version }: PuttingBack): Promise<readonly LostTag[]> {
  const pinned = line.hasPins ? await listTold(ctx.db.query, 'pinned', [version.id]) : new Set()
  if (!pinned.has(version.id)) return []
  return pinsOf(version, await listParts(ctx.db.query, [version.id]))
    .filter(({ digest }) => digest === row.subject)
    .map(({ tag }) => ({ tag, cause: 'golden.pinned', kind: 'pin-missing', subject: tag }))
}
