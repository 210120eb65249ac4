import { History } from 'lucide-react'
import { EmptyState } from '../../ui/empty-state'
import { Panel } from '../../ui/panel'
import type { Activity } from '../queries'
import { ActivityFilter, type ActivitySearch } from './activity-filter'
import { ActivityTable } from './activity-table'
import { PageSteps } from './page-steps'

interface ActivityViewProps {
  /** Undefined where the address asks for what cannot be. */
  page: Activity | undefined
  path: string
  search: ActivitySearch & { readonly cursor?: string | undefined }
  isEverywhere?: boolean
  hasSeveralRegistries?: boolean
}

/** Tags created, moved and deleted, with a filter that is the address. */
export function ActivityView({ page, path, search, isEverywhere = false, ...rest }: ActivityViewProps) {
  const { cursor, kind, tag, unannounced } = search
  const filter = { kind, tag, unannounced }
  const events = page?.items ?? []
  const isNarrowed = Object.values(filter).some(Boolean)
  return (
    <div className="flex flex-col gap-3">
      <ActivityFilter path={path} search={filter} hasTag={!isEverywhere} />
      <Panel aria-label="Activity">
        {events.length === 0 ? (
          <Nothing isInvalid={page === undefined} isNarrowed={isNarrowed} />
        ) : (
          <ActivityTable events={events} label="Activity" isEverywhere={isEverywhere} {...rest} />
        )}
        <PageSteps path={path} search={given({ ...filter, cursor })} nextCursor={page?.nextCursor ?? null} />
      </Panel>
    </div>
  )
}

function Nothing({ isInvalid, isNarrowed }: { isInvalid: boolean; isNarrowed: boolean }) {
  const icon = <History aria-hidden="true" />
  if (isInvalid) {
    return (
      <EmptyState icon={icon} title="This address asks for what cannot be">
        The filter is not one of these, or the page is of another list.
      </EmptyState>
    )
  }
  if (isNarrowed) {
    return (
      <EmptyState icon={icon} title="Nothing of this kind">
        No change that was seen meets the filter.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={icon} title="Nothing happened yet">
      Tags created, moved and deleted since the first sync show up here. What was there before is in the
      history of each tag.
    </EmptyState>
  )
}

function given(search: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(search).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
