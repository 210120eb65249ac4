'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { BadgeCheck, Plus } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { GOLDEN_NEW_LINE } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Button } from '../../ui/button'
import { ButtonLink } from '../../ui/button-link'
import { Checkbox } from '../../ui/checkbox'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { FilterInput } from '../../ui/filter-input'
import { MoreRows } from '../../ui/more-rows'
import { Panel } from '../../ui/panel'
import { SkeletonRows } from '../../ui/skeleton'
import { useAddress } from '../../ui/use-address'
import { goldenQueries, type LineFilter } from '../queries'
import { RegistrySelect } from '../registry-select'
import { counted } from '../words'
import { isLineFiltered, lineFilterState } from './line-filter-state'
import { LineTable } from './line-table'

/** Every golden line one may see: what is in force, what waits, what drifted. */
export function LinesView({ registries }: { registries: readonly string[] }) {
  const [filter, change] = useAddress(lineFilterState)
  const query = useInfiniteQuery({ ...goldenQueries.lines(filter), placeholderData: keepPreviousData })
  const lines = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const first = query.data?.pages[0]
  const add = first?.can.create.allowed ? (
    <ButtonLink href={GOLDEN_NEW_LINE} variant="primary" icon={<Plus className="size-4" />}>
      New line
    </ButtonLink>
  ) : null
  return (
    <PageFrame
      title="Golden lines"
      meta="What each line means by golden now: exact bytes, by a policy, approved by people."
      actions={add}
    >
      <Panel aria-label="Golden lines">
        <FilterBar {...{ filter, change, registries }} total={first?.total} />
        {query.isPending && <SkeletonRows rows={5} columns={4} />}
        {query.isError && lines.length === 0 && (
          <FailedState title="The lines could not be loaded" query={query} />
        )}
        {query.isSuccess && lines.length === 0 && (
          <NoLines
            {...{ filter, change, add }}
            reason={first?.can.create.allowed ? null : (first?.can.create.reason ?? null)}
          />
        )}
        {lines.length > 0 && <LineTable lines={lines} />}
        <MoreRows query={query} what="lines" />
      </Panel>
    </PageFrame>
  )
}

interface FilteringProps {
  filter: LineFilter
  change: (part: Partial<LineFilter>) => void
}

interface FilterBarProps extends FilteringProps {
  registries: readonly string[]
  total: number | undefined
}

function FilterBar({ filter, change, registries, total }: FilterBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <FilterInput
        label="Filter lines"
        value={filter.q}
        onChange={(q) => change({ q })}
        className="w-full min-w-40 flex-1 sm:max-w-72"
      />
      <RegistrySelect
        registries={registries}
        value={filter.registry}
        onChange={(registry) => change({ registry })}
      />
      <Checkbox
        label="Archived"
        checked={filter.isArchived}
        onChange={({ target }) => change({ isArchived: target.checked })}
      />
      <p role="status" className="ml-auto text-xs whitespace-nowrap text-muted tabular-nums">
        {total !== undefined && counted(total, ['line', 'lines'])}
      </p>
    </div>
  )
}

interface NoLinesProps extends FilteringProps {
  add: ReactNode
  /** Why the reader may not add one; null where they may, or nobody says. */
  reason: string | null
}

function NoLines({ filter, change, add, reason }: NoLinesProps) {
  if (isLineFiltered(filter)) {
    return (
      <EmptyState
        title="No line matches"
        actions={<Button onClick={() => change(lineFilterState.initial)}>Clear the filter</Button>}
      >
        The filter looks at names of lines and repositories.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<BadgeCheck aria-hidden="true" />} title="No golden line yet" actions={add}>
      A line is what others mean when they say “the base image”: a repository, a policy that says what it
      takes, and the one version that is golden now.
      {reason !== null && ` ${reason}`}
    </EmptyState>
  )
}
