import 'server-only'
import type { Page } from '@/lib/core/paging'
import type { StatedVersion } from '@/lib/golden/channels/load-ladder'
import { type ChannelRefusal, sayRefusal } from '@/lib/golden/rules/channel-refusal'
import type { Promoted } from '@/lib/golden/use-cases/channels/promote'
import type { HistoryEntry, ShownChannel, ShownChannels } from '@/lib/golden/use-cases/channels/read-channels'
import { presentAllowed } from './allowed'
import { presentPage } from './page'

/** A version in a line, by its name and where it stands. */
export function presentVersionRef({
  id,
  name,
  digest,
  state,
}: Pick<StatedVersion, 'id' | 'name' | 'digest' | 'state'>) {
  return { id, name, digest, state }
}

interface Acting {
  readonly actorKind: string
  readonly actorId: string
  readonly actorName: string
}

/** Who decided something. */
export function presentActor({ actorKind, actorId, actorName }: Acting) {
  return { kind: actorKind, id: actorId, name: actorName }
}

function presentRefusal(refusal: ChannelRefusal) {
  const until = refusal.code === 'soaking' ? refusal.until : null
  return { code: refusal.code, detail: sayRefusal(refusal), until }
}

export function presentChannel(channel: ShownChannel) {
  const { row, version, lapsed, entry, hold, waiting, previous } = channel
  return {
    name: row.name,
    position: row.position,
    version: version && presentVersionRef(version),
    lapsed: lapsed && { ...lapsed, version: presentVersionRef(lapsed.version) },
    since: version && entry ? entry.at : null,
    by: version && entry ? presentActor(entry) : null,
    tag: row.tag,
    repository: row.targetRepository,
    tagState: channel.tagState,
    isProduction: row.isProduction,
    isHeld: row.isHeld,
    hold: hold && { actor: presentActor(hold), at: hold.at, reason: hold.reason },
    soakHours: row.soakHours,
    approvalsMin: row.approvalsMin,
    waiting: waiting && {
      version: presentVersionRef(waiting.version),
      approvals: waiting.approvals.map((one) => ({ actor: presentActor(one), at: one.at })),
    },
    choices: channel.choices.map((choice) => ({
      version: presentVersionRef(choice.version),
      refusal: choice.refusal && presentRefusal(choice.refusal),
    })),
    previous: previous && presentVersionRef(previous),
    revision: row.revision,
    can: {
      promote: presentAllowed(channel.canPromote),
      rollBack: presentAllowed(channel.canRollBack),
      hold: presentAllowed(channel.canHold),
    },
  }
}

export function presentChannels({ items, canEdit }: ShownChannels) {
  return { items: items.map(presentChannel), can: { edit: presentAllowed(canEdit) } }
}

export function presentPromoted(promoted: Promoted, channel: ShownChannel) {
  return { ...promoted, channel: presentChannel(channel) }
}

export function presentChannelHistory(page: Page<HistoryEntry>) {
  return presentPage(page, (entry) => ({
    id: entry.id,
    at: entry.at,
    verb: entry.verb,
    actor: presentActor(entry),
    reason: entry.reason,
    version: entry.version && presentVersionRef(entry.version),
    from: entry.from && presentVersionRef(entry.from),
    isGlassBroken: entry.verb === 'break-glass',
  }))
}
