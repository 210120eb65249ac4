import 'server-only'
import type { z } from 'zod'
import type { tagEventShape } from '@/lib/api/contracts/history'
import type { TagHistory } from '@/lib/catalog/use-cases/list-tag-history'
import type { ListedTagEvent } from '@/lib/catalog/use-cases/tag-events'
import type { Page } from '@/lib/core/paging'
import { known, presentPage } from './page'

type TagEvent = z.output<typeof tagEventShape>

const KINDS: readonly TagEvent['kind'][] = ['created', 'moved', 'deleted']
const WAYS: readonly TagEvent['learnedBy'][] = ['notification', 'crawl', 'light-check', 'assay']

function presentTagEvent(row: ListedTagEvent): TagEvent {
  return {
    id: row.id,
    registry: row.registry,
    repository: row.repository,
    tag: row.tag,
    kind: KINDS.find((kind) => kind === row.kind) ?? 'moved',
    from: row.from,
    to: row.to,
    occurredAt: row.occurred_at,
    afterAt: known(row.after_at),
    beforeAt: row.before_at,
    actor: row.actor_name,
    client: row.client,
    learnedBy: WAYS.find((way) => way === row.learned_by) ?? 'crawl',
    isFirstLook: row.is_first_look === 1,
    isUnannounced: row.is_unannounced === 1,
  }
}

export function presentActivity(page: Page<ListedTagEvent>) {
  return presentPage(page, presentTagEvent)
}

export function presentTagHistory({ digest, isPresent, ...page }: TagHistory) {
  return { ...presentActivity(page), digest, isPresent }
}
