import 'server-only'
import type { Context } from '@/lib/access/context'
import { can, type Decision } from '@/lib/access/rules/can'
import { findRepositoryToSync } from '@/lib/catalog/store/save-repositories'
import { listTagsNamed } from '@/lib/catalog/store/save-tags'
import { NotFoundError } from '@/lib/core/errors'
import type { Page, PageRequest } from '@/lib/core/paging'
import { readPage } from '@/lib/db/page'
import { isUnderWay } from '@/lib/jobs/store/queue'
import { authorizeLine, placeOf } from '../../authorize-line'
import { actionOf } from '../../channels/change-channel'
import { type Ladder, loadLadder, refusalOf, type StatedVersion } from '../../channels/load-ladder'
import { pointKey } from '../../jobs'
import { agreedTo, entered, formerVersions, heldBy, lastEntry, waitingFor } from '../../rules/channel-history'
import type { ChannelRefusal } from '../../rules/channel-refusal'
import { lapsedAt, mayBeInChannel, sayLapse, standingOf } from '../../rules/channel-standing'
import { type ChannelDecision, countHistory, listHistory } from '../../store/channel-decisions'
import { type ChannelRow, listChannelRows } from '../../store/channels'
import type { LineRow } from '../../store/lines'
import { findVersion } from '../../store/versions'

const CHOICES_MAX = 20

export type TagState = 'none' | 'in-step' | 'lapsed' | 'elsewhere' | 'absent' | 'unknown' | 'under-way'

export interface ShownChannel {
  readonly row: ChannelRow
  /** What the channel stands for: what it points to, while that counts. */
  readonly version: StatedVersion | null
  /** What it points to although that counts no longer, since when and why. */
  readonly lapsed: {
    readonly version: StatedVersion
    readonly at: number | null
    readonly detail: string
  } | null
  readonly entry: ChannelDecision | null
  readonly tagState: TagState
  readonly hold: ChannelDecision | null
  readonly waiting: {
    readonly version: StatedVersion
    readonly approvals: readonly Pick<ChannelDecision, 'actorKind' | 'actorId' | 'actorName' | 'at'>[]
  } | null
  readonly choices: readonly { readonly version: StatedVersion; readonly refusal: ChannelRefusal | null }[]
  readonly previous: StatedVersion | null
  readonly canPromote: Decision
  readonly canRollBack: Decision
  readonly canHold: Decision
}

export interface ShownChannels {
  readonly items: readonly ShownChannel[]
  readonly canEdit: Decision
}

/** The channels of a line, what is in them and what could be. @throws NotFoundError */
export async function listChannels(ctx: Context, lineId: string): Promise<ShownChannels> {
  const line = await authorizeLine(ctx, 'line:read', lineId)

  const ladder = await loadLadder(ctx.db.query, lineId, ctx.clock.now())
  const items: ShownChannel[] = []
  for (const channel of ladder.channels) items.push(await show(ctx, { line, ladder, channel }))
  return { items, canEdit: can(ctx.actor, 'line:draft', placeOf(line)) }
}

/** One channel of a line. @throws NotFoundError */
export async function getChannel(
  ctx: Context,
  { line, channel }: { readonly line: string; readonly channel: string },
): Promise<ShownChannel> {
  return showChannel(ctx, await authorizeLine(ctx, 'line:read', line), channel)
}

/** One channel as its line's page shows it. */
export async function showChannel(ctx: Context, line: LineRow, name: string): Promise<ShownChannel> {
  const ladder = await loadLadder(ctx.db.query, line.id, ctx.clock.now())
  const channel = ladder.channels.find((one) => one.name === name)
  if (channel === undefined) throw new NotFoundError()
  return show(ctx, { line, ladder, channel })
}

interface Shown {
  readonly line: LineRow
  readonly ladder: Ladder
  readonly channel: ChannelRow
}

