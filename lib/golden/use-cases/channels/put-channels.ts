import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { findRepositoryToSync } from '@/lib/catalog/store/save-repositories'
import { AppError, InvalidInputError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { authorizeLine } from '../../authorize-line'
import { type ChannelRow, holdChannels, saveLadder } from '../../store/channels'
import type { LineRow } from '../../store/lines'
import { listChannels, type ShownChannels } from './read-channels'

export interface NewChannel {
  readonly name: string
  readonly tag: string | null
  /** Null for the line's own. */
  readonly repository: string | null
  readonly isProduction: boolean
  readonly soakHours: number
  readonly approvalsMin: number
}

export interface LadderInput {
  readonly line: string
  readonly channels: readonly NewChannel[]
  readonly reason: string
}

/**
 * Sets the ladder of a line. A channel that keeps its name keeps what is in it; one that goes away leaves its tag
 * where it is. Needs the right to push where tags are to be put.
 * @throws NotFoundError, ForbiddenError, AppError `conflict`
 */
export async function putChannels(ctx: Context, input: LadderInput): Promise<ShownChannels> {
  const line = await authorizeLine(ctx, 'line:draft', input.line)
  refuseTwice(line, input.channels)
  for (const repository of new Set(input.channels.flatMap((channel) => channel.repository ?? []))) {
    await authorize(ctx, 'repository:push', { registryId: line.registryId, repository })
  }
  if (line.archivedAt !== null) throw new AppError('conflict', 'The line is archived.')

  await transaction(ctx.db, async (tx) => {
    const before = await holdChannels(tx, line.id)
    const known = new Map(before.map((channel) => [channel.name, channel]))
    const after: ChannelRow[] = []
    for (const [position, { repository, ...channel }] of input.channels.entries()) {
      const old = known.get(channel.name)
      const place = repository === line.repository ? null : repository
      const target = place === null ? undefined : await findRepositoryToSync(tx, line.registryId, place)
      after.push({
        ...channel,
        lineId: line.id,
        position,
        versionId: old?.versionId ?? null,
        isHeld: old?.isHeld ?? false,
        targetRepository: place,
        targetRepositoryId: target?.id ?? null,
        revision: (old?.revision ?? 0) + 1,
      })
    }
    await saveLadder(tx, line.id, after)
    await record(ctx, tx, {
      type: 'golden.channels-changed',
      resource: `${line.registry}/${line.repository}`,
      registryId: line.registryId,
      repository: line.repository,
      before: { channels: before.map(plain) },
      after: { channels: after.map(plain) },
      reason: input.reason,
      facts: { line: line.name, lineId: line.id },
    })
  })
  return listChannels(ctx, line.id)
}

function plain({ name, tag, targetRepository, isProduction, soakHours, approvalsMin }: ChannelRow) {
  return { name, tag, repository: targetRepository, isProduction, soakHours, approvalsMin }
}

/** Two channels of one name, or with one tag, could not be told apart. */
function refuseTwice(line: LineRow, channels: readonly NewChannel[]): void {
  const names = channels.map(({ name }) => name)
  const tags = channels.flatMap(({ tag, repository }) =>
    tag === null ? [] : `${repository ?? line.repository}:${tag}`,
  )
  for (const list of [names, tags]) {
    if (new Set(list).size < list.length) {
      throw new InvalidInputError('invalid-input', 'Two channels may not share a name or a tag.')
    }
  }
}
