'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { Checkbox } from '../../ui/checkbox'
import { FailedState } from '../../ui/failed-state'
import { Input } from '../../ui/input'
import { MoreRows } from '../../ui/more-rows'
import { Panel } from '../../ui/panel'
import { SegmentedControl } from '../../ui/segmented-control'
import { Select } from '../../ui/select'
import { SkeletonRows } from '../../ui/skeleton'
import { ExplainDialog } from './explain-dialog'
import { type Run, retentionQueries, type TagVerdict, type VerdictFilter } from './queries'
import { VerdictRows } from './verdict-rows'

const FATES = [
  { value: 'all', label: 'All' },
  { value: 'delete', label: 'Go' },
  { value: 'keep', label: 'Stay' },
] as const
const EVERYTHING: VerdictFilter = { fate: null, rule: null, repository: '', q: '', isChanged: false }

/** Every tag with the rule that took it, however many there are: rows come as one scrolls. */
export function VerdictTable({ run }: { run: Run }) {
  const [filter, setFilter] = useState(EVERYTHING)
  const [asked, setAsked] = useState<TagVerdict | null>(null)
  const wanted = useDeferredValue(filter)
  const place = { policy: run.policy, run: run.id }
  const query = useInfiniteQuery({
    ...retentionQueries.verdicts(place, wanted),
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const total = query.data?.pages[0]?.total ?? 0
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  return (
    <Panel>
      <Toolbar run={run} filter={filter} total={query.data ? total : null} onChange={setFilter} />
      {query.isPending && <SkeletonRows rows={8} />}
      {!query.data && query.error && <FailedState title="The verdicts could not be loaded" query={query} />}
      {query.data && rows.length === 0 && <p className="p-4 text-muted">No tag matches.</p>}
      {rows.length > 0 && (
        <div className={query.isPlaceholderData ? 'opacity-50 transition-opacity' : 'transition-opacity'}>
          <VerdictRows rows={rows} total={total} onAsk={setAsked} onEnd={more} />
        </div>
      )}
      <MoreRows query={query} what="verdicts" />
      {asked && <ExplainDialog policy={run.policy} verdict={asked} onClose={() => setAsked(null)} />}
    </Panel>
  )
}

interface ToolbarProps {
  run: Run
  filter: VerdictFilter
  /** Null before it is known. */
  total: number | null
  onChange: (filter: VerdictFilter) => void
}

function Toolbar({ run, filter, total, onChange }: ToolbarProps) {
  const set = (change: Partial<VerdictFilter>) => onChange({ ...filter, ...change })
  const rules = new Set((run.totals?.rules ?? []).flatMap(({ rule }) => rule ?? []))
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-2">
      <SegmentedControl
        label="Which tags"
        value={filter.fate ?? 'all'}
        onChange={(fate) => set({ fate: fate === 'all' ? null : fate })}
        options={FATES}
      />
      <Select
        aria-label="Rule"
        className="max-w-56"
        value={filter.rule ?? '*'}
        onChange={({ target }) => set({ rule: target.value === '*' ? null : target.value })}
      >
        <option value="*">Every rule</option>
        {[...rules].map((rule) => (
          <option key={rule}>{rule}</option>
        ))}
        <option value="">No rule</option>
      </Select>
      <div className="w-44 max-sm:w-full">
        <Input
          aria-label="Part of a tag"
          placeholder="Part of a tag"
          value={filter.q}
          onChange={({ target }) => set({ q: target.value })}
        />
      </div>
      {run.totals?.compared && (
        <Checkbox
          label="Changed since the last"
          checked={filter.isChanged}
          onChange={({ target }) => set({ isChanged: target.checked })}
        />
      )}
      <span className="ml-auto text-xs text-muted" role="status">
        {total !== null && `${total.toLocaleString('en')} ${total === 1 ? 'verdict' : 'verdicts'}`}
      </span>
    </div>
  )
}
