import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { askRegistry } from '@/lib/catalog/ask-registry'
import { prepareManifest } from '@/lib/cleanup/put/prepare'
import { AppError, NotFoundError } from '@/lib/core/errors'
import type { Executor } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { parseDigest } from '@/lib/oci/digest'
import { parseRepositoryName } from '@/lib/oci/name'
import type { RegistryClient } from '@/lib/registry/types'
import { authorizeLine } from '../../authorize-line'
import { pointTag } from '../../channels/point-tag'
import { repairOf } from '../../rules/settle-drift'
import { stateOf } from '../../rules/version'
import { listChannelRows } from '../../store/channels'
import { type DriftRow, findDriftRow, resolveDrift } from '../../store/drift'
import type { LineRow } from '../../store/lines'
import { listVersionFacts } from '../../store/versions'
import { writeDecision } from '../../write-decision'
import { repairAction, type ShownDrift, showDrift } from './list-drift'

const WAIT_MS = 60_000

export interface RepairInput {
  readonly drift: string
  readonly reason?: string | undefined
}

/**
 * Makes it as it was: points the tag at the golden digest again, or puts back from the vault what the registry lost.
 * What somebody pushed over the tag stays in the registry without it.
 * @throws NotFoundError, ForbiddenError, AppError `conflict`, `blobs-gone`, `tag-moved`, `tag-is-golden`
 */
export async function repairDrift(ctx: Context, input: RepairInput): Promise<ShownDrift> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, 'line:list')
  const row = await findDriftRow(ctx.db.query, input.drift)
  if (row === undefined) throw new NotFoundError()
  const line = await authorizeLine(ctx, 'line:read', row.lineId)
  const action = repairAction(row.kind)
  await authorize(ctx, action ?? 'tag:retag', { registryId: line.registryId, repository: line.repository })
  if (row.resolvedAt !== null) throw new AppError('conflict', 'It is true again already.')
  if (action === null) throw new AppError('conflict', 'This takes a decision about the version.')
  await refuseUnused(ctx, row)

  const reason = input.reason ?? null
  await askRegistry(ctx, { registryId: line.registryId, waitMs: WAIT_MS }, (client, signal) =>
    repairOf(row.kind) === 'put-back'
      ? putBack(ctx, { client, signal, line, row, reason })
      : pointAgain(ctx, { client, signal, line, row, reason }),
  )
  const after = await findDriftRow(ctx.db.query, row.id)
  const [shown] = await showDrift(ctx, after === undefined ? [] : [after])
  if (shown === undefined) throw new NotFoundError()
  return shown
}

/** What is no longer golden is not brought back. */
async function refuseUnused(ctx: Context, { lineId, versionId }: DriftRow): Promise<void> {
  const facts = await listVersionFacts(ctx.db.query, [lineId])
  const version = facts.find(({ id }) => id === versionId)
  const state = version && stateOf(version, facts, ctx.clock.now())
  if (state === 'golden' || state === 'superseded') return
  throw new AppError('conflict', `The version is ${state ?? 'gone'}; nothing is repaired for it.`)
}

interface Repair {
  readonly client: RegistryClient
  readonly signal: AbortSignal
  readonly line: LineRow
  readonly row: DriftRow
  readonly reason: string | null
}

/** By digest, so that no tag moves. */
async function putBack(ctx: Context, { client, signal, line, row, reason }: Repair): Promise<void> {
  const repository = parseRepositoryName(line.repository)
  const digest = parseDigest(row.subject)
  const parts = { db: ctx.db.query, client, repository, signal }
  const content = await prepareManifest(parts, digest)
  await client.putManifest({ repository, reference: digest, content }, { signal })
  await transaction(ctx.db, (tx) => close(ctx, tx, { line, row, reason }))
}

async function pointAgain(ctx: Context, { client, signal, line, row, reason }: Repair): Promise<void> {
  const isChannel = row.kind === 'channel-tag-moved' || row.kind === 'channel-tag-missing'
  const channels = isChannel ? await listChannelRows(ctx.db.query, line.id) : []
  const channel = channels.find(({ name }) => name === row.subject)
  const tag = isChannel ? channel?.tag : row.subject
  const isOther = channel !== undefined && channel.versionId !== row.versionId
  if (tag == null || isOther) throw new AppError('conflict', 'The channel has something else by now.')
  const repository = channel?.targetRepository ?? null
  if (repository !== null) {
    await authorize(ctx, 'repository:push', { registryId: line.registryId, repository })
  }
  await pointTag(ctx, {
    ...{ client, signal, line, tag, reason, repository },
    digest: row.expected ?? row.digest,
    replaces: row.found,
    cause: 'golden.pointed',
    facts: { drift: row.id, kind: row.kind, line: line.name, version: row.version },
    alongside: (tx) => close(ctx, tx, { line, row, reason }),
  })
}

/** Whoever else found it true meanwhile has told already. */
async function close(
  ctx: Context,
  tx: Executor,
  { line, row, reason }: Pick<Repair, 'line' | 'row' | 'reason'>,
): Promise<void> {
  if (!(await resolveDrift(tx, row.id, { resolution: 'repaired', at: ctx.clock.now() }))) return
  await writeDecision(ctx, tx, {
    verb: 'repair',
    event: 'golden.drift-repaired',
    line,
    version: { id: row.versionId, name: row.version, digest: row.digest },
    reason,
    after: { kind: row.kind, subject: row.subject, expected: row.expected, replaced: row.found },
    facts: { drift: row.id },
  })
}