async function show(ctx: Context, { line, ladder, channel }: Shown): Promise<ShownChannel> {
  const { events, versions } = ladder
  const find = (id: string | null) => versions.find((version) => version.id === id) ?? null
  const inUse = versions.filter(({ state }) => mayBeInChannel(state))
  const { effective, lapsed } = standingOf(find(channel.versionId))
  const waitingId = waitingFor(events, channel.name)
  const waiting = find(waitingId)
  const now = ctx.clock.now()
  const decision = can(ctx.actor, actionOf(channel), placeOf(line))
  const former = formerVersions(events, channel.name, channel.versionId)
  return {
    row: channel,
    version: effective,
    lapsed: lapsed && (await showLapse(ctx, lapsed)),
    entry: lastEntry(events, channel.name) ?? null,
    tagState: await tagStateOf(ctx, line, { channel, version: find(channel.versionId) }),
    hold: channel.isHeld ? (heldBy(events, channel.name) ?? null) : null,
    waiting: waiting && { version: waiting, approvals: agreedTo(events, channel.name, waiting.id) },
    choices: inUse
      .slice(0, CHOICES_MAX)
      .map((version) => ({ version, refusal: refusalOf(ladder, { to: channel, version, now }) })),
    previous:
      inUse.find(({ id }) => id === former.find((one) => inUse.some((two) => two.id === one))) ?? null,
    canPromote: decision,
    canRollBack: decision,
    canHold: decision,
  }
}

/** Why what a channel points to does not count. */
async function showLapse(ctx: Context, version: StatedVersion): Promise<ShownChannel['lapsed']> {
  const row = await findVersion(ctx.db.query, version.id)
  const revocation = { category: row?.revocationCategory ?? null, reason: row?.revocationReason ?? null }
  return { version, at: lapsedAt(version, ctx.clock.now()), detail: sayLapse(version, revocation) }
}

async function tagStateOf(
  ctx: Context,
  line: LineRow,
  { channel, version }: { readonly channel: ChannelRow; readonly version: StatedVersion | null },
): Promise<TagState> {
  const { tag, name } = channel
  if (tag === null || version === null) return 'none'
  if (await isUnderWay(ctx.db.query, pointKey(line.id, name))) return 'under-way'
  const place = channel.targetRepository ?? line.repository
  const repository = await findRepositoryToSync(ctx.db.query, line.registryId, place)
  const [row] = repository === undefined ? [] : await listTagsNamed(ctx.db.query, repository.id, [tag])
  if (row === undefined) return 'absent'
  if (row.digest === null || row.missing_since !== null) return 'unknown'
  if (row.digest !== version.digest) return 'elsewhere'
  return mayBeInChannel(version.state) ? 'in-step' : 'lapsed'
}

export interface HistoryEntry extends ChannelDecision {
  readonly version: StatedVersion | null
  /** What was there before, of what brought something in. */
  readonly from: StatedVersion | null
}

/** What was decided about a channel, newest first. @throws NotFoundError */
export async function listChannelHistory(
  ctx: Context,
  input: PageRequest & { readonly line: string; readonly channel: string },
): Promise<Page<HistoryEntry>> {
  const line = await authorizeLine(ctx, 'line:read', input.line)

  const { versions, events } = await loadLadder(ctx.db.query, line.id, ctx.clock.now())
  const which = { lineId: line.id, channel: input.channel }
  if (!(await listChannelRows(ctx.db.query, line.id)).some(({ name }) => name === input.channel)) {
    throw new NotFoundError()
  }
  const page = await readPage(ctx, {
    scope: { list: 'golden-channel-history', ...which },
    request: input,
    positionOf: (row: ChannelDecision) => [row.sequence],
    list: async (after, limit) => ({
      rows: await listHistory(ctx.db.query, which, { limit, after }),
      total: await countHistory(ctx.db.query, which),
    }),
  })
  const find = (id: string | null) => versions.find((version) => version.id === id) ?? null
  const items = page.items.map((row) => {
    const event = events.find(({ id }) => id === row.id)
    const from = event === undefined ? null : (entered(events, event)?.from ?? null)
    return { ...row, version: find(row.versionId), from: find(from) }
  })
  return { ...page, items }
}
