import 'server-only'
import { can, canSomewhere, type Decision } from '@/lib/access/rules/can'
import type { Actor } from '@/lib/core/actor'
import type { Page } from '@/lib/core/paging'
import { placeOf } from '@/lib/golden/authorize-line'
import type { ShownLine } from '@/lib/golden/shown/shown-line'
import type { LineRow } from '@/lib/golden/store/lines'
import { presentAllowed } from './allowed'
import { presentVersion } from './golden-version'
import { presentPage } from './page'

export function presentLine({ line, current, counts, openDrift }: ShownLine, actor: Actor) {
  const place = placeOf(line)
  const changing = line.isPublished ? 'line:publish' : 'line:draft'
  return {
    id: line.id,
    name: line.name,
    registry: line.registry,
    repository: line.repository,
    description: line.description,
    tagPattern: line.tagPattern,
    policy: { id: line.policyId, name: line.policyName, version: line.policyVersion },
    hasPins: line.hasPins,
    onMissing: line.onMissing,
    isPublished: line.isPublished,
    revision: line.revision,
    createdBy: line.createdBy,
    createdAt: line.createdAt,
    archivedAt: line.archivedAt,
    current: current === null ? null : presentVersion(current),
    counts: { ...counts },
    openDrift,
    can: {
      nominate: presentAllowed(nominating(line, can(actor, 'candidate:nominate', place))),
      edit: presentAllowed(unlessArchived(line, can(actor, changing, place))),
      publish: presentAllowed(unlessArchived(line, can(actor, 'line:publish', place))),
      promote: presentAllowed(unlessArchived(line, can(actor, 'channel:promote', place))),
    },
  }
}

export function presentLines(page: Page<ShownLine>, actor: Actor) {
  return {
    ...presentPage(page, (shown) => presentLine(shown, actor)),
    can: { create: presentAllowed(mayCreate(actor)) },
  }
}

/** Whether there is any place at all where somebody may add a line; which one is decided when they do. */
function mayCreate(actor: Actor): Decision {
  const everywhere = can(actor, 'line:draft')
  return everywhere.allowed || !canSomewhere(actor, 'line:draft')
    ? everywhere
    : { allowed: true, grounds: [] }
}

function unlessArchived({ archivedAt }: LineRow, decision: Decision): Decision {
  if (archivedAt === null || !decision.allowed) return decision
  return { allowed: false, reason: 'The line is archived.', mayKnow: true }
}

function nominating(line: LineRow, decision: Decision): Decision {
  const open = unlessArchived(line, decision)
  if (!open.allowed || line.isPublished) return open
  return { allowed: false, reason: 'The line is a draft. Its owner publishes it.', mayKnow: true }
}
